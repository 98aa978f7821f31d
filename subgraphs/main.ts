import { readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { systemClock } from '#shared/clock.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { credentialEnvironment, readSources } from '#shared/settings.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { openIssuers } from '../gateway/auth/issuers.ts'
import { createTokenVerifier } from '../gateway/auth/verify-token.ts'
import { assertPortIsFree } from '../gateway/listen.ts'
import { startGatewayServer } from '../gateway/server.ts'
import { cacheSettingsOf, readSettings } from '../gateway/settings.ts'
import { untilAskedToStop } from '../gateway/shutdown.ts'
import { readinessOfDomains } from './readiness.ts'
import { startDomains } from './start-domains.ts'
import { createSubgraphExecution } from './subgraph-execution.ts'

const SupergraphConfig = z.object({ subgraphs: z.record(z.string(), z.object({ routing_url: z.url() })) })

/** Where `supergraph.yaml` says that each subgraph is found. */
function readRoutingUrls(): ReadonlyMap<string, URL> {
  const text = readFileSync(new URL('../supergraph.yaml', import.meta.url), 'utf8')
  const { subgraphs } = SupergraphConfig.parse(parseYaml(text))
  return new Map(Object.entries(subgraphs).map(([name, { routing_url }]) => [name, new URL(routing_url)]))
}

/** One subgraph in a process of its own, at its routing URL; it asks for the same tokens as the gateway. */
async function main(name: string): Promise<void> {
  const routingUrls = readRoutingUrls()
  const routingUrl = routingUrls.get(name)
  if (!routingUrl) {
    throw new WeftError(
      'INVALID_ARGUMENT',
      `say which: npm run subgraph -- ${[...routingUrls.keys()].join(' | ')}`,
    )
  }
  const address = { host: routingUrl.hostname, port: Number(routingUrl.port) }
  const sources = readSources(process.env)
  const settings = readSettings(sources)
  const logger = createLogger(settings.logLevel)
  const asked = untilAskedToStop(logger)
  await assertPortIsFree(address)

  await using stack = new AsyncDisposableStack()
  const common = { clock: systemClock, logger }
  const domains = await startDomains({
    ...settings,
    ...common,
    environment: credentialEnvironment(sources),
    cache: cacheSettingsOf(settings),
  })
  stack.defer(() => domains.close())
  const subgraph = domains.subgraphs.get(name)
  if (!subgraph) throw new WeftError('NOT_CONFIGURED', `there is no subgraph ${name}`)
  const { trusted } = await openIssuers(settings, systemClock)
  const server = await startGatewayServer({
    ...common,
    ...address,
    execution: createSubgraphExecution(subgraph),
    verifyToken: createTokenVerifier(trusted, systemClock),
    developmentIssuer: undefined,
    readiness: readinessOfDomains(domains),
    operationTimeoutMs: settings.executionTimeoutMs,
  })
  stack.defer(() => server.close())
  // Links are found once, by the process that owns them.
  if (name === 'crosswalk') void domains.discovery.start()
  process.stdout.write(`${name} answers at ${server.url}/graphql\n`)
  await asked
}

try {
  await main(process.argv[2] ?? '')
} catch (error) {
  if (!isWeftError(error)) throw error
  process.stderr.write(`${error.code}: ${error.message}\n`)
  process.exitCode = 1
}
