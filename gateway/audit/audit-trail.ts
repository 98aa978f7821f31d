import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type Metric, single } from '#shared/telemetry/metric.ts'
import type { AuditEntry } from './entry.ts'
import { insertEntries } from './insert-entries.ts'

/** Who read or changed what; nothing in it is ever changed. */
export interface AuditTrail {
  /** Soon, with others: a read must not wait for it. What does not fit while the store is away is dropped, and counted. */
  note(entry: AuditEntry): void
  /** Resolves when it is on disk. Rejects with STORE_UNAVAILABLE: then nothing may be changed. */
  write(entry: AuditEntry): Promise<void>
  /** Writes what waits. */
  flush(): Promise<void>
  readonly metrics: readonly Metric[]
  close(): Promise<void>
}

export interface AuditOptions {
  store: Store
  /** How long an entry is kept. */
  retentionDays: number
  logger: Logger
  maxWaiting?: number
  /** How long a read waits for others. */
  flushEveryMs?: number | undefined
}

/** The table of the trail. */
export const AUDIT_MIGRATIONS = { owner: 'audit', folder: new URL('migrations/', import.meta.url) }

const MAX_WAITING = 20_000
const BATCH = 1_000
const FLUSH_EVERY_MS = 1_000
const FORGET_EVERY_MS = 6 * 60 * 60 * 1_000

/** Opens the audit trail; its table is brought up to date, and what is too old is forgotten now and every few hours. */
export async function openAuditTrail({
  store,
  retentionDays,
  logger,
  maxWaiting = MAX_WAITING,
  flushEveryMs = FLUSH_EVERY_MS,
}: AuditOptions): Promise<AuditTrail> {
  await migrate(store, AUDIT_MIGRATIONS)
  const waiting: AuditEntry[] = []
  let dropped = 0
  let writing: Promise<void> | undefined

  const writeBatches = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      await insertEntries(store, batch)
      waiting.splice(0, batch.length)
    }
  }
  const flush = (): Promise<void> =>
    (writing ??= writeBatches()
      .catch((error: unknown) =>
        logger.warn({ err: error }, 'reads are not in the audit trail yet; they wait'),
      )
      .finally(() => {
        writing = undefined
      }))
  const forget = (): void =>
    void store
      .query('select audit.forget($1)', [retentionDays])
      .catch((error: unknown) => logger.warn({ err: error }, 'old audit entries were not forgotten'))
  forget()
  const timers = [setInterval(() => void flush(), flushEveryMs), setInterval(forget, FORGET_EVERY_MS)]
  for (const timer of timers) timer.unref()

  return {
    note(entry) {
      if (waiting.length >= maxWaiting) dropped += 1
      else waiting.push(entry)
    },
    write: (entry) => insertEntries(store, [entry]),
    flush,
    metrics: [
      {
        name: 'weft_audit_dropped_total',
        kind: 'counter',
        help: 'Reads that are not in the audit trail, because the store did not take them in time.',
        read: () => single(dropped),
      },
    ],
    async close() {
      for (const timer of timers) clearInterval(timer)
      await writing
      await flush()
    },
  }
}
