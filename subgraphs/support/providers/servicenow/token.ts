import { z } from 'zod'
import type { Clock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import { parseJson, type VendorHttp } from '#shared/http/vendor-http.ts'
import { assertAnswered } from './errors.ts'

/** Renewed before it ends, so that a call does not set out with a token that dies on the way. */
const RENEW_EARLY_MS = 60_000

const TokenBody = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/** The connection's access token: fetched when first needed, once for all who wait. */
export interface TokenSource {
  get(call: CallContext): Promise<string>
  /** Forgets a token that the vendor refused. */
  drop(token: string): void
}

/**
 * OAuth 2.0 client credentials, by form only; the grant has no refresh token.
 * https://www.servicenow.com/docs/r/platform-security/authentication/client-credentials.html
 */
export function createTokenSource(connection: Connection, http: VendorHttp, clock: Clock): TokenSource {
  let held: { token: string; renewAt: number } | undefined
  let pending: Promise<string> | undefined

  const fetchToken = async (correlationId: string): Promise<string> => {
    const { token, lifetimeMs } = await requestToken(connection, http, clock, correlationId)
    held = { token, renewAt: clock.now().getTime() + Math.max(lifetimeMs - RENEW_EARLY_MS, lifetimeMs / 2) }
    return token
  }
  return {
    async get({ correlationId }) {
      if (held && clock.now().getTime() < held.renewAt) return held.token
      pending ??= fetchToken(correlationId).finally(() => {
        pending = undefined
      })
      return pending
    },
    drop(token) {
      if (held?.token === token) held = undefined
    },
  }
}

async function requestToken(
  { id, credentials }: Connection,
  http: VendorHttp,
  clock: Clock,
  correlationId: string,
): Promise<{ token: string; lifetimeMs: number }> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId ?? '',
    client_secret: credentials.clientSecret ?? '',
  })
  // Many operations may wait for this token: none of them may end it for the others, only the connection's own timeout.
  const call = { correlationId, signal: new AbortController().signal }
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
  assertAnswered(response, id, clock.now())
  const body = TokenBody.safeParse(parseJson(response, id))
  if (!body.success)
    throw new WeftError('INVALID_RESPONSE', 'the system answered no access token', { system: id })
  return { token: body.data.access_token, lifetimeMs: body.data.expires_in * 1000 }
}
