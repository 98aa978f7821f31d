import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import DataLoader from 'dataloader'
import type { Keyv } from 'keyv'
import type { Clock } from '../clock.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { CacheTag } from './cache.ts'

/** An answer as the second level holds it. */
export interface RemoteEntry {
  value: unknown
  /** When its reading began, in milliseconds of the clock of the process that read. */
  readAt: number
  tags: readonly CacheTag[]
}

/** The second level: slower than memory, shared by all processes, and never waited for long. */
export interface Remote {
  /** What is kept under the keys and was not invalidated since; undefined for anything else, a failure included. */
  lookup(keys: readonly string[]): Promise<(RemoteEntry | undefined)[]>
  keep(key: string, entry: RemoteEntry): void
  /** Tells every process that what carries these tags and was read until now is outdated. */
  invalidate(tags: Iterable<CacheTag>): void
  readonly counters: { hits: number; misses: number; failures: number }
  close(): Promise<void>
}

export interface RemoteOptions {
  keyv: Keyv
  keptMs: number
  /** How long it is left alone after a failure. */
  restMs?: number
  clock: Clock
  logger: Logger
}

/** Longer than this a read does not wait for the second level: a system answers in little more. */
const DEADLINE_MS = 100
const REST_MS = 1_000
/** By how much the clocks of two processes may differ. */
const SKEW_MS = 2_000

const stampKey = (tag: CacheTag): string => `changed\n${tag}`
/** What was read before this stamp is not believed, whatever its tags. */
const EVERYTHING = 'changed'

/**
 * keyv has neither sets nor atomic counters, and needs none here: an invalidation writes the time beside the tag, and an entry
 * counts as long as none of its tags was stamped after its reading began. A stamp that could not be written makes
 * everything older than it unbelievable, first to this process and, as soon as it can be told, to all.
 */
export function createRemote({ keyv, keptMs, restMs = REST_MS, clock, logger }: RemoteOptions): Remote {
  const counters = { hits: 0, misses: 0, failures: 0 }
  const attempt = createAttempt({ keyv, restMs, logger }, () => {
    counters.failures += 1
  })
  /** Stamps on their way. */
  const pending = new Map<CacheTag, number>()
  let believedSince = 0
  let isTold = true

  const now = (): number => clock.now().getTime()
  const tell = async (): Promise<void> => {
    isTold = true
    const told = await attempt(() => keyv.set(EVERYTHING, believedSince, keptMs + SKEW_MS))
    if (!told) isTold = false
  }
  const stamp = async (tags: readonly CacheTag[], at: number): Promise<void> => {
    const written = await attempt(() =>
      keyv.setMany(tags.map((tag) => ({ key: stampKey(tag), value: at, ttl: keptMs + SKEW_MS }))),
    )
    for (const tag of tags) if (pending.get(tag) === at) pending.delete(tag)
    if (written) return
    believedSince = Math.max(believedSince, at)
    isTold = false
  }
  const stampsOf = async (tags: readonly CacheTag[]): Promise<Map<CacheTag, number> | undefined> => {
    if (tags.length === 0) return new Map()
    const stamps = await attempt(() => keyv.getMany<number>(tags.map(stampKey)))
    return stamps && new Map(tags.map((tag, index) => [tag, stamps[index] ?? 0]))
  }
  const lookUp = async (keys: readonly string[]): Promise<(RemoteEntry | undefined)[]> => {
    const [since, ...rows] = (await attempt(() => keyv.getMany<unknown>([EVERYTHING, ...keys]))) ?? []
    if (!isTold) void tell()
    const entries = keys.map((_, index) => rows[index] as RemoteEntry | undefined)
    const stamps = await stampsOf([...new Set(entries.flatMap((entry) => entry?.tags ?? []))])
    const everything = Math.max(believedSince, typeof since === 'number' ? since : 0)
    return entries.map((entry) => {
      if (!entry || !stamps) return undefined
      const changed = entry.tags.map((tag) => Math.max(stamps.get(tag) ?? 0, pending.get(tag) ?? 0))
      return entry.readAt > Math.max(everything, ...changed) + SKEW_MS ? entry : undefined
    })
  }
  // Whatever is looked up in one turn is answered in one turn, so that what is missing can be asked for together.
  const lookups = new DataLoader<string, RemoteEntry | undefined>(lookUp, { cache: false })

  return {
    counters,
    async lookup(keys) {
      const found = await Promise.all(keys.map((key) => lookups.load(key)))
      const hits = found.filter((entry) => entry !== undefined).length
      counters.hits += hits
      counters.misses += found.length - hits
      return found
    },
    keep(key, entry) {
      const ttl = entry.readAt + keptMs - now()
      if (ttl > 0) void attempt(() => keyv.set(key, entry, ttl))
    },
    invalidate(tags) {
      const at = now()
      const distinct = [...new Set(tags)]
      for (const tag of distinct) pending.set(tag, at)
      if (distinct.length > 0) void stamp(distinct, at)
    },
    close: () => keyv.disconnect(),
  }
}

/** Runs commands with a deadline and a rest after a failure; undefined for what failed. Says once that it is away. */
function createAttempt(
  { keyv, restMs, logger }: { keyv: Keyv; restMs: number; logger: Logger },
  countFailure: () => void,
) {
  let reported = 0
  // keyv answers a failed read like a miss, and tells the failure beside it.
  keyv.on('error', () => {
    reported += 1
  })
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(1),
  })
  const policy = wrap(breaker, timeout(DEADLINE_MS, TimeoutStrategy.Aggressive))
  let isAway = false
  return async <Result>(command: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      const before = reported
      const result = await policy.execute(async () => {
        const answered = await command()
        if (reported !== before) throw new Error('a command failed')
        return answered
      })
      if (isAway) logger.info('the second level of the cache answers again')
      isAway = false
      return result
    } catch (error) {
      countFailure()
      if (!isAway && !(error instanceof BrokenCircuitError))
        logger.warn({ err: error }, 'the second level of the cache does not answer; memory alone is used')
      isAway = true
      return undefined
    }
  }
}
