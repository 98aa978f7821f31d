import { readFileSync } from 'node:fs'
import { openDevelopmentIssuer } from '#gateway/auth/development-issuer.ts'
import { metricsOfIssuers } from '#gateway/auth/issuers.ts'
import { createTokenVerifier } from '#gateway/auth/verify-token.ts'
import type { SubgraphLocation } from '#gateway/execution/execution.ts'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { openGovernance } from '#gateway/open-governance.ts'
import { startGatewayServer } from '#gateway/server.ts'
import { SUPERGRAPH_FILE } from '#gateway/supergraph-file.ts'
import { metricsOfCaches } from '#gateway/telemetry/execution-observer.ts'
import { openTelemetry } from '#gateway/telemetry/telemetry.ts'
import type { TracingOptions } from '#gateway/telemetry/tracer.ts'
import { systemClock } from '#shared/clock.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { metricsOfDomains } from '../../../subgraphs/domain-metrics.ts'
import { readinessOfDomains } from '../../../subgraphs/readiness.ts'
import { createTemporaryDirectory } from '../../support/temporary-store.ts'
import type { World } from '../../support/world.ts'

/** A world behind its gateway, measured as `npm start` measures it. */
export interface ServedWorld extends AsyncDisposable {
  url: string
  token: string
  post(body: unknown, headers?: Record<string, string>): Promise<Response>
  metrics(): Promise<string>
  /** Delivers the spans that wait; nothing is traced afterwards. */
  flush(): Promise<void>
}

export interface ServedOptions extends Partial<Omit<TracingOptions, 'logger'>> {
  logger: Logger
}

export async function serveWorld({ domains }: World, options: ServedOptions): Promise<ServedWorld> {
  await using stack = new AsyncDisposableStack()
  const telemetry = await openTelemetry({
    otlpEndpoint: undefined,
    otlpHeaders: undefined,
    serviceName: 'weft',
    tracesSampler: 'parentbased_always_on',
    tracesSamplerRatio: 1,
    traceClients: 'link',
    ...options,
    systems: domains.connections.map(({ id }) => id),
  })
  stack.defer(() => telemetry.close())
  telemetry.add(metricsOfDomains(domains, systemClock))
  const governance = await openGovernance({
    store: domains.store,
    clientOf: () => undefined,
    auditRetentionDays: 400,
    clock: systemClock,
    logger: options.logger,
  })
  stack.defer(() => governance.close())
  telemetry.add(governance.metrics)
  telemetry.add(metricsOfIssuers([], [], systemClock))
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8')
  const execution = createPlannedExecution({
    supergraphSdl,
    locations: new Map<string, SubgraphLocation>(
      [...domains.subgraphs].map(([name, subgraph]) => [name, { kind: 'local', subgraph }]),
    ),
    observer: telemetry.observer,
  })
  stack.defer(() => execution.close())
  telemetry.add(metricsOfCaches(() => execution.counters))
  const directory = stack.use(await createTemporaryDirectory())
  const common = { clock: systemClock, logger: options.logger }
  const issuer = await openDevelopmentIssuer({ directory: directory.path, audience: 'weft', ...common })
  const server = await startGatewayServer({
    ...common,
    host: '127.0.0.1',
    port: 0,
    execution: telemetry.observe(governance.govern(execution, supergraphSdl)),
    telemetry,
    verifyToken: createTokenVerifier([issuer.trusted], systemClock),
    developmentIssuer: issuer,
    readiness: readinessOfDomains(domains),
    webhooks: domains.events.inbox,
    operationTimeoutMs: 30_000,
  })
  stack.defer(() => server.close())
  const token = await issuer.issueToken('agent')
  const owned = stack.move()
  return {
    url: server.url,
    token,
    post: (body, headers = {}) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    metrics: async () => (await fetch(`${server.url}/metrics`)).text(),
    flush: () => telemetry.close(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
