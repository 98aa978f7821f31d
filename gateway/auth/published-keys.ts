import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'

/** Keys this old are asked for again beside the requests that use them. */
const REFRESH_AFTER_MS = 5 * 60_000
/** Keys older than this are no longer believed, whatever keeps the issuer from answering. */
const MAX_AGE_MS = 24 * 60 * 60_000
/** However many tokens name unknown keys, the issuer is asked no more often. */
const COOLDOWN_MS = 5_000
const TIMEOUT_MS = 5_000
const MAX_BYTES = 256 * 1024
/** In place of a version: what was verified by keys that are too old is verified again, and so refused. */
const NOT_BELIEVED = -1

/** An issuer's published keys. */
export interface PublishedKeys {
  keys: JWTVerifyGetKey
  /** Changes when they do. */
  version(): number
  /** When they were read last, in milliseconds of the epoch; undefined: never. */
  readAt(): number | undefined
  failures(): number
}

export interface PublishedKeysOptions {
  url: string
  clock: Clock
  logger: Logger
}

type FindKey = ReturnType<typeof createLocalJWKSet>

interface Known {
  find: FindKey
  text: string
  readAt: number
}

/**
 * Keys that an issuer publishes, read when first needed, again every few minutes, and at once when a token names one that
 * is not there: a rotation is followed by the first token it signs. While the issuer does not answer, the last keys hold
 * for a day. Rejects with SYSTEM_UNAVAILABLE where there are none.
 */
export function createPublishedKeys({ url, clock, logger }: PublishedKeysOptions): PublishedKeys {
  let known: Known | undefined
  let version = 0
  let failures = 0
  let pending: Promise<void> | undefined
  /** When it was asked because keys were missing or old, and because a token named an unknown one. */
  const asked = { forAge: Number.NEGATIVE_INFINITY, forKey: Number.NEGATIVE_INFINITY }
  const now = (): number => clock.now().getTime()

  const read = async (): Promise<void> => {
    try {
      const text = await fetchText(url)
      const find = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet)
      if (text !== known?.text) version += 1
      known = { find, text, readAt: now() }
    } catch (error) {
      failures += 1
      logger.warn({ err: error, url }, "an issuer's keys could not be read")
    }
  }
  const refresh = (): Promise<void> => (pending ??= read().finally(() => (pending = undefined)))
  const refreshFor = (reason: keyof typeof asked): Promise<void> | undefined => {
    if (pending) return pending
    if (now() - asked[reason] < COOLDOWN_MS) return undefined
    asked[reason] = now()
    return refresh()
  }
  const ageMs = (): number => (known ? now() - known.readAt : Number.POSITIVE_INFINITY)
  const believable = (): FindKey => {
    if (known && ageMs() < MAX_AGE_MS) return known.find
    throw new WeftError('SYSTEM_UNAVAILABLE', 'Tokens cannot be checked now.', { system: 'gateway' })
  }

  return {
    version() {
      // Asked for each known token: a key that was withdrawn is missed even where no token needs verifying.
      if (known && ageMs() >= REFRESH_AFTER_MS) void refreshFor('forAge')
      return known && ageMs() >= MAX_AGE_MS ? NOT_BELIEVED : version
    },
    readAt: () => known?.readAt,
    failures: () => failures,
    async keys(header, token) {
      if (ageMs() >= MAX_AGE_MS) await refreshFor('forAge')
      else if (ageMs() >= REFRESH_AFTER_MS) void refreshFor('forAge')
      try {
        return await believable()(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        const refreshed = refreshFor('forKey')
        if (!refreshed) throw error
        await refreshed
        return believable()(header, token)
      }
    },
  }
}

/** The text at a URL: no redirects, no more than keys can be, and no later than a request can wait. */
async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { accept: 'application/json, application/jwk-set+json' },
  })
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel()
    throw new WeftError('SYSTEM_UNAVAILABLE', `the issuer answered ${response.status}`)
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new WeftError('INVALID_RESPONSE', `more than ${MAX_BYTES} bytes of keys`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
