import { constants, createPublicKey, randomUUID, verify } from 'node:crypto'
import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { DEMO_PRIVATE_KEY, DEMO_PUBLIC_KEY } from './demo-key.ts'
import type { Context } from './state.ts'

export const TOKEN_PATH = '/services/rest/auth/oauth2/v1/token'

export const CREDENTIALS = {
  accountId: 'TSTDRV0000001',
  clientId: 'weft-demo-integration',
  certificateId: 'weft-demo-certificate',
  privateKey: DEMO_PRIVATE_KEY,
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const LIFETIME_SECONDS = 3600
const MAX_ASSERTION_SECONDS = 3600
/** The algorithms NetSuite accepts; RS256, the usual default, is not among them. */
const HASHES: Readonly<Record<string, string>> = {
  PS256: 'sha256',
  PS384: 'sha384',
  PS512: 'sha512',
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
}

/** `POST …/auth/oauth2/v1/token`: client credentials with a signed assertion. There is no refresh token. */
export function issueToken(request: EmulatorRequest, { state, now, baseUrl }: Context): EmulatorResponse {
  const form = new URLSearchParams(request.body.toString('utf8'))
  if (form.get('grant_type') !== 'client_credentials') return refuse('unsupported_grant_type')
  const assertion = form.get('client_assertion')
  if (form.get('client_assertion_type') !== ASSERTION_TYPE || assertion === null)
    return refuse('invalid_request')
  const seconds = Math.floor(now().getTime() / 1000)
  if (!isAcceptable(assertion, baseUrl + TOKEN_PATH, seconds)) return refuse('invalid_grant')
  const token = `${base64url({ typ: 'JWT', alg: 'PS256' })}.${base64url({ jti: randomUUID() })}.emulated`
  state.tokens.set(token, {
    expiresAt: now().getTime() + LIFETIME_SECONDS * 1000,
    scopes: [parsePart(assertion.split('.')[1] ?? '')?.scope].flat().map(String),
  })
  return {
    status: 200,
    body: { access_token: token, expires_in: LIFETIME_SECONDS, token_type: 'Bearer' },
  }
}

/** Whether a request bears a token that this emulator issued for `scope` and that has not run out. */
export function isAuthorised(
  request: EmulatorRequest,
  { state, now }: Context,
  scope: 'rest_webservices' | 'restlets' = 'rest_webservices',
): boolean {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer === undefined ? undefined : state.tokens.get(bearer)
  return token?.scopes.includes(scope) === true && token.expiresAt > now().getTime()
}

function isAcceptable(assertion: string, audience: string, nowSeconds: number): boolean {
  const [head = '', body = '', signature = ''] = assertion.split('.')
  const header = parsePart(head)
  const claims = parsePart(body)
  if (!header || !claims || header.typ !== 'JWT' || header.kid !== CREDENTIALS.certificateId) return false
  if (claims.iss !== CREDENTIALS.clientId || ![claims.aud].flat().includes(audience)) return false
  if (![claims.scope].flat().includes('rest_webservices')) return false
  const { iat, exp } = claims
  if (typeof iat !== 'number' || typeof exp !== 'number') return false
  if (exp <= nowSeconds || exp - iat > MAX_ASSERTION_SECONDS || iat > nowSeconds + 60) return false
  return isSigned(String(header.alg), `${head}.${body}`, Buffer.from(signature, 'base64url'))
}

function isSigned(algorithm: string, signed: string, signature: Buffer): boolean {
  const hash = HASHES[algorithm]
  const key = createPublicKey(DEMO_PUBLIC_KEY)
  if (hash === undefined || key.asymmetricKeyType !== (algorithm.startsWith('PS') ? 'rsa' : 'ec'))
    return false
  const options = algorithm.startsWith('PS')
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { key, dsaEncoding: 'ieee-p1363' as const }
  return verify(hash, Buffer.from(signed), options, signature)
}

function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const refuse = (error: string): EmulatorResponse => ({ status: 400, body: { error } })
