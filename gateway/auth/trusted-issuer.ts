import type { JWTVerifyGetKey } from 'jose'

/** Algorithms that tokens may be signed by. Asymmetric ones only, so that a published key can never sign. */
export const TOKEN_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const

/** Whose tokens are accepted, and which key checks them. */
export interface TrustedIssuer {
  issuer: string
  audience: string
  /** Some of TOKEN_ALGORITHMS. */
  algorithms: readonly string[]
  keys: JWTVerifyGetKey
  /** Changes when the issuer's keys do: what was verified by a key that is gone is verified again. Undefined: never. */
  keysVersion?(): number
}
