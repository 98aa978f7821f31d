import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'
import { limitExceeded } from './exceeded.ts'

/** Fragments by name, each after those that it spreads. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** The names that a selection spreads, at any depth of its own text. */
export function spreadsOf({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection.name.value]
    return selection.selectionSet ? spreadsOf(selection.selectionSet) : []
  })
}

/**
 * Puts the fragments of a document in an order in which each can be measured from those before it.
 * Throws LIMIT_EXCEEDED for a fragment that contains itself. Keeps its own stack: a chain of fragments is as long as
 * the document allows, and no bracket limits it.
 */
export function orderFragments({ definitions }: DocumentNode): Fragments {
  const waiting = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  )
  const ordered = new Map<string, FragmentDefinitionNode>()
  for (const name of waiting.keys()) addWithSpreads(name, waiting, ordered)
  return ordered
}

interface Visit {
  fragment: FragmentDefinitionNode
  spreads: string[]
}

/** Adds a fragment after everything that it spreads; a spread without a fragment is left to validation. */
function addWithSpreads(name: string, all: Fragments, ordered: Map<string, FragmentDefinitionNode>): void {
  const open = new Set<string>()
  const stack: Visit[] = []
  const enter = (spread: string): void => {
    const fragment = all.get(spread)
    if (!fragment || ordered.has(spread)) return
    if (open.has(spread)) throw limitExceeded('fragmentCycles', 0, 1)
    open.add(spread)
    stack.push({ fragment, spreads: spreadsOf(fragment.selectionSet) })
  }
  enter(name)
  for (let visit = stack.at(-1); visit; visit = stack.at(-1)) {
    const next = visit.spreads.pop()
    if (next !== undefined) {
      enter(next)
      continue
    }
    stack.pop()
    open.delete(visit.fragment.name.value)
    ordered.set(visit.fragment.name.value, visit.fragment)
  }
}
