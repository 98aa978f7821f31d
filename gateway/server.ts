import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { JSONWebKeySet } from 'jose'
import type { Clock } from '#shared/clock.ts'
import type { WebhookInbox } from '#shared/events/inbox.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { DevelopmentIssuer } from './auth/development-issuer.ts'
import { answerTokenRequest, assertOwnName } from './auth/token-endpoint.ts'
import type { VerifyToken } from './auth/verify-token.ts'
import type { Access } from './clients/access.ts'
import type { Client } from './clients/client.ts'
import type { Execution } from './execution/execution.ts'
import { EXPLORER_HEADERS, renderExplorer, wantsPage } from './explorer/explorer.ts'
import { type ReadinessCheck, readinessOf } from './health.ts'
import { answerCors } from './http/cors.ts'
import { createDrain } from './http/drain.ts'
import { REQUEST_TIME } from './http/request-time.ts'
import { createGraphQLFront, type GraphQLFront } from './http/graphql-front.ts'
import { statusWith } from './http/http-answer.ts'
import { HttpRefusal } from './http/http-refusal.ts'
import { type Exchange, openExchange } from './http/exchange.ts'
import { type Identify, receiveOperation } from './http/receive-operation.ts'
import { refuse } from './http/refuse.ts'
import { send, sendJson } from './http/send.ts'
import { letGoOfWhoDoesNotRead } from './http/unread.ts'
import { listen } from './listen.ts'
import { createPartnerEndpoint, exceptPartners, PARTNER_PATH } from './partner/partner-endpoint.ts'
import { JWKS_PATH } from './split/signing-keys.ts'
import { answerMetrics } from './telemetry/metrics-endpoint.ts'
import type { Telemetry } from './telemetry/telemetry.ts'
import { streamFormOf } from './transports/http-streams.ts'
import { openSocketsOf, openTransports, type Transports } from './transports/transports.ts'
import { wantsSocket } from './transports/upgrade.ts'
import { connectionOfPath, receiveWebhook } from './webhooks/webhook-endpoint.ts'

export interface GatewayServerOptions {
  host: string
  port: number
  execution: Execution
  verifyToken: VerifyToken
  /** Only where tokens of demo roles are accepted: on loopback, without a configured issuer. */
  developmentIssuer: DevelopmentIssuer | undefined
  /** Whose sockets and streams end before their tokens do, and how many they may have; undefined: nobody's, any. */
  access?: Access | undefined
  /** Other sites whose pages may ask. */
  corsOrigins?: ReadonlySet<string> | undefined
  /** What subgraphs that run apart check the gateway's tokens with; undefined where none does. */
  subgraphJwks?: JSONWebKeySet | undefined
  /** What is registered of a client; undefined: nothing is registered, and nobody is a partner. */
  clientOf?: ((clientId: string) => Client | undefined) | undefined
  /** Over the contract that partners see; undefined: they have no endpoint. */
  partnerExecution?: Execution | undefined
  readiness: readonly ReadinessCheck[]
  /** Where requests of vendors go; undefined: nowhere. */
  webhooks?: WebhookInbox | undefined
  /** Who measures; undefined: nobody, and there is no /metrics. */
  telemetry?: Telemetry | undefined
  /** What a scraper presents; undefined: only this machine reads metrics. */
  metricsToken?: string | undefined
  operationTimeoutMs: number
  clock: Clock
  logger: Logger
}

export interface GatewayServer {
  /** `http://127.0.0.1:4000` */
  url: string
  /** Takes no new request, lets those in flight end, and closes what it opened. */
  close(): Promise<void>
}

/** One request on its way through the layers. */
interface GatewayExchange extends Exchange {
  path: string
  query: URLSearchParams
}

type Answer = (exchange: GatewayExchange) => Promise<void> | void

/** Opens the gateway's endpoint; request-path.md tells the same in words. */
export async function startGatewayServer(options: GatewayServerOptions): Promise<GatewayServer> {
  const front = await createGraphQLFront(options.execution, options.logger)
  const server = createServer(
    { ...REQUEST_TIME, shouldUpgradeCallback: wantsSocket },
    (incoming, response) => {
      const exchange = toExchange(incoming, response, options.logger)
      answer(exchange, routes, options).catch((error: unknown) => {
        const refusal = refuse(exchange, error)
        options.telemetry?.refused(refusal)
      })
    },
  )
  letGoOfWhoDoesNotRead(server)
  const drain = createDrain(server)
  const url = await listen(server, { host: options.host, port: options.port })
  const transports = openTransports(server, {
    ...options,
    origins: options.corsOrigins,
    identify: identifyBy(options),
  })
  const routes = routesOf(options, front, transports)
  options.telemetry?.add([openSocketsOf(transports)])
  return {
    url,
    async close() {
      const drained = drain()
      await transports.close()
      await drained
      await front.close()
    },
  }
}

/**
 * By a token; while anybody on this machine may have one, by this machine's own names only. Partners have an endpoint of
 * their own, and are nobody elsewhere.
 */
function identifyBy({ verifyToken, developmentIssuer, clientOf }: GatewayServerOptions): Identify {
  const identify: Identify = async ({ authorization, host }) => {
    if (developmentIssuer) assertOwnName(host)
    return verifyToken(authorization)
  }
  return clientOf ? exceptPartners(identify, clientOf) : identify
}

function routesOf(
  options: GatewayServerOptions,
  front: GraphQLFront,
  transports: Transports,
): ReadonlyMap<string, Answer> {
  const { developmentIssuer, telemetry, host, metricsToken, subgraphJwks } = options
  const routes = new Map<string, Answer>([
    [
      '/graphql',
      (exchange) => {
        const form = streamFormOf(exchange.incoming.headers.accept)
        return form ? transports.answer(exchange, form) : answerGraphQL(exchange, options, front)
      },
    ],
    ['/health/live', (exchange) => sendJson(exchange, 200, { status: 'live' })],
    ['/health/ready', (exchange) => answerReady(exchange, options.readiness)],
  ])
  const { clientOf, partnerExecution, verifyToken } = options
  if (clientOf && partnerExecution) {
    const identify: Identify = ({ authorization }) => verifyToken(authorization)
    const partners = { ...options, execution: partnerExecution, clientOf, identify }
    routes.set(PARTNER_PATH, createPartnerEndpoint(partners))
  }
  if (telemetry)
    routes.set('/metrics', (exchange) =>
      answerMetrics(exchange, { host, metricsToken }, telemetry.exposition),
    )
  if (subgraphJwks) routes.set(JWKS_PATH, (exchange) => sendJson(exchange, 200, subgraphJwks))
  if (developmentIssuer) {
    routes.set('/auth/token', async (exchange) => {
      const { method } = exchange.incoming
      const role = exchange.query.get('role')
      sendJson(exchange, 200, await answerTokenRequest(method, role, developmentIssuer))
    })
    routes.set('/.well-known/jwks.json', (exchange) => sendJson(exchange, 200, developmentIssuer.jwks))
  }
  return routes
}

async function answer(
  exchange: GatewayExchange,
  routes: ReadonlyMap<string, Answer>,
  options: GatewayServerOptions,
) {
  if (options.developmentIssuer) assertOwnName(exchange.incoming.headers.host)
  if (answerCors(exchange, options.corsOrigins)) return
  const connectionId = connectionOfPath(exchange.path)
  if (connectionId !== undefined && options.webhooks)
    return receiveWebhook(connectionId, exchange, {
      inbox: options.webhooks,
      query: exchange.query,
      clock: options.clock,
    })
  const route = routes.get(exchange.path)
  if (!route) throw new HttpRefusal(404, 'NOT_FOUND', 'There is nothing at this path.')
  await route(exchange)
}

async function answerGraphQL(
  exchange: GatewayExchange,
  options: GatewayServerOptions,
  front: GraphQLFront,
): Promise<void> {
  const { incoming, query } = exchange
  if (wantsPage(incoming.method, incoming.headers.accept) && !query.has('query')) {
    const token = await options.developmentIssuer?.issueToken('agent')
    send(exchange, 200, EXPLORER_HEADERS, await renderExplorer(token))
    return
  }
  const received = await receiveOperation(exchange, {
    ...options,
    identify: identifyBy(options),
    limits: options.execution.limits,
  })
  const { status: answered, headers, body } = await front.answer(incoming, received)
  const status = statusWith(answered, received.request)
  send(exchange, status, { ...headers, ...received.request.answerHeaders }, body)
  const { caller, receivedAt, logger } = received.request
  const ms = options.clock.now().getTime() - receivedAt.getTime()
  logger.info({ caller: caller.subject, status, ms }, 'operation')
}

async function answerReady(exchange: Exchange, checks: readonly ReadinessCheck[]): Promise<void> {
  const readiness = await readinessOf(checks)
  sendJson(exchange, readiness.status === 'ready' ? 200 : 503, readiness)
}

function toExchange(incoming: IncomingMessage, response: ServerResponse, logger: Logger): GatewayExchange {
  const [path = '', search = ''] = (incoming.url ?? '').split('?', 2)
  return { ...openExchange(incoming, response, logger), path, query: new URLSearchParams(search) }
}
