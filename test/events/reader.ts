import type { BusinessEvent, EventType } from '#shared/events/event.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Context } from '#events/context.ts'
import type { EventArguments } from '#events/event-filter.ts'
import { openEvents } from '#events/open-events.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { EventNode } from './event-node.ts'

export const ANYBODY: Caller = {
  subject: 'test',
  clientId: 'test',
  scopes: new Set(),
  customerIds: undefined,
  businessUnits: undefined,
}

/** Opens a subscription's source, as the engine does. */
export async function subscribe(
  { log }: EventNode,
  {
    type = 'CASE_ESCALATED',
    caller = ANYBODY,
    ...given
  }: EventArguments & { type?: EventType; caller?: Caller } = {},
): Promise<AsyncIterator<BusinessEvent>> {
  const request = {
    caller,
    correlationId: 'test',
    logger: silentLogger,
    receivedAt: new Date(),
    signal: new AbortController().signal,
  }
  const context = log.subgraph.createContext(request) as Context
  const source = await openEvents({ field: 'event', type, ...given }, context)
  const events = source[Symbol.asyncIterator]() as AsyncIterator<{ event: BusinessEvent }>
  return {
    async next() {
      const { value, done } = await events.next()
      return done ? { value: undefined, done } : { value: value.event, done: false }
    },
    async return() {
      await events.return?.()
      return { value: undefined, done: true }
    },
  }
}

/** Reads escalations from the beginning, leaves now and then, and comes back to where it was. */
export function follow(
  node: EventNode,
  { randomly }: { randomly: (below: number) => number },
): { until(sequence: string | undefined): Promise<BusinessEvent[]> } & AsyncDisposable {
  const seen: BusinessEvent[] = []
  let wanted: string | undefined
  let isOver = false
  let leave = (): void => {}
  let isStopped = false
  const isComplete = (): boolean =>
    isStopped || (isOver && (wanted === undefined || String(seen.at(-1)?.sequence) === wanted))

  const readSome = async (): Promise<void> => {
    const events = await subscribe(node, { since: String(seen.at(-1)?.sequence ?? 0) })
    leave = () => void events.return?.()
    for (let count = 1 + randomly(30); count > 0 && !isComplete(); count -= 1) {
      const { value, done } = await events.next()
      if (done) break
      seen.push(value)
    }
    await events.return?.()
  }
  const reading = (async () => {
    while (!isComplete()) await readSome()
  })()
  return {
    async until(sequence) {
      wanted = sequence
      isOver = true
      leave()
      await reading
      return seen
    },
    async [Symbol.asyncDispose]() {
      isStopped = true
      leave()
      await reading
    },
  }
}
