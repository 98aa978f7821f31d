import { importPKCS8, SignJWT } from 'jose'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { IssuedToken } from '#shared/http/access-token.ts'
import { parseJson, type VendorHttp } from '#shared/http/vendor-http.ts'
import { toTokenFailure } from './errors.ts'
import { TokenAnswer } from './native.ts'

const TOKEN_PATH = '/services/rest/auth/oauth2/v1/token'
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const ASSERTION_SECONDS = 300
/** Records and queries; and the one script that voids, which REST cannot. */
const SCOPES = ['rest_webservices', 'restlets']

/**
 * Asks for a token by client credentials with a signed assertion.
 * https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_162790605110.html
 */
export function createTokenRequest(connection: Connection, clock: Clock) {
  return async (http: VendorHttp, call: CallContext): Promise<IssuedToken> => {
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
      call,
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
    return { token: answer.data.access_token, lifetimeMs: answer.data.expires_in * 1_000 }
  }
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
  return new SignJWT({ scope: SCOPES })
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
