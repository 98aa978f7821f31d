import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import type { IssuedToken } from '#shared/http/access-token.ts'
import { parseJson, type VendorHttp } from '#shared/http/vendor-http.ts'
import { assertAnswered } from './errors.ts'

const TokenBody = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/**
 * Asks for a token by OAuth 2.0 client credentials, by form only; the grant has no refresh token.
 * https://www.servicenow.com/docs/r/platform-security/authentication/client-credentials.html
 */
export async function requestToken(
  { id, credentials }: Connection,
  http: VendorHttp,
  call: CallContext,
): Promise<IssuedToken> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId ?? '',
    client_secret: credentials.clientSecret ?? '',
  })
  const response = await http.send(
    {
      method: 'POST',
      path: '/oauth_token.do',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    },
    call,
  )
  if (response.status === 400)
    throw new WeftError('AUTH_FAILED', 'the system refused our credentials', { system: id })
  assertAnswered(response, id)
  const body = TokenBody.safeParse(parseJson(response, id))
  if (!body.success)
    throw new WeftError('INVALID_RESPONSE', 'the system answered no access token', { system: id })
  return { token: body.data.access_token, lifetimeMs: body.data.expires_in * 1_000 }
}
