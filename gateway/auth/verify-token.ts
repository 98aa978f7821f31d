import { hash } from 'node:crypto'
import { decodeJwt, errors, jwtVerify } from 'jose'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { type Access, EVERYBODY } from '../clients/access.ts'
import { createBoundedCache } from '../execution/lru.ts'
import { createRecentlyUsed } from './recently-used.ts'
import { isAccessTokenType, isOfAnotherKind, toCaller } from './token-claims.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'

/** From a request's `Authorization` header to who asks. Throws UNAUTHENTICATED, and the log alone learns why. */
export type VerifyToken = (authorization: string | undefined) => Promise<Caller>

/** Longer tokens are not read: a hundred customers' ids take four thousand. */
const MAX_TOKEN_CHARACTERS = 12 * 1024
/** How far an issuer's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 5
/** Tokens that are known by their text while they are in use, of at most this length: a few megabytes. */
const MAX_RECENT = 4_096
const MAX_RECENT_CHARACTERS = 4 * 1024
const MAX_CACHE_BYTES = 32 * 1024 * 1024
/** What a caller weighs beside the words of its token. */
const CALLER_BYTES = 600

/** A token that was verified, and what became of it. */
interface KnownToken {
  issuer: TrustedIssuer
  keysVersion: number | undefined
  /** As the token says. */
  asserted: Caller
  /** As its client is let in; undefined: it is not. */
  admitted: Caller | undefined
  accessVersion: number
  /** Milliseconds of the epoch. */
  endsAt: number
}

/**
 * Creates the check of bearer tokens. What was verified is known by the digest of its token until the token ends, its
 * issuer's keys change, or the access of its client does; for a minute after its last use by its text, as working out a
 * digest amid everything else costs ten times what it does alone.
 */
export function createTokenVerifier(
  issuers: readonly TrustedIssuer[],
  clock: Clock,
  access: Access = EVERYBODY,
): VerifyToken {
  const issuerOf = new Map(issuers.map((issuer) => [issuer.issuer, issuer]))
  const known = createBoundedCache<KnownToken>(MAX_CACHE_BYTES)
  const recent = createRecentlyUsed<KnownToken>(MAX_RECENT)

  const verify = async (token: string): Promise<KnownToken> => {
    const { iss } = decodeJwt(token)
    const issuer = iss === undefined ? undefined : issuerOf.get(iss)
    if (!issuer) throw unauthenticated('not a token of a trusted issuer')
    const keysVersion = issuer.keysVersion?.()
    const { payload, protectedHeader } = await jwtVerify(token, issuer.keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: clock.now(),
    })
    if (!isAccessTokenType(protectedHeader.typ) || isOfAnotherKind(payload))
      throw unauthenticated('not an access token')
    const asserted = toCaller(payload, CLOCK_TOLERANCE_SECONDS)
    if ('refused' in asserted) throw unauthenticated(asserted.refused)
    const admitted = access.admit(asserted, issuer.issuer)
    const endsAt = asserted.expiresAt?.getTime() ?? 0
    return { issuer, keysVersion, asserted, admitted, accessVersion: access.version, endsAt }
  }
  const verifyAndKeep = async (digest: string, token: string): Promise<KnownToken> => {
    try {
      const verified = await verify(token)
      known.set(digest, verified, token.length * 2 + CALLER_BYTES)
      return verified
    } catch (error) {
      if (error instanceof errors.JOSEError) throw unauthenticated(error)
      throw error
    }
  }

  const isStillGood = ({ endsAt, issuer, keysVersion }: KnownToken): boolean =>
    clock.now().getTime() < endsAt && keysVersion === issuer.keysVersion?.()
  const find = async (authorization: string): Promise<KnownToken> => {
    const token = bearerOf(authorization)
    const digest = hash('sha256', token, 'base64')
    const earlier = known.get(digest)
    const found = earlier && isStillGood(earlier) ? earlier : await verifyAndKeep(digest, token)
    if (authorization.length <= MAX_RECENT_CHARACTERS) recent.set(authorization, found)
    return found
  }

  return async (authorization = '') => {
    const earlier = recent.get(authorization)
    const found = earlier && isStillGood(earlier) ? earlier : await find(authorization)
    if (found.accessVersion !== access.version) {
      found.admitted = access.admit(found.asserted, found.issuer.issuer)
      found.accessVersion = access.version
    }
    if (!found.admitted) throw unauthenticated('its client has no access')
    return found.admitted
  }
}

function bearerOf(authorization: string): string {
  if (authorization.length > MAX_TOKEN_CHARACTERS) throw unauthenticated('a token that is too long')
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization)?.[1]
  if (!token) throw unauthenticated('no bearer token')
  return token
}

const unauthenticated = (cause: unknown): WeftError =>
  new WeftError('UNAUTHENTICATED', 'A valid bearer token is required.', {}, cause)
