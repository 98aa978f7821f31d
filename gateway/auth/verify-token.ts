import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { Caller } from '#shared/subgraph/context.ts'

/** Whose tokens are accepted, and which key checks them. */
export interface TrustedIssuer {
  issuer: string
  audience: string
  /** Signature algorithms; asymmetric ones only, so that a published key can never sign. */
  algorithms: readonly string[]
  keys: JWTVerifyGetKey
}

/** From a request's `Authorization` header to who asks. Throws UNAUTHENTICATED, and the log alone learns why. */
export type VerifyToken = (authorization: string | undefined) => Promise<Caller>

const words = z.string().transform((text) => text.split(' ').filter(Boolean))
const Claims = z.object({
  sub: z.string().min(1),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  /** RFC 8693 text; some issuers write a list, some name it `scp`. */
  scope: words.or(z.array(z.string())).optional(),
  scp: words.or(z.array(z.string())).optional(),
  customer_ids: z.array(z.string()).optional(),
  business_units: z.array(z.string()).optional(),
})

/** Creates the check of bearer tokens. */
export function createTokenVerifier(
  { issuer, audience, algorithms, keys }: TrustedIssuer,
  clock: Clock,
): VerifyToken {
  return async (authorization) => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization ?? '')?.[1]
    if (!token) throw unauthenticated('no bearer token')
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: [...algorithms],
        requiredClaims: ['exp', 'sub'],
        currentDate: clock.now(),
      })
      return toCaller(payload)
    } catch (error) {
      if (error instanceof errors.JOSEError) throw unauthenticated(error)
      throw error
    }
  }
}

/** A claim of the wrong form refuses the token: read leniently, it would mean "every customer". */
function toCaller(payload: JWTPayload): Caller {
  const claims = Claims.safeParse(payload)
  if (!claims.success) throw unauthenticated(claims.error)
  const { sub, client_id, azp, scope, scp, customer_ids, business_units } = claims.data
  return {
    subject: sub,
    clientId: client_id ?? azp ?? sub,
    scopes: new Set(scope ?? scp),
    customerIds: customer_ids,
    businessUnits: business_units,
    ...(payload.exp === undefined ? {} : { expiresAt: new Date(payload.exp * 1000) }),
  }
}

const unauthenticated = (cause: unknown): WeftError =>
  new WeftError('UNAUTHENTICATED', 'A valid bearer token is required.', {}, cause)
