import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose'

export const AUDIENCE = 'weft'

/** An issuer over HTTP, as one that a company runs: its keys can be rotated, and it can be away. */
export interface TestIssuer extends AsyncDisposable {
  /** The `iss` of its tokens. */
  name: string
  jwksUrl: string
  /** How often its keys were asked for. */
  readonly fetches: number
  isAway: boolean
  /** From now on another key signs; the one before is published no more. */
  rotate(): Promise<void>
  /** Signs claims beside the usual ones; a claim that is undefined is left out. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  /** What everybody knows of the key that signs. */
  publicKey(): Promise<{ jwk: JWK; pem: string }>
}

export async function startIssuer(name = `https://${randomUUID()}.example`): Promise<TestIssuer> {
  let count = 0
  let key = await createKey()
  const server = createServer((_request, response) => {
    count += 1
    if (issuer.isAway) response.writeHead(503).end()
    else response.end(JSON.stringify({ keys: [key.jwk] }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const issuer: TestIssuer = {
    name,
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    get fetches() {
      return count
    },
    isAway: false,
    async rotate() {
      key = await createKey()
    },
    sign: (claims = {}, header = {}) =>
      new SignJWT({ ...usualClaims(name), ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: key.jwk.kid, typ: 'at+jwt', ...header })
        .sign(key.privateKey),
    publicKey: async () => ({ jwk: key.jwk, pem: await exportSPKI(key.publicKey) }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  return issuer
}

export const usualClaims = (issuer: string) => ({
  ...{ iss: issuer, aud: AUDIENCE, sub: 'jane', client_id: 'app', scope: 'invoice:read' },
  exp: Math.floor(Date.now() / 1000) + 600,
})

async function createKey() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' }
  return { privateKey, publicKey, jwk }
}

/** A token as whoever has no key can write one: any header, any claims, signed by a shared secret or not at all. */
export function forge(header: Record<string, unknown>, claims: object, secret?: string): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const content = `${encode(header)}.${encode(claims)}`
  const signature =
    secret === undefined ? '' : createHmac('sha256', secret).update(content).digest('base64url')
  return `${content}.${signature}`
}
