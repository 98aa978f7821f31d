import type { FetchStep } from './fetch-step.ts'
import type { OrderedFetch } from './flatten-plan.ts'
import { type Position, readPositions, writtenPositions } from './positions.ts'

interface Access {
  reads: ReadonlySet<Position>
  writes: ReadonlySet<Position>
}

/** A fetch that itself waited for a place (a key, say) and asks for it again is not where others get it from. */
function suppliers(position: Position, before: ReadonlySet<number>, accesses: readonly Access[]): number[] {
  return [...before].filter((index) => {
    const access = accesses[index]
    return access?.writes.has(position) && !access.reads.has(position)
  })
}

function dependenciesOf(
  fetch: OrderedFetch,
  access: Access,
  accesses: readonly Access[],
): ReadonlySet<number> {
  const needed = new Set<number>()
  for (const position of access.reads) {
    const found = suppliers(position, fetch.before, accesses)
    // A place that nobody is seen to fill: trust the planner's order.
    if (found.length === 0) return fetch.before
    for (const index of found) needed.add(index)
  }
  return needed
}

/**
 * Says of each fetch which others it must wait for: those that fill what it reads, not all that the tree puts before it.
 * The effects of a mutation keep the tree's order.
 */
export function orderByData(fetches: readonly OrderedFetch[], isMutation: boolean): FetchStep[] {
  const accesses = fetches.map((fetch) => ({ reads: readPositions(fetch), writes: writtenPositions(fetch) }))
  return fetches.map((fetch, index) => {
    const { before, ...step } = fetch
    const dependsOn = isMutation ? before : dependenciesOf(fetch, accesses[index] as Access, accesses)
    return { ...step, dependsOn }
  })
}

/** How many steps must follow one another before each step can start. */
export function depthsOf(steps: readonly FetchStep[]): number[] {
  const depths: number[] = []
  for (const { dependsOn } of steps)
    depths.push(Math.max(-1, ...[...dependsOn].map((index) => depths[index] ?? 0)) + 1)
  return depths
}
