import { createRemoteJWKSet } from 'jose'
import type { TrustedIssuer } from './verify-token.ts'

/** An issuer that an operator configured: its published keys, fetched when first needed and again when one is missing. */
export function createConfiguredIssuer(options: {
  issuer: string
  audience: string
  jwksUrl: string
}): TrustedIssuer {
  return {
    issuer: options.issuer,
    audience: options.audience,
    algorithms: ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'],
    keys: createRemoteJWKSet(new URL(options.jwksUrl), { timeoutDuration: 5000 }),
  }
}
