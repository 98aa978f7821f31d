import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import { WeftError } from '#shared/errors.ts'
import { createAccessToken } from '#shared/http/access-token.ts'
import { createVendorHttp, parseJson, type VendorResponse } from '#shared/http/vendor-http.ts'
import { createTokenRequest } from '../token.ts'

/** The Streaming API of the version that the rest is read in. */
const PATH = '/cometd/66.0'
/** A connect is held open for 110 s where there is nothing to say. */
const TIMEOUT_MS = 130_000

/** https://docs.cometd.org/current7/reference/#_bayeux: what we read of a message. */
const Message = z.looseObject({
  channel: z.string(),
  successful: z.boolean().optional(),
  clientId: z.string().optional(),
  error: z.string().optional(),
  data: z.unknown().optional(),
})
export type BayeuxMessage = z.infer<typeof Message>

/** One session of the Streaming API, by long polling. Its calls count against no budget of the REST API. */
export interface BayeuxSession {
  /** Answers the channel's messages as they come; everything that the server refuses is thrown. */
  connect(call: CallContext): Promise<BayeuxMessage[]>
  close(): Promise<void>
}

/**
 * Shakes hands and subscribes to a channel, after a replay id or from now (-1). SEQUENCE_EXPIRED for a replay id that the
 * org no longer keeps.
 */
export async function openBayeuxSession(
  connection: Connection,
  { logger, clock }: Pick<ProviderOptions, 'logger' | 'clock'>,
  { channel, replayFrom }: { channel: string; replayFrom: number },
  call: CallContext,
): Promise<BayeuxSession> {
  const { id: system } = connection
  const http = createVendorHttp({ ...connection, timeoutMs: TIMEOUT_MS }, logger)
  const requestToken = createTokenRequest(connection)
  const token = createAccessToken({ request: (tokenCall) => requestToken(http, tokenCall), clock })
  const cookies = new Map<string, string>()

  const send = async (message: object, of: CallContext): Promise<BayeuxMessage[]> => {
    const response = await token.authorise(of, (bearer) =>
      http.send(
        {
          method: 'POST',
          path: PATH,
          headers: {
            authorization: `Bearer ${bearer}`,
            'content-type': 'application/json',
            ...(cookies.size > 0 ? { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } : {}),
          },
          body: JSON.stringify([message]),
        },
        of,
      ),
    )
    keepCookies(response, cookies)
    return readMessages(response, system)
  }

  const ask = async (message: { channel: string }, of: CallContext): Promise<BayeuxMessage[]> => {
    const messages = await send(message, of)
    const reply = messages.find((one) => one.channel === message.channel)
    if (reply?.successful !== true) throw toRefusal(reply?.error ?? 'no answer', system)
    return messages
  }

  try {
    const [hello] = await ask(handshake, call)
    const clientId = hello?.clientId
    const connect = { channel: '/meta/connect', clientId, connectionType: 'long-polling' }
    const first = await ask(connect, call)
    const ext = { replay: { [channel]: replayFrom } }
    await ask(
      { channel: '/meta/subscribe', clientId, subscription: channel, ext } as { channel: string },
      call,
    )
    let waiting = first
    return {
      async connect(of) {
        const messages = waiting.length > 0 ? waiting : await ask(connect, of)
        waiting = []
        return messages.filter((message) => message.channel === channel)
      },
      close: () => http.close(),
    }
  } catch (error) {
    await http.close()
    throw error
  }
}

const handshake = {
  channel: '/meta/handshake',
  version: '1.0',
  minimumVersion: '1.0',
  supportedConnectionTypes: ['long-polling'],
  ext: { replay: true },
}

/** Salesforce spreads sessions over servers; its cookies lead back to the one that has ours. */
function keepCookies({ headers }: VendorResponse, cookies: Map<string, string>): void {
  for (const cookie of [headers['set-cookie'] ?? []].flat()) {
    const [name, value] = /^([^=;]+)=([^;]*)/.exec(cookie)?.slice(1) ?? []
    if (name !== undefined && value !== undefined) cookies.set(name, value)
  }
}

function readMessages(response: VendorResponse, system: string): BayeuxMessage[] {
  if (response.status >= 500)
    throw new WeftError('SYSTEM_UNAVAILABLE', 'the system does not stream now', { system })
  const messages = z.array(Message).safeParse(parseJson(response, system))
  if (!messages.success)
    throw new WeftError('INVALID_RESPONSE', 'the system streams something that is no message', { system })
  return messages.data
}

/** `400::The replayId {…} you provided was invalid.`, `401::Authentication invalid`, `403::Unknown client`, … */
function toRefusal(error: string, system: string): WeftError {
  if (/^400::.*replayId/i.test(error))
    return new WeftError('SEQUENCE_EXPIRED', 'the system keeps no events from so long ago', { system }, error)
  if (/^401:/.test(error) || /denied/i.test(error))
    return new WeftError('AUTH_FAILED', 'the system does not let us follow its changes', { system }, error)
  if (/limit exceeded/i.test(error))
    return new WeftError('RATE_LIMITED', 'the system has no events left for today', { system }, error)
  return new WeftError('SYSTEM_UNAVAILABLE', 'the system has ended the stream', { system }, error)
}
