import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { type Conditions, narrowConditions } from './conditions.ts'

/** A selection set and what must hold for it to count. */
export interface SelectionSource {
  selectionSet: SelectionSetNode
  conditions: Conditions
}

/** Every occurrence of one response key: their selections are merged. */
export interface CollectedField {
  responseKey: string
  name: string
  /** The first occurrence; all others have the same name and arguments. */
  node: FieldNode
  occurrences: readonly { node: FieldNode; conditions: Conditions }[]
}

/** A document's named fragments. */
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

/** The named fragments of a document, by name. */
export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return Object.fromEntries(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )
}

interface Collection {
  schema: GraphQLSchema
  type: GraphQLCompositeType
  fragments: Fragments
  fields: Map<string, { node: FieldNode; conditions: Conditions }[]>
  spread: Set<string>
}

function typeApplies({ schema, type }: Collection, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true
  const named = schema.getType(condition)
  if (!isCompositeType(named) || !isAbstractType(named) || type.astNode?.kind === Kind.UNION_TYPE_DEFINITION)
    return false
  return 'getFields' in type && schema.isSubType(named, type)
}

function collectInto(collection: Collection, { selectionSet, conditions: outer }: SelectionSource): void {
  for (const selection of selectionSet.selections) {
    const conditions = narrowConditions(outer, selection.directives)
    if (!conditions) continue
    if (selection.kind === Kind.FIELD) {
      addField(collection, selection, conditions)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (typeApplies(collection, selection.typeCondition?.name.value))
        collectInto(collection, { selectionSet: selection.selectionSet, conditions })
    } else {
      collectFragment(collection, selection.name.value, conditions)
    }
  }
}

function addField({ fields }: Collection, node: FieldNode, conditions: Conditions): void {
  const responseKey = node.alias?.value ?? node.name.value
  const occurrences = fields.get(responseKey)
  if (occurrences) occurrences.push({ node, conditions })
  else fields.set(responseKey, [{ node, conditions }])
}

/** A fragment spread twice under the same conditions adds nothing the second time. */
function collectFragment(collection: Collection, name: string, conditions: Conditions): void {
  const key = `${name} ${JSON.stringify(conditions)}`
  const fragment = collection.fragments[name]
  if (!fragment || collection.spread.has(key)) return
  collection.spread.add(key)
  if (typeApplies(collection, fragment.typeCondition.name.value))
    collectInto(collection, { selectionSet: fragment.selectionSet, conditions })
}

/** The fields that selection sets ask of an object of this type, merged by response key, in the order of the document. */
export function collectFields(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  sources: readonly SelectionSource[],
  fragments: Fragments,
): CollectedField[] {
  const collection: Collection = { schema, type, fragments, fields: new Map(), spread: new Set() }
  for (const source of sources) collectInto(collection, source)
  return [...collection.fields].map(([responseKey, occurrences]) => {
    const { node } = occurrences[0] as (typeof occurrences)[number]
    return { responseKey, name: node.name.value, node, occurrences }
  })
}

/** What a field's occurrences select below it. */
export function selectionsBelow({ occurrences }: CollectedField): SelectionSource[] {
  return occurrences.flatMap(({ node, conditions }) =>
    node.selectionSet ? [{ selectionSet: node.selectionSet, conditions }] : [],
  )
}
