import { SignJWT } from 'jose'
import type { Clock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { authorityOf } from '../execution/fetch/call-headers.ts'
import { createBoundedCache } from '../execution/lru.ts'
import {
  CALLER_TOKEN_ALGORITHM,
  CALLER_TOKEN_LIFETIME_SECONDS,
  CALLER_TOKEN_TYPE,
  GATEWAY_ISSUER,
  toClaims,
} from './caller-claims.ts'
import type { SigningKeys } from './signing-keys.ts'

/** A token that names the caller to one subgraph; at once where one was signed a moment ago. */
export type SignCaller = (subgraph: string, caller: Caller) => string | Promise<string>

/** A token is used for half its life, so that it never ends on its way. */
const REUSED_MS = (CALLER_TOKEN_LIFETIME_SECONDS / 2) * 1000
const MAX_CACHE_CHARACTERS = 16 * 1024 * 1024

interface SignedToken {
  token: string | Promise<string>
  /** Milliseconds of the epoch. */
  reusedUntil: number
}

/** Creates the signer of one gateway. */
export function createCallerSigner({ key, kid }: SigningKeys, clock: Clock): SignCaller {
  const signed = createBoundedCache<SignedToken>(MAX_CACHE_CHARACTERS)
  const sign = (subgraph: string, caller: Caller, now: number): Promise<string> =>
    new SignJWT(toClaims(caller))
      .setProtectedHeader({ alg: CALLER_TOKEN_ALGORITHM, kid, typ: CALLER_TOKEN_TYPE })
      .setIssuer(GATEWAY_ISSUER)
      .setAudience(subgraph)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor(now / 1000) + CALLER_TOKEN_LIFETIME_SECONDS)
      .sign(key)

  return (subgraph, caller) => {
    const now = clock.now().getTime()
    const cacheKey = [subgraph, caller.expiresAt?.getTime(), authorityOf({ caller })].join('\n')
    const known = signed.get(cacheKey)
    if (known && now < known.reusedUntil) return known.token
    const token = sign(subgraph, caller, now)
    const entry: SignedToken = { token, reusedUntil: now + REUSED_MS }
    // Twice the key is more than a token is long.
    signed.set(cacheKey, entry, cacheKey.length * 3)
    token.then(
      (text) => {
        entry.token = text
      },
      () => signed.set(cacheKey, { token, reusedUntil: 0 }, cacheKey.length),
    )
    return token
  }
}
