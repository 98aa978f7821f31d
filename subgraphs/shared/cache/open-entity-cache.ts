import type { Clock } from '../clock.ts'
import { accountDigest } from '../connections/account-digest.ts'
import type { Connection } from '../connections/connection.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { EntityCache } from './cache.ts'
import { createEntityCache, keptMsOf } from './entity-cache.ts'
import { openRedis } from './open-redis.ts'
import { createRemote } from './remote.ts'

/** What an operator can say of the cache; what is left out is off. */
export interface CacheSettings {
  /** Where the second level is: a `redis://` or `rediss://` URL. */
  url?: string | undefined
  maxAgeSeconds?: number
  staleSeconds?: number
  maxBytes?: number
}

/** Opens the cache of one process, before its second level answers: that is never waited for. */
export function openEntityCache(
  { url, maxAgeSeconds = 0, staleSeconds = 0, ...bounds }: CacheSettings,
  { connections, clock, logger }: { connections: readonly Connection[]; clock: Clock; logger: Logger },
): EntityCache {
  const ages = { maxAgeSeconds, staleSeconds }
  const keptMs = keptMsOf(ages)
  const remote =
    url === undefined || keptMs === 0
      ? undefined
      : createRemote({ keyv: openRedis(url, accountDigest(connections)), keptMs, clock, logger })
  return createEntityCache({ ...ages, ...bounds, clock, remote })
}
