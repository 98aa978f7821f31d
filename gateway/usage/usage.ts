import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type Metric, single } from '#shared/telemetry/metric.ts'
import type { OperationFacts } from './operation-facts.ts'

/** One operation that was answered. */
export interface UsedOperation {
  clientId: string
  facts: OperationFacts
  at: Date
  /** Without any data. */
  hasFailed: boolean
}

/** Counts what clients ask. */
export interface Usage {
  record(used: UsedOperation): void
  /** Writes what waits; what cannot be written waits on. */
  flush(): Promise<void>
  readonly metrics: readonly Metric[]
  /** Writes what waits, and counts no more. */
  close(): Promise<void>
}

interface Line {
  clientId: string
  facts: OperationFacts
  /** Days of UTC since the epoch, and as it is written. */
  dayNumber: number
  day: string
  requests: number
  failures: number
  lastSeen: Date
}

/** The tables of usage. */
export const USAGE_MIGRATIONS = { owner: 'usage', folder: new URL('migrations/', import.meta.url) }

const DAY_MS = 86_400_000
const MAX_LINES = 10_000
/** Different operations of one client in a day: it has a few hundred, unless it makes them up, and then fills no table with them. */
const MAX_KINDS = 2_000
/** Longer than any window that a schema check looks back. */
const KEPT_DAYS = 400
const FORGET_EVERY_MS = 6 * 60 * 60 * 1_000
/** Operations whose lines are found without putting a key together. */
const MAX_RECENT = 1_000
const FLUSH_EVERY_MS = 5_000

/** Opens the counting of usage in a store; its tables are brought up to date. */
export async function openUsage(store: Store, logger: Logger, flushEveryMs = FLUSH_EVERY_MS): Promise<Usage> {
  await migrate(store, USAGE_MIGRATIONS)
  let lines = new Map<string, Line>()
  /** The same lines by what a request has at hand: nearly every one is the like of one before. */
  let recent = new Map<OperationFacts, Map<string, Line>>()
  const written = new Set<string>()
  const kinds = createDailyKinds()
  let dropped = 0
  let toldDropped = 0
  let writing: Promise<void> | undefined

  /** The line that it is counted in; undefined where there are too many. */
  const lineOf = ({ clientId, facts, at }: UsedOperation, dayNumber: number): Line | undefined => {
    const key = `${clientId}\0${facts.hash}\0${dayNumber}`
    const known = lines.get(key)
    if (known || lines.size >= MAX_LINES || !kinds.admit(clientId, facts.hash, dayNumber)) return known
    const day = at.toISOString().slice(0, 10)
    const line = { clientId, facts, dayNumber, day, requests: 0, failures: 0, lastSeen: at }
    lines.set(key, line)
    return line
  }
  const write = async (): Promise<void> => {
    const taken = lines
    lines = new Map()
    recent = new Map()
    const lost = dropped - toldDropped
    try {
      await writeLines(store, [...taken.values()], { written, lost })
      toldDropped += lost
    } catch (error) {
      logger.warn({ err: error }, 'usage could not be written; it waits')
      // Another process may have forgotten what this one has written.
      written.clear()
      for (const [key, line] of taken) addLine(lines, key, line)
    }
  }
  const flush = async (): Promise<void> => {
    await writing
    if (lines.size === 0 && dropped === toldDropped) return
    writing = write().finally(() => {
      writing = undefined
    })
    await writing
  }
  const forget = (): void =>
    void store
      .query(FORGET, [KEPT_DAYS])
      .catch((error: unknown) => logger.warn({ err: error }, 'old usage was not forgotten'))
  forget()
  const timers = [setInterval(() => void flush(), flushEveryMs), setInterval(forget, FORGET_EVERY_MS)]
  for (const timer of timers) timer.unref()

  return {
    record(used) {
      const { clientId, facts, at } = used
      const dayNumber = Math.floor(at.getTime() / DAY_MS)
      const clients = recent.get(facts)
      const known = clients?.get(clientId)
      const line = known?.dayNumber === dayNumber ? known : lineOf(used, dayNumber)
      if (!line) {
        dropped += 1
        return
      }
      if (line !== known && recent.size < MAX_RECENT)
        recent.set(facts, (clients ?? new Map<string, Line>()).set(clientId, line))
      add(line, { requests: 1, failures: used.hasFailed ? 1 : 0, lastSeen: at })
    },
    flush,
    metrics: [
      {
        name: 'weft_usage_dropped_total',
        kind: 'counter',
        help: 'Operations that were answered and not counted for their client, because there were too many kinds.',
        read: () => single(dropped),
      },
    ],
    async close() {
      for (const timer of timers) clearInterval(timer)
      await flush()
    },
  }
}

/** Which operations of which client are counted in a day. */
function createDailyKinds() {
  let day = 0
  let ofClient = new Map<string, Set<string>>()
  return {
    /** Whether it is one of those, or becomes one. */
    admit(clientId: string, hash: string, dayNumber: number): boolean {
      if (dayNumber !== day) {
        day = dayNumber
        ofClient = new Map()
      }
      const known = ofClient.get(clientId) ?? new Set()
      ofClient.set(clientId, known)
      if (known.size >= MAX_KINDS) return known.has(hash)
      known.add(hash)
      return true
    },
  }
}

function addLine(lines: Map<string, Line>, key: string, line: Line): void {
  const known = lines.get(key)
  if (known) add(known, line)
  else lines.set(key, line)
}

function add(line: Line, more: Pick<Line, 'requests' | 'failures' | 'lastSeen'>): void {
  line.requests += more.requests
  line.failures += more.failures
  if (more.lastSeen > line.lastSeen) line.lastSeen = more.lastSeen
}

/** All of it or nothing: what is counted twice would be as wrong as what is not counted. */
async function writeLines(
  store: Store,
  lines: readonly Line[],
  { written, lost }: { written: Set<string>; lost: number },
): Promise<void> {
  const operations = new Map(lines.map(({ facts }) => [facts.hash, facts]))
  const fresh = [...operations.values()].filter(({ hash }) => !written.has(hash))
  await store.transaction(async (transaction) => {
    if (fresh.length > 0) await transaction.query(INSERT_OPERATIONS, [JSON.stringify(fresh)])
    if (lines.length > 0)
      await transaction.query(INSERT_REQUESTS, [
        JSON.stringify(
          // In one order, so that two processes never wait for each other's rows.
          lines
            .map(({ clientId, facts: { hash }, day, requests, failures, lastSeen }) => ({
              client_id: clientId,
              hash,
              day,
              requests,
              failures,
              last_seen: lastSeen,
            }))
            .sort((one, other) =>
              `${one.client_id}${one.hash}` < `${other.client_id}${other.hash}` ? -1 : 1,
            ),
        ),
      ])
    if (lost > 0) await transaction.query(INSERT_LOSS, [lost])
  })
  for (const { hash } of fresh) if (written.size < MAX_LINES) written.add(hash)
}

const INSERT_OPERATIONS = `
  insert into usage.operations (hash, audience, name, coordinates)
  select hash, audience, name, coordinates
  from jsonb_to_recordset($1::jsonb) as t (hash text, audience text, name text, coordinates text[])
  order by hash on conflict do nothing`

const INSERT_REQUESTS = `
  insert into usage.requests as known (client_id, hash, day, requests, failures, last_seen)
  select * from jsonb_to_recordset($1::jsonb)
    as t (client_id text, hash text, day date, requests bigint, failures bigint, last_seen timestamptz)
  on conflict (client_id, hash, day) do update set
    requests = known.requests + excluded.requests,
    failures = known.failures + excluded.failures,
    last_seen = greatest(known.last_seen, excluded.last_seen)`

const INSERT_LOSS = `
  insert into usage.losses as known (day, requests) values (current_date, $1)
  on conflict (day) do update set requests = known.requests + excluded.requests`

const FORGET = `
  with gone as (delete from usage.requests where day < current_date - $1::int returning hash)
  delete from usage.operations where hash in (select hash from gone)
    and not exists (select from usage.requests kept
      where kept.hash = operations.hash and kept.day >= current_date - $1::int)`
