import { type FieldNode, Kind, type SelectionSetNode } from 'graphql'
import type { Expansion } from './expansion.ts'
import type { Fragments } from './fragments.ts'

type Merged = Map<string, FieldNode[]>

/**
 * The most selections that ask for one field of the answer: `{ a { x } a { x y } }` is 2. Validation compares each of
 * them with each other, so the square of this number is work. Expands the document for real: check `selections` first.
 */
export function repetitionsOf({ roots, fragments }: Expansion): number {
  return Math.max(0, ...roots.map(({ selectionSet }) => mostRepeated([selectionSet], fragments)))
}

function mostRepeated(sets: readonly SelectionSetNode[], fragments: Fragments): number {
  const merged: Merged = new Map()
  for (const set of sets) collect(set, fragments, merged)
  let most = 0
  for (const fields of merged.values()) {
    const below = fields.flatMap(({ selectionSet }) => selectionSet ?? [])
    const mostBelow = below.length > 0 ? mostRepeated(below, fragments) : 0
    most = Math.max(most, fields.length, mostBelow)
  }
  return most
}

/** Adds a selection's fields to those asked for under the same name, whatever fragment they stand in. */
function collect({ selections }: SelectionSetNode, fragments: Fragments, merged: Merged): void {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value
      const fields = merged.get(key)
      if (fields) fields.push(node)
      else merged.set(key, [node])
      continue
    }
    const inside =
      node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)?.selectionSet
    if (inside) collect(inside, fragments, merged)
  }
}
