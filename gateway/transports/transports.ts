import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Metric, single } from '#shared/telemetry/metric.ts'
import { EVERYBODY } from '../clients/access.ts'
import { refuse } from '../http/refuse.ts'
import { openExchange } from '../http/exchange.ts'
import { createHttpStreams, type HttpStreams, streamFormOf } from './http-streams.ts'
import { createOpenCounts } from './open-counts.ts'
import { createSockets, type SocketOptions } from './sockets.ts'

/** Everything that pushes, beside the answers of plain HTTP. */
export interface Transports extends Pick<HttpStreams, 'answer'> {
  /** Answers a request whose client takes a stream; false for one that wants one answer. */
  answerRequest(incoming: IncomingMessage, response: ServerResponse): boolean
  openSockets(): number
  /** Ends every socket and every stream, and lets go of the server. */
  close(): Promise<void>
}

/** How many sockets are open, as a metric. */
export const openSocketsOf = (transports: Transports): Metric => ({
  name: 'weft_sockets_open',
  kind: 'gauge',
  help: 'Sockets of clients that are open.',
  read: () => single(transports.openSockets()),
})

/** Opens sockets on a server, and makes streams over HTTP ready for it. */
export function openTransports(server: Server, options: SocketOptions): Transports {
  const { access = EVERYBODY } = options
  const own = { ...options, access, counts: createOpenCounts(access) }
  const sockets = createSockets(own)
  const streams = createHttpStreams(own)
  const upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer): void =>
    sockets.upgrade(incoming, socket, head)
  server.on('upgrade', upgrade)
  return {
    answer: streams.answer,
    openSockets: sockets.open,
    answerRequest(incoming, response) {
      const form = streamFormOf(incoming.headers.accept)
      if (!form) return false
      const exchange = openExchange(incoming, response, options.logger)
      streams.answer(exchange, form).catch((cause: unknown) => refuse(exchange, cause))
      return true
    },
    async close() {
      streams.close()
      await sockets.close()
    },
  }
}
