import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, handleProtocols, type makeServer } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { createSocketProtocol, type SocketSession } from './socket-protocol.ts'
import type { Transport, TransportOptions } from './transport.ts'
import { refusalOfUpgrade, refuseUpgrade } from './upgrade.ts'

/** All sockets of one server. */
export interface Sockets {
  /** For the server's `upgrade` event. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
  /** How many are open. */
  open(): number
  /** Sends every client away (1001) and waits until all of them are gone. */
  close(): Promise<void>
}

export interface SocketOptions extends TransportOptions {
  /** How long a client may take to say who it is. */
  initTimeoutMs?: number
  /** How often clients are asked whether they are there. */
  pingEveryMs?: number
}

/** The same, as one of a server's transports. */
export type SocketTransport = SocketOptions & Transport

/** Of all clients together, in this process: some 21 kB each. */
const MAX_SOCKETS = 50_000
/** A client that does not answer from one ping to the next has gone, or reads nothing of what it is sent. */
const PING_EVERY_MS = 30_000
/** How long a client that is sent away may take to go. */
const LEAVE_WITHIN_MS = 2_000
/** `closeTimeout` is not in the library's types yet; by itself it waits for half a minute. */
const MESSAGE_LIMITS = { maxPayload: 64 * 1024, maxFragments: 16, closeTimeout: LEAVE_WITHIN_MS }

/**
 * Ends sockets whose other side went without a word, or reads nothing; one timer for all of them. Each ping says what nobody
 * can know who has not read it: a client that only says that it lives is not believed.
 */
function startHeartbeat(server: WebSocketServer, pingEveryMs: number): () => void {
  const unanswered = new WeakMap<WebSocket, string>()
  server.on('connection', (socket: WebSocket) =>
    socket.on('pong', (said: Buffer) => {
      if (said.toString('latin1') === unanswered.get(socket)) unanswered.delete(socket)
    }),
  )
  const timer = setInterval(() => {
    const ping = randomUUID()
    for (const socket of server.clients) {
      if (unanswered.has(socket)) socket.terminate()
      else socket.ping(ping)
      unanswered.set(socket, ping)
    }
  }, pingEveryMs)
  return () => clearInterval(timer)
}

/** Hears a client no faster than it reads: what it asks for by itself, as answers to its pings, would pile up otherwise. */
function hearAtReadersPace(socket: WebSocket, stream: Duplex): void {
  socket.on('message', () => {
    if (stream.writableNeedDrain) socket.pause()
  })
  stream.on('drain', () => socket.resume())
}

/** Speaks the protocol on one socket until it closes. */
function connect(
  socket: WebSocket,
  session: SocketSession,
  protocol: ReturnType<typeof makeServer<Record<string, unknown>, SocketSession>>,
): void {
  const { logger } = session
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) return resolve()
          socket.send(text, (error) => (error ? reject(error) : resolve()))
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) => {
        socket.on('message', (message) => {
          // Who was sent away is heard no more, also where it does not go.
          if (socket.readyState !== socket.OPEN) return
          receive(String(message)).catch((cause: unknown) => {
            if (socket.readyState !== socket.OPEN) return
            logger.error({ err: cause }, 'a message on a socket failed')
            socket.close(CloseCode.InternalServerError, 'Internal error')
          })
        })
      },
    },
    session,
  )
  // What a client sends wrongly closes its socket with the right code; there is nothing more to be done about it.
  socket.on('error', (error) => logger.info({ err: error }, 'a socket failed'))
  socket.once('close', (code, reason) => {
    session.end()
    closed(code, String(reason)).catch((cause: unknown) =>
      logger.error({ err: cause }, 'a socket did not end'),
    )
  })
}

async function closeAll(server: WebSocketServer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const client of server.clients) client.close(1001, 'Going away')
  const timer = setTimeout(() => {
    for (const client of server.clients) client.terminate()
  }, LEAVE_WITHIN_MS)
  server.close(() => resolve())
  await promise
  clearTimeout(timer)
}

/** Creates the graphql-ws transport: the protocol graphql-transport-ws at `/graphql`. */
export function createSockets(options: SocketTransport): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    ...MESSAGE_LIMITS,
    handleProtocols,
  })
  const { protocol, createSession } = createSocketProtocol(options)
  const stopHeartbeat = startHeartbeat(server, options.pingEveryMs ?? PING_EVERY_MS)
  let isClosing = false
  return {
    upgrade(incoming, socket, head) {
      const status =
        isClosing || server.clients.size >= MAX_SOCKETS ? 503 : refusalOfUpgrade(incoming, options.origins)
      if (status !== undefined) return refuseUpgrade(socket, status)
      server.handleUpgrade(incoming, socket, head, (opened) => {
        server.emit('connection', opened, incoming)
        hearAtReadersPace(opened, socket)
        connect(opened, createSession(opened, incoming), protocol)
      })
    },
    open: () => server.clients.size,
    async close() {
      isClosing = true
      stopHeartbeat()
      await closeAll(server)
    },
  }
}
