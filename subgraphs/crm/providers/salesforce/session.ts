import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import { parseJson, type VendorHttp } from '#shared/http/vendor-http.ts'
import { toTokenError } from './errors.ts'

/** https://developer.salesforce.com/docs/platform/chatterapi/guide/quickstart-connecting.html */
const TokenAnswer = z.looseObject({ access_token: z.string().min(1) })

/** The access token of a connection. Salesforce names no lifetime: a token is good until a call is refused with 401. */
export interface Session {
  /** The token in use, asked for once however many calls wait for it. */
  getToken(call: CallContext): Promise<string>
  /** Forgets a token that was refused, unless another one has taken its place already. */
  dropToken(refused: string): void
}

export function createSession(connection: Connection, http: VendorHttp): Session {
  const { clientId, clientSecret } = connection.credentials
  if (!clientId || !clientSecret)
    throw new WeftError(
      'INVALID_CONNECTION',
      `${connection.id} needs the credentials clientId and clientSecret`,
    )
  let current: string | undefined
  let pending: Promise<string> | undefined

  const fetchToken = async (correlationId: string): Promise<string> => {
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const response = await http.send(
      {
        method: 'POST',
        path: '/services/oauth2/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      // Many calls wait for one token: it must not end because the first of them gives up.
      { correlationId, signal: NEVER },
    )
    const body = parseJson(response, connection.id)
    if (response.status !== 200) throw toTokenError(response.status, body, connection.id)
    const answer = TokenAnswer.safeParse(body)
    if (!answer.success)
      throw new WeftError('INVALID_RESPONSE', 'the token answer holds no token', { system: connection.id })
    current = answer.data.access_token
    return current
  }

  return {
    getToken({ correlationId }) {
      if (current !== undefined) return Promise.resolve(current)
      pending ??= fetchToken(correlationId).finally(() => {
        pending = undefined
      })
      return pending
    },
    dropToken(refused) {
      if (current === refused) current = undefined
    },
  }
}

const NEVER = new AbortController().signal
