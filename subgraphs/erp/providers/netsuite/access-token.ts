import { importPKCS8, SignJWT } from 'jose'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import { parseJson, type VendorHttp } from '#shared/http/vendor-http.ts'
import { toTokenFailure } from './errors.ts'
import { TokenAnswer } from './native.ts'

const TOKEN_PATH = '/services/rest/auth/oauth2/v1/token'
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const ASSERTION_SECONDS = 300
/** A token is given up this long before it runs out, so that it does not run out on the way. */
const MARGIN_MS = 60_000

/** The connection's access token: one fetch at a time however many ask, kept until shortly before it runs out. */
export interface AccessToken {
  get(call: CallContext): Promise<string>
  /** Forgets a token that NetSuite refused; a newer one stays. */
  forget(token: string): void
}

export function createAccessToken(connection: Connection, http: VendorHttp, clock: Clock): AccessToken {
  let current: { token: string; until: number } | undefined
  let fetching: Promise<string> | undefined

  async function fetchToken(correlationId: string): Promise<string> {
    const { token, seconds } = await requestToken(connection, http, { clock, correlationId })
    current = { token, until: clock.now().getTime() + seconds * 1000 - MARGIN_MS }
    return token
  }

  return {
    get({ correlationId }) {
      if (current && current.until > clock.now().getTime()) return Promise.resolve(current.token)
      fetching ??= fetchToken(correlationId).finally(() => {
        fetching = undefined
      })
      return fetching
    },
    forget(token) {
      if (current?.token === token) current = undefined
    },
  }
}

async function requestToken(
  connection: Connection,
  http: VendorHttp,
  { clock, correlationId }: { clock: Clock; correlationId: string },
): Promise<{ token: string; seconds: number }> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await signAssertion(connection, clock),
  })
  const response = await http.send(
    {
      method: 'POST',
      path: TOKEN_PATH,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    },
    // Many operations may wait for this token: the end of the one that asked first must not end the fetch.
    { correlationId, signal: AbortSignal.timeout(connection.timeoutMs) },
  )
  if (response.status !== 200) throw toTokenFailure(response, connection.id)
  const answer = TokenAnswer.safeParse(parseJson(response, connection.id))
  if (!answer.success) {
    throw new WeftError(
      'INVALID_RESPONSE',
      'the token answer is not as documented',
      { system: connection.id },
      answer.error,
    )
  }
  return { token: answer.data.access_token, seconds: answer.data.expires_in }
}

/** PS256 for an RSA key, ES256 for a P-256 key; NetSuite refuses RS256. */
async function signAssertion(connection: Connection, clock: Clock): Promise<string> {
  const { clientId, certificateId, privateKey } = connection.credentials
  if (!clientId || !certificateId || !privateKey) {
    throw new WeftError('NOT_CONFIGURED', 'clientId, certificateId and privateKey are needed', {
      system: connection.id,
    })
  }
  const { key, algorithm } = await importPrivateKey(privateKey, connection.id)
  const issuedAt = Math.floor(clock.now().getTime() / 1000)
  return new SignJWT({ scope: ['rest_webservices'] })
    .setProtectedHeader({ typ: 'JWT', alg: algorithm, kid: certificateId })
    .setIssuer(clientId)
    .setAudience(connection.baseUrl + TOKEN_PATH)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ASSERTION_SECONDS)
    .sign(key)
}

async function importPrivateKey(pem: string, system: string) {
  for (const algorithm of ['PS256', 'ES256'] as const) {
    const key = await importPKCS8(pem, algorithm).catch(() => undefined)
    if (key) return { key, algorithm }
  }
  throw new WeftError('NOT_CONFIGURED', 'privateKey is neither an RSA nor a P-256 key in PKCS #8', { system })
}
