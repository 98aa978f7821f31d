import type { FetchStep, Position } from './fetch-step.ts'
import type { OrderedFetch } from './flatten-plan.ts'
import { readPositions, writtenPositions } from './positions.ts'

interface Access {
  reads: ReadonlySet<Position>
  writes: ReadonlySet<Position>
  /** What it writes only because it read it. */
  repeats: ReadonlySet<Position>
}

/** Where a fetch finds out what an object of an interface really is; it read the same place for the interface's name. */
function refinedPosition({ path, inputRewrites }: OrderedFetch): Position | undefined {
  const setsTypename = inputRewrites.some(
    ({ kind, path: at }) => kind === 'ValueSetter' && at.at(-1) === '__typename',
  )
  return setsTypename ? [...path.filter((key) => key !== '@'), '__typename'].join('/') : undefined
}

function accessOf(fetch: OrderedFetch): Access {
  const reads = readPositions(fetch)
  const refined = refinedPosition(fetch)
  return {
    reads,
    writes: writtenPositions(fetch),
    repeats: new Set([...reads].filter((position) => position !== refined)),
  }
}

/** A fetch that itself waited for a place (a key, say) and asks for it again is not where others get it from. */
function suppliers(position: Position, before: ReadonlySet<number>, accesses: readonly Access[]): number[] {
  return [...before].filter((index) => {
    const access = accesses[index]
    return access?.writes.has(position) && !access.repeats.has(position)
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
  const accesses = fetches.map(accessOf)
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
