import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import type { IssuedToken } from '#shared/http/access-token.ts'
import { parseJson, type VendorHttp } from '#shared/http/vendor-http.ts'
import { toTokenError } from './errors.ts'

/** https://developer.salesforce.com/docs/platform/chatterapi/guide/quickstart-connecting.html */
const TokenAnswer = z.looseObject({ access_token: z.string().min(1) })

/** Asks for a token by client credentials. The answer names no lifetime: it is good until a call is refused with 401. */
export function createTokenRequest(connection: Connection) {
  const { clientId, clientSecret } = connection.credentials
  if (!clientId || !clientSecret)
    throw new WeftError(
      'INVALID_CONNECTION',
      `${connection.id} needs the credentials clientId and clientSecret`,
    )
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }

  return async (http: VendorHttp, call: CallContext): Promise<IssuedToken> => {
    const response = await http.send(
      {
        method: 'POST',
        path: '/services/oauth2/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      call,
    )
    const body = parseJson(response, connection.id)
    if (response.status !== 200) throw toTokenError(response.status, body, connection.id)
    const answer = TokenAnswer.safeParse(body)
    if (!answer.success)
      throw new WeftError('INVALID_RESPONSE', 'the token answer holds no token', { system: connection.id })
    return { token: answer.data.access_token }
  }
}
