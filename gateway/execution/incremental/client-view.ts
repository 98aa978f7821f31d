import type { DeliveredPart } from './parts.ts'

type Tree = Record<string | number, unknown>

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

const valuesAt = (known: readonly unknown[], key: string): unknown[] =>
  known.flatMap((each) => (isTree(each) && key in each ? [each[key]] : []))

/** Leaves null what is null in `known`. False where the tree has null in the place of something that is there. */
function agrees(tree: Tree, known: readonly unknown[]): boolean {
  for (const [key, value] of Object.entries(tree)) {
    const there = valuesAt(known, key)
    if (value === null && there.some(isTree)) return false
    if (!isTree(value)) continue
    if (there.includes(null)) tree[key] = null
    else if (there.length > 0 && !agrees(value, there)) return false
  }
  return true
}

/** What an answer in parts says of one place. */
type Part = Pick<DeliveredPart, 'path' | 'data' | 'errors'>

/** From the root of the answer on: parts of any place can be laid over each other. */
const fromRoot = ({ path, data }: Part): Tree =>
  path.reduceRight<unknown>((below, key) => ({ [key]: below }), data) as Tree

/** What a client has of an answer in parts. */
export interface ClientView {
  /**
   * The next part, as the client can take it. Two parts may share an object, and a null that one of them makes of it
   * would take away what the other one has brought, or be filled with half an object: a part that takes something away
   * has no data, and what was null before stays null.
   */
  take<Taken extends Part>(part: Taken): Taken
}

/** Creates the view of a client that has nothing yet. */
export function createClientView(): ClientView {
  const taken: Tree[] = []
  // Before a value is missing there is no null to disagree on.
  let isFaulty = false
  return {
    take(part) {
      isFaulty ||= part.errors.length > 0
      if (!part.data) return part
      const tree = fromRoot(part)
      if (isFaulty && !agrees(tree, taken)) return { ...part, data: null }
      taken.push(tree)
      return part
    },
  }
}
