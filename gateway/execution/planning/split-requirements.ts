import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { Kind, type SelectionSetNode } from 'graphql'
import { filterTopFields, type TopField, topFields } from '../selection/top-fields.ts'
import { selectionsCollide } from './bound-fields.ts'
import { selectionOf, withSelection, withUsedVariables } from './entity-selection.ts'
import type { OrderedFetch } from './flatten-plan.ts'
import type { BoundSupergraph } from './required-arguments.ts'
import type { SupergraphFacts } from './supergraph-facts.ts'

type BoundFields = BoundSupergraph['bound']

/** A field set in the form that plans use for inputs. */
export function toPlanSelections({ selections }: SelectionSetNode): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    const below = selection.selectionSet ? toPlanSelections(selection.selectionSet) : undefined
    if (selection.kind === Kind.FIELD)
      return [{ kind: 'Field', name: selection.name.value, ...(below ? { selections: below } : {}) }]
    const typeCondition = selection.typeCondition?.name.value
    return [{ kind: 'InlineFragment', selections: below ?? [], ...(typeCondition ? { typeCondition } : {}) }]
  })
}

function boundNames(selections: readonly QueryPlanSelectionNode[], bound: BoundFields): string[] {
  return selections.flatMap((each) => [
    ...(each.kind === 'Field' && bound.has(each.name) ? [each.name] : []),
    ...boundNames(each.selections ?? [], bound),
  ])
}

/** The inputs without those bound fields that others require. */
function keepInputs(
  selections: readonly QueryPlanSelectionNode[],
  bound: BoundFields,
  wanted: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  return selections.flatMap((each): QueryPlanSelectionNode[] => {
    if (each.kind === 'Field' && bound.has(each.name) && !wanted.has(each.name)) return []
    if (!each.selections) return [each]
    const below = keepInputs(each.selections, bound, wanted)
    return below.length > 0 ? [{ ...each, selections: below }] : []
  })
}

interface Group {
  fields: TopField[]
  inputs: QueryPlanSelectionNode[]
}

function addToGroups(
  groups: Group[],
  field: TopField,
  inputs: QueryPlanSelectionNode[],
  bound: BoundFields,
): void {
  const fitting = groups.find((group) => !selectionsCollide([...group.inputs, ...inputs], bound))
  if (fitting) {
    fitting.fields.push(field)
    fitting.inputs.push(...inputs)
  } else {
    groups.push({ fields: [field], inputs: [...inputs] })
  }
}

/** One fetch per set of inputs that can stand in one representation: usually the fetch itself. */
export function splitByRequirements(
  fetch: OrderedFetch,
  facts: SupergraphFacts,
  bound: BoundFields,
): OrderedFetch[] {
  const { requires } = fetch
  if (!requires || !selectionsCollide(requires, bound)) return [fetch]
  const groups: Group[] = []
  for (const field of topFields(selectionOf(fetch))) {
    const requirement = facts.requirementOf(fetch.subgraph, field.type ?? '', field.field.name.value)
    addToGroups(groups, field, requirement ? toPlanSelections(requirement) : [], bound)
  }
  return groups.flatMap(({ fields, inputs }) => {
    const wanted = new Set(boundNames(inputs, bound))
    const nodes = new Set(fields.map(({ field }) => field))
    const selection = filterTopFields(selectionOf(fetch), ({ field }) => nodes.has(field))
    if (!selection) return []
    const inputsOfGroup = keepInputs(requires, bound, wanted)
    return [withUsedVariables({ ...withSelection(fetch, selection), requires: inputsOfGroup })]
  })
}
