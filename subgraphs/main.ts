import { systemClock } from '#shared/clock.ts'
import { runCommand } from '#shared/run-command.ts'
import { WeftError } from '#shared/errors.ts'
import { credentialEnvironment, readSources } from '#shared/settings.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { assertPortIsFree } from '../gateway/listen.ts'
import { lookIntervalsOf } from '../gateway/settings/changes.ts'
import { isLoopback } from '../gateway/settings/loopback.ts'
import { cacheSettingsOf } from '../gateway/settings/operations.ts'
import { processPolicyOf, processRulesOf } from '../gateway/settings/processes.ts'
import { readSettings, type Settings } from '../gateway/settings.ts'
import { untilAskedToStop } from '../gateway/shutdown.ts'
import { readRoutingUrls } from '../gateway/split/routes.ts'
import { openTrustedKeys } from '../gateway/split/trusted-keys.ts'
import { createCallerVerifier } from '../gateway/split/verify-caller.ts'
import { openTelemetry } from '../gateway/telemetry/telemetry.ts'
import { metricsOfDomains } from './domain-metrics.ts'
import { readinessOfDomains } from './readiness.ts'
import { runProcesses } from './run-processes.ts'
import { type Domains, startDomains } from './start-domains.ts'
import { startSubgraphServer } from './subgraph-server.ts'

/** One subgraph in a process of its own. It answers the gateway alone, and needs no more than its own systems. */
async function main(name: string): Promise<void> {
  const sources = readSources(process.env)
  const settings = readSettings(sources)
  const address = addressOf(name, settings)
  const logger = createLogger(settings.logLevel)
  const asked = untilAskedToStop(logger)
  await assertPortIsFree(address)
  const keys = await openTrustedKeys({ ...settings, jwks: settings.subgraphJwks }, systemClock)

  await using stack = new AsyncDisposableStack()
  const common = { clock: systemClock, logger }
  const environment = credentialEnvironment(sources)
  const cache = cacheSettingsOf(settings)
  const domains = await startDomains({
    ...settings,
    ...common,
    environment,
    cache,
    only: new Set([name]),
    lookIntervals: lookIntervalsOf(settings),
    processPolicy: processPolicyOf(settings),
    processRules: processRulesOf(settings),
  })
  stack.defer(() => domains.close())
  const subgraph = domains.subgraphs.get(name)
  if (!subgraph) throw new WeftError('NOT_CONFIGURED', `there is no subgraph ${name}`)
  const systems = domains.connections.map(({ id }) => id)
  // Only the gateway is answered: the trace that it sends is the one that this process goes on with.
  const telemetry = await openTelemetry({ ...settings, traceClients: 'parent', systems, logger })
  stack.defer(() => telemetry.close())
  telemetry.add(metricsOfDomains(domains, systemClock))
  const server = await startSubgraphServer({
    ...common,
    ...address,
    subgraph,
    verifyCaller: createCallerVerifier({ subgraph: name, keys }, systemClock),
    readiness: readinessOfDomains(domains),
    webhooks: name === 'events' ? domains.events.inbox : undefined,
    telemetry,
    metricsToken: settings.metricsToken,
    operationTimeoutMs: settings.executionTimeoutMs,
  })
  stack.defer(() => server.close())
  if (name === 'crosswalk') void domains.discovery.start()
  if (name === 'events') domains.events.start()
  domains.projections.start()
  if (name === 'processes') await runProcesses(domains, settings, stack)
  process.stdout.write(renderStart(name, server.url, { settings, domains }))
  await asked
}

/** Where it listens: at its routing URL unless a setting says otherwise. Strangers' machines need keys they can fetch. */
function addressOf(name: string, { subgraphHost, subgraphPort, subgraphJwks }: Settings) {
  const routingUrls = readRoutingUrls()
  const routingUrl = routingUrls.get(name)
  if (!routingUrl) {
    const names = [...routingUrls.keys()].join(' | ')
    throw new WeftError('INVALID_ARGUMENT', `say which: npm run subgraph -- ${names}`)
  }
  const { hostname, port, protocol, pathname } = routingUrl
  const host = subgraphHost ?? hostname
  if (subgraphJwks === undefined && !isLoopback(host))
    throw new WeftError('INVALID_SETTING', `SUBGRAPH_JWKS must be set where ${name} listens at ${host}`)
  const usualPort = Number(port) || (protocol === 'https:' ? 443 : 80)
  return { host, port: subgraphPort ?? usualPort, path: pathname, setting: 'SUBGRAPH_PORT' }
}

/** What somebody who has just started it wants to know: where it is, for whom, and what it calls. */
function renderStart(
  name: string,
  url: string,
  { settings, domains }: { settings: Settings; domains: Domains },
): string {
  const { subgraphJwks, dataDirectory } = settings
  const systems = domains.connections.map(({ id, baseUrl }) => `    ${id.padEnd(20)} ${baseUrl}`)
  return [
    `${name} answers at ${url}`,
    `  to the gateway alone, by its keys ${subgraphJwks ? `at ${subgraphJwks}` : `in ${dataDirectory}`}`,
    `  which asks it with SUBGRAPHS_APART=${name}=${url}`,
    '  Systems',
    ...systems,
    '',
  ].join('\n')
}

await runCommand(() => main(process.argv[2] ?? ''))
