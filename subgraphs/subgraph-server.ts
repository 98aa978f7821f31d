import { createServer } from 'node:http'
import type { Clock } from '#shared/clock.ts'
import type { WebhookInbox } from '#shared/events/inbox.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { VerifyToken } from '../gateway/auth/verify-token.ts'
import type { Execution } from '../gateway/execution/execution.ts'
import { type ReadinessCheck, readinessOf } from '../gateway/health.ts'
import { createDrain } from '../gateway/http/drain.ts'
import { toHttpAnswer } from '../gateway/http/http-answer.ts'
import { HttpRefusal } from '../gateway/http/http-refusal.ts'
import { type Exchange, openExchange } from '../gateway/http/exchange.ts'
import { type Identify, receiveOperation } from '../gateway/http/receive-operation.ts'
import { refuse } from '../gateway/http/refuse.ts'
import { REQUEST_TIME } from '../gateway/http/request-time.ts'
import { send, sendJson } from '../gateway/http/send.ts'
import { listen } from '../gateway/listen.ts'
import { readOperationHeaders } from '../gateway/split/operation-headers.ts'
import { answerMetrics } from '../gateway/telemetry/metrics-endpoint.ts'
import type { Telemetry } from '../gateway/telemetry/telemetry.ts'
import { openTransports, type Transports } from '../gateway/transports/transports.ts'
import { wantsSocket } from '../gateway/transports/upgrade.ts'
import { connectionOfPath, receiveWebhook } from '../gateway/webhooks/webhook-endpoint.ts'
import { createSubgraphExecution } from './subgraph-execution.ts'

export interface SubgraphServerOptions {
  host: string
  port: number
  /** The path of its routing URL. */
  path: string
  subgraph: Subgraph
  /** Knows the gateway's tokens, and nobody else's. */
  verifyCaller: VerifyToken
  readiness: readonly ReadinessCheck[]
  /** Where requests of vendors go; undefined: nowhere. */
  webhooks?: WebhookInbox | undefined
  /** Who measures; undefined: nobody, and there is no /metrics. */
  telemetry?: Telemetry | undefined
  metricsToken?: string | undefined
  /** The longest time that one fetch may take; the gateway may say less. */
  operationTimeoutMs: number
  clock: Clock
  logger: Logger
}

export interface SubgraphServer {
  /** `http://127.0.0.1:4101/graphql` */
  url: string
  /** Takes no new fetch, and lets those in flight end. */
  close(): Promise<void>
}

/** Serves one subgraph over HTTP to the gateway alone, which says for whom it asks. */
export async function startSubgraphServer(options: SubgraphServerOptions): Promise<SubgraphServer> {
  const { path, verifyCaller, logger, telemetry } = options
  const identify: Identify = ({ authorization }) => verifyCaller(authorization)
  const own = createSubgraphExecution(options.subgraph)
  const execution = telemetry ? telemetry.observe(own) : own
  const server = createServer(
    { ...REQUEST_TIME, shouldUpgradeCallback: wantsSocket },
    (incoming, response) => {
      const exchange = openExchange(incoming, response, logger)
      answer(exchange).catch((cause: unknown) => {
        const refusal = refuse(exchange, cause)
        telemetry?.refused(refusal)
      })
    },
  )
  const answer = async (exchange: Exchange): Promise<void> => {
    const [asked = ''] = (exchange.incoming.url ?? '').split('?', 1)
    const connectionId = connectionOfPath(asked)
    if (connectionId !== undefined && options.webhooks)
      await receiveWebhook(connectionId, exchange, {
        inbox: options.webhooks,
        query: new URLSearchParams((exchange.incoming.url ?? '').split('?', 2)[1]),
        clock: options.clock,
      })
    else if (asked === path) await answerFetch(exchange, { ...options, execution, identify, transports })
    else if (asked === '/metrics' && telemetry) await answerMetrics(exchange, options, telemetry.exposition)
    else await answerHealth(asked, exchange, options.readiness)
  }
  const drain = createDrain(server)
  const url = await listen(server, { host: options.host, port: options.port })
  const transports = openTransports(server, { ...options, execution, identify })
  return {
    url: `${url}${path}`,
    async close() {
      const drained = drain()
      await transports.close()
      await drained
    },
  }
}

interface FetchOptions extends SubgraphServerOptions {
  execution: Execution
  identify: Identify
  transports: Transports
}

async function answerFetch(exchange: Exchange, options: FetchOptions): Promise<void> {
  const { incoming, response } = exchange
  const { execution, identify, clock, transports } = options
  if (transports.answerRequest(incoming, response)) return
  const facts = readOperationHeaders(incoming.headers)
  const timeoutMs = Math.min(facts.timeoutMs ?? Number.POSITIVE_INFINITY, options.operationTimeoutMs)
  const limits = execution.limits
  const received = await receiveOperation(exchange, {
    identify,
    limits,
    operationTimeoutMs: timeoutMs,
    clock,
  })
  if (incoming.method !== 'POST')
    throw new HttpRefusal(405, 'BAD_REQUEST', 'A subgraph is asked by POST.', { allow: 'POST' })
  const request: RequestContext = {
    ...received.request,
    signal: received.request.signal,
    receivedAt: facts.receivedAt ?? received.request.receivedAt,
    ...(facts.operationId === undefined ? {} : { operation: { id: facts.operationId, timeoutMs } }),
  }
  const result = await execution.execute(received.operation, request)
  const { status, headers, body } = toHttpAnswer(result, received.mediaType, request)
  send(exchange, status, headers, body)
}

async function answerHealth(
  path: string,
  exchange: Exchange,
  checks: readonly ReadinessCheck[],
): Promise<void> {
  if (path === '/health/live') return sendJson(exchange, 200, { status: 'live' })
  if (path !== '/health/ready') throw new HttpRefusal(404, 'NOT_FOUND', 'There is nothing at this path.')
  const readiness = await readinessOf(checks)
  sendJson(exchange, readiness.status === 'ready' ? 200 : 503, readiness)
}
