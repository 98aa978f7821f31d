import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { systemClock } from '#shared/clock.ts'
import { TOKEN_ALGORITHMS } from '../../../gateway/auth/trusted-issuer.ts'
import { createTokenVerifier, type VerifyToken } from '../../../gateway/auth/verify-token.ts'
import { createAccess, type OpenAccess } from '../../../gateway/clients/access.ts'
import { createClientRegistry } from '../../../gateway/clients/client-registry.ts'
import { DEMO_CLIENTS_FILE } from '../../../gateway/clients/demo-clients.ts'
import { readClients } from '../../../gateway/clients/parse-clients.ts'
import { cpuMicroseconds } from './cpu.ts'

const ISSUER = 'https://issuer.example'
const SCOPES =
  'customer.contact:read contract:read invoice:read payment:read finance:read case.text:read case:write'

/** Users of a registered client, by tokens that a trusted issuer signed. */
export interface Callers {
  tokens: readonly string[]
  verify: VerifyToken
  access: OpenAccess
}

/** Issues a token to each of as many users. */
export async function createCallers(count: number): Promise<Callers> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const registry = createClientRegistry(readClients(DEMO_CLIENTS_FILE), [ISSUER])
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] })
  const trusted = { issuer: ISSUER, audience: 'weft', algorithms: TOKEN_ALGORITHMS, keys }
  const sign = (subject: string): Promise<string> =>
    new SignJWT({ client_id: 'demo-application', scope: SCOPES })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience('weft')
      .setSubject(subject)
      .setExpirationTime('1h')
      .sign(privateKey)
  const tokens = await Promise.all(Array.from({ length: count }, (_, index) => sign(`user-${index}`)))
  const access = createAccess(registry, undefined)
  return { tokens, access, verify: createTokenVerifier([trusted], systemClock, access) }
}

/** CPU microseconds of one verification of a token that nobody has seen; from then on they are known. */
export function verifyAll({ tokens, verify }: Callers): Promise<number> {
  return cpuMicroseconds(tokens.length, async () => {
    for (const token of tokens) await verify(`Bearer ${token}`)
  })
}
