import { setTimeout as delay } from 'node:timers/promises'
import type { IdentitySource } from '#shared/crosswalk.ts'
import { type ErrorCode, isWeftError } from '#shared/errors.ts'
import { withDiscoveryLock } from './discovery-lock.ts'
import { createMatching, MATCHED_TYPES, type Matching, type MatchingOptions } from './matching.ts'
import { scanConnection } from './scan-connection.ts'
import { findScan, type ScanKey } from './scans.ts'

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
export interface Discovery extends Pick<Matching, 'learn'> {
  /**
   * Scans every connection, matches, and ends with the first pass; systems that failed are asked again in the
   * background. Never rejects: what went wrong is in the progress and in the log.
   */
  start(): Promise<void>
  progress(): DiscoveryProgress
  /** Resolves when every system was scanned and matched, or discovery was stopped. */
  finished(): Promise<void>
  /** Breaks off what runs and waits for it to end. */
  stop(): Promise<void>
}

export interface DiscoveryOptions extends MatchingOptions {
  /** Pause before systems that failed are asked again. */
  retryAfterMs?: number
}

export function createDiscovery(options: DiscoveryOptions): Discovery {
  const { store, sources, clock, logger, retryAfterMs = 30_000 } = options
  const matching = createMatching(options)
  const stopping = new AbortController()
  const { signal } = stopping
  const scans: ScanProgress[] = sources.flatMap(({ connectionId }) =>
    MATCHED_TYPES.map((type) => ({
      connectionId,
      type,
      state: 'WAITING' as const,
      records: 0,
      code: undefined,
    })),
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

  async function pass(): Promise<void> {
    phase = 'SCANNING'
    await Promise.all(sources.map(scan))
    if (signal.aborted) return
    phase = 'MATCHING'
    await matching.match()
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
    learn: matching.learn,
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
