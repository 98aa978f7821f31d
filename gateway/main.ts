import { readFileSync } from 'node:fs'
import { systemClock } from '#shared/clock.ts'
import { isWeftError } from '#shared/errors.ts'
import { credentialEnvironment, readSources } from '#shared/settings.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { announceWebhooks } from '../subgraphs/demo-webhooks.ts'
import { readinessOfDomains } from '../subgraphs/readiness.ts'
import { type Domains, startDomains } from '../subgraphs/start-domains.ts'
import { rememberDemoCustomers } from './auth/development-issuer.ts'
import { findDemoCustomers } from './auth/find-demo-customers.ts'
import { openIssuers } from './auth/issuers.ts'
import { createTokenVerifier } from './auth/verify-token.ts'
import { renderBanner } from './banner.ts'
import type { Execution, SubgraphLocation } from './execution/execution.ts'
import { createPlannedExecution } from './execution/planned.ts'
import { readLimitsFile } from './limits/limits-file.ts'
import { assertPortIsFree } from './listen.ts'
import { startGatewayServer } from './server.ts'
import { cacheSettingsOf, readSettings, type Settings } from './settings.ts'
import { untilAskedToStop } from './shutdown.ts'
import { SUPERGRAPH_FILE } from './supergraph-file.ts'

/** The whole of Weft in one process: started from the inside out, ended in reverse order. */
async function main(): Promise<void> {
  const sources = readSources(process.env)
  const settings = readSettings(sources)
  const logger = createLogger(settings.logLevel)
  const asked = untilAskedToStop(logger)
  await assertPortIsFree({ host: settings.host, port: settings.port })

  await using stack = new AsyncDisposableStack()
  const common = { clock: systemClock, logger }
  const domains = await startDomains({
    ...settings,
    ...common,
    environment: credentialEnvironment(sources),
    lookIntervals: lookIntervalsOf(settings),
    cache: cacheSettingsOf(settings),
  })
  stack.defer(() => domains.close())
  const execution = await createExecution(settings, domains)
  stack.defer(() => execution.close())
  const { trusted, development } = await openIssuers(settings, systemClock)
  const server = await startGatewayServer({
    ...settings,
    ...common,
    execution,
    verifyToken: createTokenVerifier(trusted, systemClock),
    developmentIssuer: development,
    readiness: readinessOfDomains(domains),
    webhooks: domains.events.inbox,
    operationTimeoutMs: settings.executionTimeoutMs,
  })
  stack.defer(() => server.close())
  if (settings.connectionsFile === undefined) await announceWebhooks(domains.connections, server.url)

  const firstPass = domains.discovery.start().then(async () => {
    // Customers that are found at a start are no news.
    domains.events.start()
    if (development) rememberDemoCustomers(settings.dataDirectory, await findDemoCustomers(execution, common))
  })
  // The demo world is found in moments, and its first queries should answer; a company's own may take its time.
  if (settings.connectionsFile === undefined) await Promise.race([firstPass, asked])
  process.stdout.write(await renderBanner(server.url, development, domains.connections))
  await asked
}

const lookIntervalsOf = ({ eventsPollSeconds, eventsSweepSeconds }: Settings) => ({
  pollMs: eventsPollSeconds * 1000,
  sweepMs: eventsSweepSeconds * 1000,
})

async function createExecution(
  { execution, limitsFile, executionTimeoutMs }: Settings,
  { subgraphs }: Domains,
): Promise<Execution> {
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8')
  const locations = new Map<string, SubgraphLocation>(
    [...subgraphs].map(([name, subgraph]) => [name, { kind: 'local', subgraph }]),
  )
  const options = { supergraphSdl, locations, limits: readLimitsFile(limitsFile) }
  const streams = { eventTimeoutMs: executionTimeoutMs }
  if (execution === 'planned') return createPlannedExecution({ ...options, streams })
  // Only the comparison needs @apollo/gateway, and every start would wait for it.
  const { createStockExecution } = await import('./execution/stock.ts')
  return createStockExecution(options)
}

try {
  await main()
} catch (error) {
  if (!isWeftError(error)) throw error
  process.stderr.write(`${error.code}: ${error.message}\n`)
  process.exitCode = 1
}
