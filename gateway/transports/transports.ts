import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { createHttpStreams, type HttpStreams } from './http-streams.ts'
import { createSockets, type SocketOptions } from './sockets.ts'

/** Everything that pushes, beside the answers of plain HTTP. */
export interface Transports extends Pick<HttpStreams, 'answer'> {
  /** Ends every socket and every stream, and lets go of the server. */
  close(): Promise<void>
}

/** Opens sockets on a server, and makes streams over HTTP ready for it. */
export function openTransports(server: Server, options: SocketOptions): Transports {
  const sockets = createSockets(options)
  const streams = createHttpStreams(options)
  const upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer): void =>
    sockets.upgrade(incoming, socket, head)
  server.on('upgrade', upgrade)
  return {
    answer: streams.answer,
    async close() {
      streams.close()
      await sockets.close()
    },
  }
}
