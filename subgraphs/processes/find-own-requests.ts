import type { Cause } from '#shared/events/changes.ts'
import type { Queryable } from '#shared/store/store.ts'

/** Every write of a run carries a key that begins with the run's id. */
const OWN_KEY = /^(run_[0-9A-HJKMNP-TV-Z]{26}):/

/** Which run made a request, by the key that it carried; keys of anybody else, and of runs that were removed, are left out. */
export async function findOwnRequests(
  store: Queryable,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Cause>> {
  const own = keys.flatMap((key) => {
    const runId = OWN_KEY.exec(key)?.[1]
    return runId === undefined ? [] : [{ key, runId }]
  })
  if (own.length === 0) return new Map()
  const rows = await store.query<{ id: string; correlationId: string }>(
    'select id, correlation_id as "correlationId" from processes.runs where id = any($1)',
    [[...new Set(own.map(({ runId }) => runId))]],
  )
  const correlationOf = new Map(rows.map(({ id, correlationId }) => [id, correlationId]))
  return new Map(
    own.flatMap(({ key, runId }) => {
      const correlationId = correlationOf.get(runId)
      return correlationId === undefined ? [] : [[key, { correlationId, causationId: runId }] as const]
    }),
  )
}
