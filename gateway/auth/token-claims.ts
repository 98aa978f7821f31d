import type { JWTPayload } from 'jose'
import { z } from 'zod'
import type { Caller } from '#shared/subgraph/context.ts'

const words = z.string().transform((text) => text.split(' ').filter(Boolean))
/** What comes later is no date. */
const LAST_SECOND = 8.64e12 - 60
const Claims = z.object({
  sub: z.string().min(1),
  client_id: z.string().min(1).optional(),
  azp: z.string().min(1).optional(),
  /** RFC 8693 text; some issuers write a list, some name it `scp`. */
  scope: words.or(z.array(z.string())).optional(),
  scp: words.or(z.array(z.string())).optional(),
  customer_ids: z.array(z.string()).optional(),
  business_units: z.array(z.string()).optional(),
  exp: z.number().max(LAST_SECOND),
})

/** Media types of access tokens (RFC 9068, 2.1); many issuers write the plain one, or none. */
const ACCESS_TOKEN_TYPES: readonly unknown[] = [undefined, 'JWT', 'AT+JWT', 'APPLICATION/AT+JWT']

/** Whether a token's header says that it is an access token, or at least nothing else. */
export const isAccessTokenType = (typ: unknown): boolean =>
  ACCESS_TOKEN_TYPES.includes(typeof typ === 'string' ? typ.toUpperCase() : typ)

/**
 * Whether claims are those of an ID token, or of another token that only its client may read: it says who logged in, and is
 * no key to anything (OpenID Connect Core 2 and 3.1.3.6; `typ` is Keycloak's word, `token_use` Cognito's).
 */
export function isOfAnotherKind(payload: JWTPayload): boolean {
  if (['at_hash', 'c_hash', 's_hash', 'events'].some((name) => name in payload)) return true
  if ('nonce' in payload && !('scope' in payload) && !('scp' in payload)) return true
  if ('token_use' in payload && payload.token_use !== 'access') return true
  return 'typ' in payload && payload.typ !== 'Bearer'
}

/** Who asks, by verified claims; the reason where they are of a wrong form: read leniently, they would mean "everybody". */
export function toCaller(payload: JWTPayload, toleranceSeconds: number): Caller | { refused: unknown } {
  const claims = Claims.safeParse(payload)
  if (!claims.success) return { refused: claims.error }
  const { sub, client_id, azp, scope, scp, customer_ids, business_units, exp } = claims.data
  return {
    subject: sub,
    clientId: client_id ?? azp ?? sub,
    scopes: new Set(scope ?? scp),
    customerIds: customer_ids,
    businessUnits: business_units,
    expiresAt: new Date((exp + toleranceSeconds) * 1000),
  }
}
