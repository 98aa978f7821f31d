import type { Queryable } from '#shared/store/store.ts'
import { LIVE_WORKERS } from '../inbox/claim.ts'
import { PROBE_EVERY_SECONDS, SUSPECTS_OF_OUTAGE } from './schedule.ts'

/** A process that lives but does not come back loses its endpoints after so long. */
const LEASE_SECONDS = 30
/** What is left of a lease when it is taken again. */
const RENEW_BELOW_SECONDS = 20
const RENEW_EVERY_MS = 10_000

/** Thrown where another process delivers to the endpoint now: what this one has sent since is sent again by that one. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** An endpoint as its row says it stands. */
export interface Standing {
  position: number
  /** The store's clock. */
  now: Date
  isOurs: boolean
  /** Whether this process may take the lease: nobody has it, or whoever had it is gone. */
  isFree: boolean
  /** Neither disabled nor asked to be left alone. */
  isOpen: boolean
  failingSince: Date | null
  /** How many events have failed since the last delivery, each of another entity. */
  suspects: number
  /** Whether that are so many that the endpoint itself is at fault: only probes are sent. */
  isDown: boolean
  hasBacklog: boolean
  /** Whether anything of the backlog is to be tried now; of an endpoint that is down, whether it is to be probed. */
  isDue: boolean
  secretFingerprint: string | null
  /** Since the secret that signs first does so. */
  secretSeconds: number
}

const HOLDS = `(leased_by = $2 and leased_until > now())`
const FREE = `(leased_by is null or leased_until <= now()
  or (leased_by <> $2 and leased_by not in (${LIVE_WORKERS})))`
/** What waits, in numbers; each of them is found by an index, however much waits. */
const BACKLOG = `(select exists (select from waiting) as has_backlog,
    exists (select from waiting where next_attempt_at <= now()) as is_due,
    exists (select from waiting where next_attempt_at <= now() and attempts > 0)
      or coalesce((select max(last_failed_at) from waiting where attempts > 0)
        <= now() - interval '${PROBE_EVERY_SECONDS} s', true) as is_probe_due,
    (select count(*)::integer from waiting where attempts > 0 and last_failed_at >= failing_since) as suspects)`

/** Undefined where the endpoint was never registered. */
export async function readStanding(
  store: Queryable,
  endpointId: string,
  worker: number,
): Promise<Standing | undefined> {
  const [row] = await store.query<Omit<Standing, 'position'> & { position: string }>(
    `with waiting as not materialized (
       select * from events.webhook_backlog where endpoint_id = $1 and state = 'WAITING')
     select position, now() as now, ${HOLDS} and leased_until > now() + interval '${RENEW_BELOW_SECONDS} s' as "isOurs",
       ${HOLDS} or ${FREE} as "isFree",
       disabled_at is null and coalesce(not_before <= now(), true) as "isOpen", failing_since as "failingSince",
       suspects, suspects >= ${SUSPECTS_OF_OUTAGE} as "isDown", has_backlog as "hasBacklog",
       case when suspects >= ${SUSPECTS_OF_OUTAGE} then is_probe_due else is_due end as "isDue",
       secret_fingerprint as "secretFingerprint",
       coalesce(extract(epoch from now() - secret_since)::float8, 0) as "secretSeconds"
     from events.webhook_endpoints, lateral ${BACKLOG} as backlog where endpoint_id = $1`,
    [endpointId, worker],
  )
  return row && { ...row, position: Number(row.position) }
}

/** Takes the lease, or takes it for longer, and notes how far the log was read; false where another process was faster. */
export async function takeLease(
  store: Queryable,
  endpointId: string,
  { worker, position }: { worker: number; position: number },
): Promise<boolean> {
  const rows = await store.query(
    `update events.webhook_endpoints set leased_by = $2, leased_until = now() + interval '${LEASE_SECONDS} s',
       position = greatest(position, $3)
     where endpoint_id = $1 and (${HOLDS} or ${FREE}) returning 1 as taken`,
    [endpointId, worker, position],
  )
  return rows.length > 0
}

/** Lets another process deliver at once. */
export async function releaseLease(store: Queryable, endpointId: string, worker: number): Promise<void> {
  await store.query(
    'update events.webhook_endpoints set leased_by = null where endpoint_id = $1 and leased_by = $2',
    [endpointId, worker],
  )
}

/** Remembers which secret signs first; the one before signs along from now on. */
export async function noteSecret(store: Queryable, endpointId: string, fingerprint: string): Promise<void> {
  await store.query(
    `update events.webhook_endpoints set secret_fingerprint = $2, secret_since = now()
     where endpoint_id = $1 and secret_fingerprint is distinct from $2`,
    [endpointId, fingerprint],
  )
}

/** Keeps the lease while a turn takes its time; a process that was stopped for long finds that it has none. */
export function holdLease(
  store: Queryable,
  { endpointId, worker, failed }: { endpointId: string; worker: number; failed(error: unknown): void },
): { isLost(): boolean } & AsyncDisposable {
  let heldUntil = performance.now() + RENEW_BELOW_SECONDS * 1_000
  let renewing: Promise<void> = Promise.resolve()
  const renew = async (): Promise<void> => {
    const askedAt = performance.now()
    const isHeld = await takeLease(store, endpointId, { worker, position: 0 })
    heldUntil = isHeld ? askedAt + LEASE_SECONDS * 1_000 : 0
  }
  const timer = setInterval(() => {
    renewing = renew().catch(failed)
  }, RENEW_EVERY_MS)
  return {
    isLost: () => performance.now() > heldUntil,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await renewing
    },
  }
}
