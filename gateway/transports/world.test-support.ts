import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createPlannedExecution } from '../execution/planned.ts'
import {
  createFeed,
  escalationGraph,
  type Feed,
} from '../execution/subscriptions/escalation-graph.test-support.ts'
import { testRequest } from '../execution/test-graph.ts'
import type { Identify } from '../http/receive-operation.ts'
import type { SocketOptions } from './sockets.ts'
import { openTransports, type Transports } from './transports.ts'

/** `Bearer good` is somebody; `Bearer brief` is too, but not for long. */
const identify: Identify = async ({ authorization }) => {
  const { caller } = testRequest()
  if (authorization === 'Bearer good') return caller
  if (authorization === 'Bearer brief') return { ...caller, expiresAt: new Date(Date.now() + 50) }
  throw new WeftError('UNAUTHENTICATED', 'A valid bearer token is required.')
}

export interface TransportWorld extends AsyncDisposable {
  feed: Feed
  transports: Transports
  server: Server
  url: string
  socketUrl: string
}

/** The transports on a server of their own, in front of the escalation graph. */
export async function startTransports(options: Partial<SocketOptions> = {}): Promise<TransportWorld> {
  const feed = createFeed()
  const execution = createPlannedExecution(escalationGraph(feed))
  const server = createServer((incoming, response) => {
    if (!transports.answerRequest(incoming, response)) response.writeHead(404).end()
  })
  const transports = openTransports(server, {
    execution,
    identify,
    operationTimeoutMs: 10_000,
    clock: systemClock,
    logger: silentLogger,
    ...options,
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    feed,
    transports,
    server,
    url: `http://${host}/graphql`,
    socketUrl: `ws://${host}/graphql`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      await transports.close()
      server.closeAllConnections()
      await closed
      await execution.close()
    },
  }
}
