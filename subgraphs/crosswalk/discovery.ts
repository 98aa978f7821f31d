import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '#shared/clock.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Identity, IdentitySource } from '#shared/crosswalk.ts'
import { type ErrorCode, isWeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { applyMatches } from './apply-matches.ts'
import type { StoredCrosswalk } from './crosswalk.ts'
import { withDiscoveryLock } from './discovery-lock.ts'
import { matchIdentities } from './match.ts'
import { refKey } from './match-keys.ts'
import { scanConnection } from './scan-connection.ts'
import { findScan, readCandidates, type ScanKey, upsertIdentities } from './scans.ts'

export interface ScanProgress extends ScanKey {
  state: 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED'
  /** Records read so far in the running or last scan. */
  records: number
  /** Why it failed; it is tried again. */
  code: ErrorCode | undefined
}

export interface DiscoveryProgress {
  /** INCOMPLETE: matched with what there is, while a system that failed is asked again. */
  phase: 'NOT_STARTED' | 'SCANNING' | 'MATCHING' | 'DONE' | 'INCOMPLETE'
  /** Links of an earlier start, or of this one, can be served. */
  ready: boolean
  scans: readonly Readonly<ScanProgress>[]
}

/** Finds out which records of the connected systems are the same customer or product. */
export interface Discovery {
  /**
   * Scans every connection, matches, and ends with the first pass; systems that failed are asked again in the
   * background. Never rejects: what went wrong is in the progress and in the log.
   */
  start(): Promise<void>
  progress(): DiscoveryProgress
  /**
   * Matches customers whose records were read one by one, beside any scan: those that are nobody's yet get an id. What is
   * known already costs a look.
   */
  learn(customers: readonly Identity[]): Promise<void>
  /** Resolves when every system was scanned and matched, or discovery was stopped. */
  finished(): Promise<void>
  /** Breaks off what runs and waits for it to end. */
  stop(): Promise<void>
}

const TYPES = ['Customer', 'Product'] as const

export function createDiscovery(options: {
  store: Store
  crosswalk: Pick<StoredCrosswalk, 'findIds' | 'forgetAll'>
  sources: readonly IdentitySource[]
  clock: Clock
  logger: Logger
  /** Pause before systems that failed are asked again. */
  retryAfterMs?: number
}): Discovery {
  const { store, crosswalk, sources, clock, logger, retryAfterMs = 30_000 } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const scans: ScanProgress[] = sources.flatMap(({ connectionId }) =>
    TYPES.map((type) => ({ connectionId, type, state: 'WAITING' as const, records: 0, code: undefined })),
  )
  const domains = new Map<string, SystemDomain>(
    sources.map(({ connectionId, domain }) => [connectionId, domain]),
  )
  let phase: DiscoveryProgress['phase'] = 'NOT_STARTED'
  let ready = false
  let retries: Promise<void> = Promise.resolve()
  let first: Promise<void> | undefined

  /** Every system scanned once before: what is linked already can be served while we look for what is new. */
  async function readEarlierStart(): Promise<void> {
    const rows = await Promise.all(scans.map((scan) => findScan(store, scan)))
    ready = rows.every((row) => row?.lastFinishedAt !== undefined)
  }

  async function scan(source: IdentitySource): Promise<void> {
    for (const progress of scans.filter(({ connectionId }) => connectionId === source.connectionId)) {
      if (progress.state === 'DONE' || signal.aborted) continue
      progress.state = 'RUNNING'
      progress.code = undefined
      try {
        await scanConnection({ store, source, progress, clock, signal })
        progress.state = 'DONE'
      } catch (error) {
        progress.state = 'FAILED'
        progress.code = isWeftError(error) ? error.code : 'INTERNAL'
        if (!signal.aborted)
          logger.warn({ system: source.connectionId, type: progress.type, err: error }, 'scan failed')
      }
    }
  }

  async function match(types: readonly Identity['type'][] = TYPES): Promise<void> {
    for (const type of types) {
      const domainOf = (connectionId: string): SystemDomain | undefined => domains.get(connectionId)
      const matches = matchIdentities(await readCandidates(store, type), domainOf)
      await applyMatches({ store, type, domainOf, now: clock.now() }, matches)
      const { clusters, ambiguities } = matches
      logger.info({ type, things: clusters.length, ambiguities: ambiguities.length }, 'records matched')
    }
    crosswalk.forgetAll()
  }

  async function learn(customers: readonly Identity[]): Promise<void> {
    const distinct = new Map(customers.map((identity) => [refKey(identity.ref), identity]))
    const changed = await upsertIdentities(store, 'Customer', [...distinct.values()])
    const ids = await crosswalk.findIds(
      'Customer',
      [...distinct.values()].map(({ ref }) => ref),
    )
    // A process that died between the two has left records that are known and nobody's.
    if (changed > 0 || ids.includes(undefined)) await match(['Customer'])
  }

  async function pass(): Promise<void> {
    phase = 'SCANNING'
    await Promise.all(sources.map(scan))
    if (signal.aborted) return
    phase = 'MATCHING'
    await match()
    ready = true
    phase = scans.every(({ state }) => state === 'DONE') ? 'DONE' : 'INCOMPLETE'
  }

  async function attempt(): Promise<void> {
    try {
      await readEarlierStart()
      await withDiscoveryLock(store, signal, pass)
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, 'discovery failed')
      phase = 'INCOMPLETE'
    }
  }

  async function retry(): Promise<void> {
    while (phase !== 'DONE' && !signal.aborted) {
      await delay(retryAfterMs, undefined, { signal, ref: false }).catch(() => {})
      if (!signal.aborted) await attempt()
    }
  }

  async function begin(): Promise<void> {
    await attempt()
    retries = retry()
  }

  return {
    start: () => (first ??= begin()),
    progress: () => ({ phase, ready, scans }),
    learn,
    async finished() {
      await first
      await retries
    },
    async stop() {
      stopping.abort()
      await first
      await retries
    },
  }
}
