import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { VerifyToken } from '../auth/verify-token.ts'
import { createBoundedCache } from '../execution/lru.ts'
import { CALLER_TOKEN_ALGORITHM, CALLER_TOKEN_TYPE, GATEWAY_ISSUER, toCaller } from './caller-claims.ts'

const MAX_CACHE_CHARACTERS = 4 * 1024 * 1024

interface KnownToken {
  caller: Caller
  /** Milliseconds of the epoch. */
  endsAt: number
}

/** Creates the check of a subgraph: a token that the gateway signed for it, and nothing else. Throws UNAUTHENTICATED. */
export function createCallerVerifier(
  { subgraph, keys }: { subgraph: string; keys: JWTVerifyGetKey },
  clock: Clock,
): VerifyToken {
  const known = createBoundedCache<KnownToken>(MAX_CACHE_CHARACTERS)
  const verify = async (token: string): Promise<KnownToken> => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: GATEWAY_ISSUER,
      audience: subgraph,
      algorithms: [CALLER_TOKEN_ALGORITHM],
      typ: CALLER_TOKEN_TYPE,
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: clock.now(),
    })
    const caller = toCaller(payload)
    if (!caller) throw unauthenticated('claims of a wrong form')
    return { caller, endsAt: (payload.exp ?? 0) * 1000 }
  }
  return async (authorization) => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization ?? '')?.[1]
    if (!token) throw unauthenticated('no bearer token')
    const earlier = known.get(token)
    if (earlier && clock.now().getTime() < earlier.endsAt) return earlier.caller
    try {
      const verified = await verify(token)
      known.set(token, verified, token.length)
      return verified.caller
    } catch (error) {
      if (error instanceof errors.JOSEError) throw unauthenticated(error)
      throw error
    }
  }
}

const unauthenticated = (cause: unknown): WeftError =>
  new WeftError('UNAUTHENTICATED', 'A valid bearer token is required.', {}, cause)
