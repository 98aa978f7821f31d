import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { type Fragments, orderFragments, spreadsOf } from './fragments.ts'

/** One number about a selection with its fragments expanded. */
export interface Measure {
  /** What a field counts, given what is inside it. */
  ofField(field: FieldNode, inside: number): number
  /** What a spread or an inline fragment counts, given what is inside it. */
  ofFragment(inside: number): number
  /** How selections beside one another count together. */
  combine(a: number, b: number): number
}

/** What must be expanded on its own: an operation, or a fragment that nothing spreads. */
type Root = Pick<OperationDefinitionNode, 'selectionSet'>

/** A document whose fragments are known to end. */
export interface Expansion {
  readonly fragments: Fragments
  readonly roots: readonly Root[]
  /** The measure of each root. Each selection is looked at once, however often its fragment is spread. */
  measure(measure: Measure): number[]
  /** How many selections have been looked at: the work done so far. */
  readonly visits: number
}

/** Counts beyond this no longer differ. */
const MANY = Number.MAX_SAFE_INTEGER

/** Reads how the fragments of a document hang together. Throws LIMIT_EXCEEDED at a cycle. */
export function createExpansion(document: DocumentNode): Expansion {
  const fragments = orderFragments(document)
  const roots = rootsOf(document, fragments)
  let visits = 0

  const measureSelection = (node: SelectionNode, measure: Measure, known: Map<string, number>): number => {
    visits += 1
    if (node.kind === Kind.FRAGMENT_SPREAD) return measure.ofFragment(known.get(node.name.value) ?? 0)
    const inside = node.selectionSet ? measureSet(node.selectionSet, measure, known) : 0
    return node.kind === Kind.FIELD ? measure.ofField(node, inside) : measure.ofFragment(inside)
  }
  const measureSet = (set: SelectionSetNode, measure: Measure, known: Map<string, number>): number =>
    set.selections.reduce(
      (sum, node) => Math.min(MANY, measure.combine(sum, measureSelection(node, measure, known))),
      0,
    )

  return {
    fragments,
    roots,
    get visits() {
      return visits
    },
    measure(measure) {
      const known = new Map<string, number>()
      for (const [name, { selectionSet }] of fragments)
        known.set(name, measureSet(selectionSet, measure, known))
      return roots.map(({ selectionSet }) => measureSet(selectionSet, measure, known))
    },
  }
}

function rootsOf({ definitions }: DocumentNode, fragments: Fragments): Root[] {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const spread = new Set(
    [...operations, ...fragments.values()].flatMap(({ selectionSet }) => spreadsOf(selectionSet)),
  )
  const unused = [...fragments].flatMap(([name, fragment]) => (spread.has(name) ? [] : [fragment]))
  return [...operations, ...unused]
}
