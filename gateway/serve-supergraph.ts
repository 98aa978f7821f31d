import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { systemClock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import { readSources } from '#shared/settings.ts'
import { createLogger, type Logger } from '#shared/telemetry/logger.ts'
import { openIssuers } from './auth/issuers.ts'
import { assertOwnName } from './auth/token-endpoint.ts'
import { createTokenVerifier } from './auth/verify-token.ts'
import { createGraphQLHandler } from './execution/http/graphql-handler.ts'
import { createReloadingExecution, type ReloadingExecution } from './execution/http/reloading-execution.ts'
import { createPlannedExecution, type PlannedExecution } from './execution/planned.ts'
import { createDrain } from './http/drain.ts'
import { REQUEST_TIME } from './http/request-time.ts'
import type { Identify } from './http/receive-operation.ts'
import { refuse } from './http/refuse.ts'
import { openExchange } from './http/exchange.ts'
import { letGoOfWhoDoesNotRead } from './http/unread.ts'
import type { LimitOverrides } from './limits/limits.ts'
import { readLimitsFile } from './limits/limits-file.ts'
import { listen } from './listen.ts'
import { isLoopback } from './settings/loopback.ts'
import { readSettings, type Settings } from './settings.ts'
import { metricsOfCaches } from './telemetry/execution-observer.ts'
import { answerMetrics } from './telemetry/metrics-endpoint.ts'
import { openTelemetry, type Telemetry } from './telemetry/telemetry.ts'
import { openSocketsOf, openTransports } from './transports/transports.ts'
import { wantsSocket } from './transports/upgrade.ts'

/** How a supergraph is served. */
export interface ServeOptions {
  supergraphFile: string
  host: string
  port: number
  identify: Identify
  logger: Logger
  operationTimeoutMs: number
  /** What differs from the default limits. */
  limits?: LimitOverrides | undefined
  /** Who measures; undefined: nobody, and there is no /metrics. */
  telemetry?: Telemetry | undefined
  metricsToken?: string | undefined
  /** How often the file is looked at for changes. */
  watchIntervalMs: number
}

/** A supergraph being served. */
export interface SupergraphServer {
  url: string
  close(): Promise<void>
}

/** Everybody, without a name and without a scope: for development and conformance suites on this machine. */
export const identifyAnyone: Identify = async ({ host }) => {
  assertOwnName(host)
  return {
    subject: 'anonymous',
    clientId: 'anonymous',
    isAnonymous: true,
    scopes: new Set(),
    customerIds: undefined,
    businessUnits: undefined,
  }
}

/** Throws unless an endpoint that anybody may use, or that accepts demo tokens, stays on this machine. */
export function assertLoopback(host: string): void {
  if (isLoopback(host)) return
  throw new WeftError('INVALID_SETTING', `Without a configured issuer only loopback is served, not ${host}.`)
}

/** Makes the execution of what the file says now; its caches are those that are measured. */
function createExecutions({ supergraphFile, limits, telemetry }: ServeOptions): () => PlannedExecution {
  let counters: PlannedExecution['counters'] | undefined
  telemetry?.add(metricsOfCaches(() => counters ?? {}))
  return () => {
    const execution = createPlannedExecution({
      supergraphSdl: readFileSync(supergraphFile, 'utf8'),
      locations: new Map(),
      limits,
      observer: telemetry?.observer,
    })
    counters = execution.counters
    return telemetry ? telemetry.observe(execution) : execution
  }
}

/** Replaces the execution when the file changes; one that does not load changes nothing. */
function watchSupergraph(
  { supergraphFile, watchIntervalMs, logger }: ServeOptions,
  execution: ReloadingExecution,
  createExecution: () => PlannedExecution,
): () => void {
  const reload = (): void => {
    try {
      execution.replace(createExecution())
      logger.info('supergraph reloaded')
    } catch (cause) {
      logger.error({ err: cause }, 'the changed supergraph does not load; the one before stays')
    }
  }
  watchFile(supergraphFile, { interval: watchIntervalMs }, reload)
  return () => unwatchFile(supergraphFile, reload)
}

/** Serves a supergraph whose subgraphs are HTTP URLs at `/graphql`, and its health at `/health`. */
export async function serveSupergraph(options: ServeOptions): Promise<SupergraphServer> {
  const { identify, logger, telemetry } = options
  const createExecution = createExecutions(options)
  const execution = createReloadingExecution(
    createExecution(),
    (cause) => logger.warn({ err: cause }, 'a replaced supergraph did not close'),
    { eventTimeoutMs: options.operationTimeoutMs },
  )
  const common = { identify, operationTimeoutMs: options.operationTimeoutMs, clock: systemClock, logger }
  const graphql = createGraphQLHandler({ ...common, withExecution: (use) => execution.use(use) })
  const server = createServer(
    { ...REQUEST_TIME, shouldUpgradeCallback: wantsSocket },
    (request, response) => {
      const [path = ''] = (request.url ?? '').split('?', 1)
      if (path === '/graphql') {
        if (!transports.answerRequest(request, response)) graphql(request, response)
      } else if (path === '/metrics' && telemetry) {
        const exchange = openExchange(request, response, logger)
        answerMetrics(exchange, options, telemetry.exposition).catch((cause: unknown) =>
          refuse(exchange, cause),
        )
      } else response.writeHead(path.startsWith('/health') ? 200 : 404).end()
    },
  )
  letGoOfWhoDoesNotRead(server)
  const drain = createDrain(server)
  const url = `${await listen(server, { host: options.host, port: options.port })}/graphql`
  const transports = openTransports(server, { ...common, execution })
  telemetry?.add([openSocketsOf(transports)])
  const unwatch = watchSupergraph(options, execution, createExecution)
  return {
    url,
    async close() {
      unwatch()
      const drained = drain()
      await transports.close()
      await drained
      await execution.close()
      await telemetry?.close()
    },
  }
}

/** Callers by their tokens, of the issuer that the settings name or of the development issuer. */
async function identifyByToken(host: string, settings: Settings, logger: Logger): Promise<Identify> {
  const { trusted, development } = await openIssuers(settings, { clock: systemClock, logger })
  if (development) assertLoopback(host)
  const verifyToken = createTokenVerifier(trusted, systemClock)
  return async ({ authorization, host: name }) => {
    if (development) assertOwnName(name)
    return verifyToken(authorization)
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      supergraph: { type: 'string' },
      port: { type: 'string', default: '4000' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-anonymous': { type: 'boolean', default: false },
    },
  })
  if (!values.supergraph)
    throw new WeftError('INVALID_SETTING', '--supergraph FILE says which supergraph to serve.')
  if (values['allow-anonymous']) assertLoopback(values.host)
  const settings = readSettings(readSources(process.env))
  const logger = createLogger(settings.logLevel)
  const server = await serveSupergraph({
    supergraphFile: values.supergraph,
    host: values.host,
    port: Number(values.port),
    identify: values['allow-anonymous']
      ? identifyAnyone
      : await identifyByToken(values.host, settings, logger),
    operationTimeoutMs: settings.executionTimeoutMs,
    limits: readLimitsFile(settings.limitsFile),
    logger,
    telemetry: await openTelemetry({ ...settings, systems: [], logger }),
    metricsToken: settings.metricsToken,
    watchIntervalMs: 500,
  })
  process.stdout.write(`${server.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exitCode = 1
  })
}
