import { createClient as createEventClient } from 'graphql-sse'
import { createClient as createSocketClient } from 'graphql-ws'
import WebSocket from 'ws'

/** What a client asks, and where. */
export interface Question {
  url: string
  query: string
  variables?: Record<string, unknown>
  token?: string
}

/** Answers as a client of some protocol gives them. */
export type Ask = (question: Question) => AsyncIterableIterator<unknown>

const bearer = (token = 'good') => ({ authorization: `Bearer ${token}` })

export const askBySocket: Ask = ({ url, query, variables = {}, token }) =>
  createSocketClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: bearer(token),
    retryAttempts: 0,
  }).iterate({ query, variables })

export const askByServerSentEvents: Ask = ({ url, query, variables = {}, token }) =>
  createEventClient({ url, headers: bearer(token), retryAttempts: 0 }).iterate({ query, variables })

/** Reads parts as Apollo Client does: a part is there when the boundary after it is. */
async function* readParts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const boundary = '\r\n--graphql'
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    for (let end = text.indexOf(boundary); end >= 0; end = text.indexOf(boundary)) {
      const part = text.slice(0, end)
      text = text.slice(end + boundary.length)
      if (part) yield part.slice(part.indexOf('\r\n\r\n') + 4)
    }
  }
  if (!text.startsWith('--')) throw new Error('premature end of body')
}

/** Apollo Client 4's own header. */
export const MULTIPART_ACCEPT =
  'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9'

export async function* askByMultipart({
  url,
  query,
  variables = {},
  token,
}: Question): AsyncGenerator<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json', accept: MULTIPART_ACCEPT },
    body: JSON.stringify({ query, variables }),
  })
  if (!response.headers.get('content-type')?.startsWith('multipart/mixed')) {
    yield await response.json()
    return
  }
  for await (const part of readParts(response.body as ReadableStream<Uint8Array>)) {
    const { payload } = JSON.parse(part)
    if (payload) yield payload
  }
}

export const CLIENTS: readonly [name: string, ask: Ask][] = [
  ['graphql-ws', askBySocket],
  ['graphql-sse', askByServerSentEvents],
  ['multipart', askByMultipart],
]

/** A socket that speaks for itself: sends texts as they are, and tells its messages and how it closed. */
export async function openRawSocket(
  url: string,
  {
    protocol = 'graphql-transport-ws',
    headers = {},
  }: { protocol?: string; headers?: Record<string, string> } = {},
) {
  const socket = new WebSocket(url, protocol, { headers })
  const messages: unknown[] = []
  const waiting: ((message: unknown) => void)[] = []
  socket.on('message', (message) => {
    const parsed: unknown = JSON.parse(String(message))
    const next = waiting.shift()
    if (next) next(parsed)
    else messages.push(parsed)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => {})
  return {
    socket,
    closed,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: async () =>
      messages.length > 0 ? messages.shift() : new Promise((resolve) => waiting.push(resolve)),
  }
}
