import type { FetchStep, FetchSteps, KeysAt, Position } from './fetch-step.ts'
import { writtenPositions } from './positions.ts'

function indexKeys(steps: FetchSteps): ReadonlyMap<Position, string[]> {
  const index = new Map<Position, string[]>()
  const positions = new Set(steps.flatMap((step) => [...writtenPositions(step)]))
  for (const position of positions) {
    const end = position.lastIndexOf('/')
    const place = position.slice(0, Math.max(0, end))
    const keys = index.get(place) ?? []
    index.set(place, keys)
    keys.push(position.slice(end + 1))
  }
  return index
}

/** Lets each step know what the others write; found when somebody asks, which an operation that runs once never does. */
export function withWrittenKeys(steps: FetchSteps): FetchStep[] {
  let index: ReturnType<typeof indexKeys> | undefined
  const keysAt: KeysAt = (position) => {
    index ??= indexKeys(steps)
    return index.get(position) ?? []
  }
  return steps.map((step) => ({ ...step, keysAt }))
}
