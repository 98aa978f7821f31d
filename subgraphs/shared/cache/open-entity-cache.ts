import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
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
      : createRemote({ keyv: openRedis(url, namespaceOf(connections)), keptMs, clock, logger })
  return createEntityCache({ ...ages, ...bounds, clock, remote })
}

/** Another version of Weft may keep records in another form, and another account's records are not ours. */
function namespaceOf(connections: readonly Connection[]): string {
  const accounts = connections.map(({ id, vendor, environment, baseUrl, fields, credentials }) =>
    JSON.stringify([id, vendor, environment, baseUrl, fields, credentials]),
  )
  const digest = createHash('sha256').update(accounts.sort().join('\n')).digest('hex').slice(0, 16)
  return `${weftVersion()}:${digest}`
}

function weftVersion(): string {
  const file = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version
}
