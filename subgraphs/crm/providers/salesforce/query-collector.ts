import type { CallContext } from '#shared/connections/call-context.ts'

/** A composite call takes 25 parts, 5 of them queries, and counts as one call of the daily limit. */
const QUERIES_PER_CALL = 5

interface Waiting {
  soql: string
  resolve(answer: unknown): void
  reject(error: unknown): void
}

export interface QueryCollector {
  query(soql: string, call: CallContext): Promise<unknown>
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
  const gathered = new Map<AbortSignal, { call: CallContext; waiting: Waiting[] }>()

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
    const group = gathered.get(signal)
    gathered.delete(signal)
    if (!group) return
    for (let start = 0; start < group.waiting.length; start += QUERIES_PER_CALL)
      void send(group.waiting.slice(start, start + QUERIES_PER_CALL), group.call)
  }

  return {
    query: (soql, call) =>
      new Promise((resolve, reject) => {
        const group = gathered.get(call.signal)
        if (group) group.waiting.push({ soql, resolve, reject })
        else {
          gathered.set(call.signal, { call, waiting: [{ soql, resolve, reject }] })
          setImmediate(dispatch, call.signal)
        }
      }),
  }
}
