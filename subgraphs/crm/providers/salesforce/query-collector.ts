import type { CallContext } from '#shared/connections/call-context.ts'

/** A composite call takes 25 parts, 5 of them queries, and counts as one call of the daily limit. */
const QUERIES_PER_CALL = 5

interface Waiting {
  soql: string
  resolve(answer: unknown): void
  reject(error: unknown): void
}

interface Group {
  call: CallContext
  waiting: Waiting[]
  passengers: Waiting[]
}

export interface QueryCollector {
  query(soql: string, call: CallContext): Promise<unknown>
  /**
   * Takes a query along for which no call is worth its price: into a place that a call of several queries of this turn
   * leaves free. Undefined where there is none, or the query fails.
   */
  takeAlong(soql: string, call: CallContext): Promise<unknown>
}

/**
 * Gathers the queries that one operation asks before the event loop turns, and sends them together. Loaders dispatch in
 * the same turn, so a customer's account, contacts, contracts, opportunities and quotes travel in one call.
 */
export function createQueryCollector({
  queryOne,
  queryMany,
}: {
  queryOne(soql: string, call: CallContext): Promise<unknown>
  /** Answers in order; an Error in the place of a query that failed alone. */
  queryMany(queries: readonly string[], call: CallContext): Promise<unknown[]>
}): QueryCollector {
  /** By operation: its signal is its own. */
  const gathered = new Map<AbortSignal, Group>()

  const send = async (waiting: readonly Waiting[], call: CallContext): Promise<void> => {
    try {
      const queries = waiting.map(({ soql }) => soql)
      const [only] = queries
      const answers =
        queries.length === 1 && only !== undefined
          ? [await queryOne(only, call)]
          : await queryMany(queries, call)
      for (const [index, { resolve, reject }] of waiting.entries()) {
        const answer = answers[index]
        if (answer instanceof Error) reject(answer)
        else resolve(answer)
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }

  const dispatch = (signal: AbortSignal): void => {
    const { call, waiting, passengers } = gathered.get(signal) as Group
    gathered.delete(signal)
    for (let start = 0; start < waiting.length; start += QUERIES_PER_CALL) {
      const part = waiting.slice(start, start + QUERIES_PER_CALL)
      const places = part.length > 1 ? QUERIES_PER_CALL - part.length : 0
      void send([...part, ...passengers.splice(0, places)], call)
    }
    for (const { resolve } of passengers) resolve(undefined)
  }

  const groupOf = (call: CallContext): Group => {
    const known = gathered.get(call.signal)
    if (known) return known
    const group: Group = { call, waiting: [], passengers: [] }
    gathered.set(call.signal, group)
    setImmediate(dispatch, call.signal)
    return group
  }

  return {
    query: (soql, call) =>
      new Promise((resolve, reject) => groupOf(call).waiting.push({ soql, resolve, reject })),
    takeAlong: (soql, call) =>
      new Promise((resolve) =>
        groupOf(call).passengers.push({ soql, resolve, reject: () => resolve(undefined) }),
      ),
  }
}
