import { createHmac, type KeyObject, randomUUID, timingSafeEqual, verify } from 'node:crypto'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { SalesforceRefusal } from './errors.ts'
import type { Org } from './org.ts'

const ORG_ID = '00DWF0000008DemoUA'
export const USER_ID = '005WF000001IntegAA'
const RUN_AS = 'integration@northwind-cloud.example'
export const CREDENTIALS = {
  clientId: '3MVG9demo.weft.consumer.key',
  clientSecret: 'demo-salesforce-secret',
} as const

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const AUDIENCES = new Set(['https://login.salesforce.com', 'https://test.salesforce.com'])
/** What this org's session policy says; the vendor's own default. */
const SESSION_MS = 2 * 60 * 60 * 1000

/** `POST /services/oauth2/token`. `certificate` is the public key that was uploaded to the app, if any. */
export function answerToken(
  request: EmulatorRequest,
  emulator: EmulatorContext<Org>,
  certificate: KeyObject | undefined,
): EmulatorResponse {
  const form = new URLSearchParams(request.body.toString('utf8'))
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return answerClientCredentials(request, form, emulator)
    case JWT_BEARER:
      return answerJwtBearer(form.get('assertion') ?? '', emulator, certificate)
    default:
      return oauthError('unsupported_grant_type', 'grant type not supported')
  }
}

function answerClientCredentials(
  request: EmulatorRequest,
  form: URLSearchParams,
  emulator: EmulatorContext<Org>,
): EmulatorResponse {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const [basicId, basicSecret] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':', 2) : []
  const clientId = form.get('client_id') ?? basicId ?? ''
  const clientSecret = form.get('client_secret') ?? basicSecret ?? ''
  if (!isSame(clientId, CREDENTIALS.clientId))
    return oauthError('invalid_client_id', 'client identifier invalid')
  if (!isSame(clientSecret, CREDENTIALS.clientSecret))
    return oauthError('invalid_client', 'invalid client credentials')
  return grantToken(emulator)
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/** The rows of the vendor's error table, in the order in which it looks. */
function answerJwtBearer(
  assertion: string,
  emulator: EmulatorContext<Org>,
  certificate: KeyObject | undefined,
): EmulatorResponse {
  const [header = '', payload = '', signature = ''] = assertion.split('.')
  const claims = parsePart(payload)
  if (parsePart(header)?.alg !== 'RS256' || !claims) return oauthError('invalid_grant', 'invalid assertion')
  if (claims.iss !== CREDENTIALS.clientId) return oauthError('invalid_client_id', 'client identifier invalid')
  const signed = Buffer.from(`${header}.${payload}`)
  if (!certificate || !verify('RSA-SHA256', signed, certificate, Buffer.from(signature, 'base64url')))
    return oauthError('invalid_grant', 'invalid assertion')
  if (!AUDIENCES.has(String(claims.aud))) return oauthError('invalid_grant', 'audience is invalid')
  // The vendor reuses the text of another flow here.
  if (!(Number(claims.exp) * 1000 > emulator.now().getTime()))
    return oauthError('invalid_grant', 'expired authorization code')
  if (claims.sub !== RUN_AS) return oauthError('invalid_grant', "user hasn't approved this consumer")
  return grantToken(emulator)
}

function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** No `expires_in` and no refresh token: a caller learns from a 401 that a session ended. */
function grantToken({ state, now, baseUrl }: EmulatorContext<Org>): EmulatorResponse {
  const token = `${ORG_ID.slice(0, 15)}!AQ${randomUUID().replaceAll('-', '')}`
  const id = `https://login.salesforce.com/id/${ORG_ID}/${USER_ID}`
  const issuedAt = String(now().getTime())
  state.tokens.set(token, now())
  return {
    status: 200,
    body: {
      access_token: token,
      signature: createHmac('sha256', CREDENTIALS.clientSecret)
        .update(id + issuedAt)
        .digest('base64'),
      token_format: 'opaque',
      instance_url: baseUrl,
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
      scope: 'api',
      api_instance_url: 'https://api.salesforce.com',
    },
  }
}

const oauthError = (error: string, description: string): EmulatorResponse => ({
  status: 400,
  body: { error, error_description: description },
})

/** `POST /services/oauth2/revoke` */
export function revokeToken(request: EmulatorRequest, { state }: EmulatorContext<Org>): EmulatorResponse {
  const token = new URLSearchParams(request.body.toString('utf8')).get('token') ?? ''
  return state.tokens.delete(token)
    ? { status: 200 }
    : oauthError('unsupported_token_type', 'this token type is not supported')
}

/** Refuses a data call without a living session. */
export function assertSession(request: EmulatorRequest, emulator: EmulatorContext<Org>): void {
  if (!hasSession(request, emulator))
    throw new SalesforceRefusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
}

export function hasSession(request: EmulatorRequest, { state, now }: EmulatorContext<Org>): boolean {
  const token = /^(?:Bearer|OAuth) (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const givenAt = token === undefined ? undefined : state.tokens.get(token)
  return givenAt !== undefined && now().getTime() - givenAt.getTime() <= SESSION_MS
}
