import type { Queryable } from '#shared/store/store.ts'
import type { Audience } from './operation-facts.ts'

/** A client that would miss something. */
export interface User {
  clientId: string
  operation: string
  requests: number
  /** Undefined: it did not ask; it has registered to. */
  lastSeen: Date | undefined
}

/** What was asked within a window, as far as it was counted. */
export interface RecordedUsage {
  /** Who touched any of these coordinates, most first; of one audience, or of all. */
  usersOf(coordinates: readonly string[], audience?: Audience): Promise<User[]>
  /** Operations of the window that were not counted. */
  losses(): Promise<number>
  /** Since when there is a record; undefined: there is none. */
  since(): Promise<Date | undefined>
}

/** Reads what was recorded in the last days. */
export function readUsage(store: Queryable, windowDays: number): RecordedUsage {
  return {
    async usersOf(coordinates, audience) {
      const rows = await store.query<{
        client_id: string
        operation: string
        requests: string
        last_seen: Date
      }>(USERS, [coordinates, windowDays, audience ?? null])
      return rows.map(({ client_id, operation, requests, last_seen }) => ({
        clientId: client_id,
        operation,
        requests: Number(requests),
        lastSeen: last_seen,
      }))
    },
    async losses() {
      const [row] = await store.query<{ lost: string | null }>(
        'select sum(requests) as lost from usage.losses where day > current_date - $1::int',
        [windowDays],
      )
      return Number(row?.lost ?? 0)
    },
    async since() {
      const [row] = await store.query<{ since: Date | null }>(
        'select min(day)::timestamptz as since from usage.requests',
      )
      return row?.since ?? undefined
    },
  }
}

const USERS = `
  select client_id, coalesce(name, 'unnamed ' || left(hash, 8)) as operation,
    sum(requests) as requests, max(last_seen) as last_seen
  from usage.requests join usage.operations using (hash)
  where coordinates && $1::text[] and day > current_date - $2::int
    and ($3::text is null or audience = $3)
  group by client_id, hash, name order by sum(requests) desc, client_id, hash`
