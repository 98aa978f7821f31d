import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { WeftError } from '#shared/errors.ts'
import { readUntilAborted } from './read-until-aborted.ts'
import { SourceErrors } from './source.ts'

/** What a subgraph over HTTP is asked, and until when its events are wanted. */
export interface RemoteQuestion {
  query: string
  variables: Record<string, unknown>
  headers: Readonly<Record<string, string>>
  signal: AbortSignal
}

const ACKNOWLEDGE_WITHIN_MS = 10_000
/** How often a silent socket is asked whether it still lives, and how long it may take to say so. */
const PING_EVERY_MS = 10_000
const PONG_WITHIN_MS = 5_000
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024

/** The routing URL of a subgraph as the address of its socket. */
function toSocketUrl(url: string): string {
  return url.replace(/^http/i, 'ws')
}

/** True when a subgraph answers the upgrade like any other request: it has no socket here. */
export function isUpgradeRefused(cause: unknown): boolean {
  const message =
    typeof cause === 'object' && cause !== null && 'message' in cause ? cause.message : undefined
  return typeof message === 'string' && message.startsWith('Unexpected server response: ')
}

/** Errors of an operation come as a list, a closed socket as its code, everything else as an error. */
function toSourceFailure(cause: unknown): unknown {
  if (Array.isArray(cause)) return new SourceErrors(cause)
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  if (code === 4401 || code === 4403)
    return new WeftError('AUTH_FAILED', 'A system refused the gateway.', { system: 'gateway' })
  const closed = new Error(`the socket of a subgraph closed: ${String(code)}`, { cause })
  return new WeftError('SYSTEM_UNAVAILABLE', 'A system ended the stream.', { system: 'gateway' }, closed)
}

/** Ends a socket whose other side went without a word. */
function createHeartbeat() {
  let timer: NodeJS.Timeout | undefined
  let socket: WebSocket | undefined
  return {
    connected(opened: unknown) {
      socket = opened as WebSocket
    },
    ping(isReceived: boolean) {
      if (!isReceived) timer = setTimeout(() => socket?.terminate(), PONG_WITHIN_MS)
    },
    pong: () => clearTimeout(timer),
    closed: () => clearTimeout(timer),
  }
}

/** Events of a subgraph by graphql-ws: one socket for each caller's subscription, because its token is the caller's. */
export function readSocket(url: string, question: RemoteQuestion): AsyncGenerator<unknown> {
  const { query, variables, headers, signal } = question
  const client = createClient({
    url: toSocketUrl(url),
    connectionParams: { ...headers },
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, {
          headers,
          maxPayload: MAX_PAYLOAD_BYTES,
          handshakeTimeout: ACKNOWLEDGE_WITHIN_MS,
        })
      }
    },
    connectionAckWaitTimeout: ACKNOWLEDGE_WITHIN_MS,
    keepAlive: PING_EVERY_MS,
    retryAttempts: 0,
    on: createHeartbeat(),
    onNonLazyError: () => {},
  })
  return readUntilAborted(client.iterate({ query, variables }), signal, (cause) =>
    isUpgradeRefused(cause) ? cause : toSourceFailure(cause),
  )
}
