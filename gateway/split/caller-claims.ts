import type { JWTPayload } from 'jose'
import { z } from 'zod'
import type { Caller } from '#shared/subgraph/context.ts'

/** Who signs: the gateway, whatever it is called from outside. */
export const GATEWAY_ISSUER = 'urn:weft:gateway'
/** Media type of a token (RFC 8725, 3.11): no other JWT that the same key may ever sign passes for one. */
export const CALLER_TOKEN_TYPE = 'weft-caller+jwt'
/** Algorithms that a subgraph accepts. One, and asymmetric: a published key can never sign. */
export const CALLER_TOKEN_ALGORITHM = 'EdDSA'
export const CALLER_TOKEN_LIFETIME_SECONDS = 60

const Claims = z.object({
  sub: z.string().min(1),
  client_id: z.string(),
  scopes: z.array(z.string()),
  customer_ids: z.array(z.string()).optional(),
  business_units: z.array(z.string()).optional(),
  /** When the caller's own token ends, in seconds of the epoch: streams end with it, not with this one. */
  caller_exp: z.int().optional(),
})

/** A caller as claims; absent stays absent, because an empty list means "none" and absence "every". */
export function toClaims(caller: Caller): JWTPayload {
  const {
    subject,
    clientId,
    scopes,
    customerIds,
    businessUnits,
    expiresAt,
    isAnonymous: _,
    ...forgotten
  } = caller
  // A caller that learns to say more must say it here, too; that it is nobody is for the gateway to know.
  forgotten satisfies Record<string, never>
  return {
    sub: subject,
    client_id: clientId,
    scopes: [...scopes],
    ...(customerIds === undefined ? {} : { customer_ids: [...customerIds] }),
    ...(businessUnits === undefined ? {} : { business_units: [...businessUnits] }),
    ...(expiresAt === undefined ? {} : { caller_exp: Math.floor(expiresAt.getTime() / 1000) }),
  }
}

/** The caller that claims name; undefined for claims of a wrong form. */
export function toCaller(payload: JWTPayload): Caller | undefined {
  const claims = Claims.safeParse(payload)
  if (!claims.success) return undefined
  const { sub, client_id, scopes, customer_ids, business_units, caller_exp } = claims.data
  return {
    subject: sub,
    clientId: client_id,
    scopes: new Set(scopes),
    customerIds: customer_ids,
    businessUnits: business_units,
    ...(caller_exp === undefined ? {} : { expiresAt: new Date(caller_exp * 1000) }),
  }
}
