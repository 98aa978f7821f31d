import { readFileSync } from 'node:fs'
import { runCommand } from '#shared/run-command.ts'
import { systemClock } from '#shared/clock.ts'
import { credentialEnvironment, readSources } from '#shared/settings.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { metricsOfDomains } from '../subgraphs/domain-metrics.ts'
import { announceWebhooks } from '../subgraphs/demo-webhooks.ts'
import { readinessOfDomains } from '../subgraphs/readiness.ts'
import { runProcesses } from '../subgraphs/run-processes.ts'
import { type Domains, startDomains } from '../subgraphs/start-domains.ts'
import { rememberDemoCustomers } from './auth/development-issuer.ts'
import { findDemoCustomers } from './auth/find-demo-customers.ts'
import { renderBanner } from './banner.ts'
import type { Execution, SubgraphLocation } from './execution/execution.ts'
import { createPlannedExecution, type PlannedOptions } from './execution/planned.ts'
import { readLimitsFile } from './limits/limits-file.ts'
import { assertPortIsFree } from './listen.ts'
import { openAccess } from './open-access.ts'
import { type OpenGovernance, openGovernance } from './open-governance.ts'
import { reportUnfitDocuments } from './partner/check-documents.ts'
import { startGatewayServer } from './server.ts'
import { lookIntervalsOf } from './settings/changes.ts'
import { cacheSettingsOf } from './settings/operations.ts'
import { processPolicyOf, processRulesOf } from './settings/processes.ts'
import { readSettings, type Settings } from './settings.ts'
import { untilAskedToStop } from './shutdown.ts'
import { openSubgraphsApart, type SubgraphsApart } from './split/subgraphs-apart.ts'
import { PARTNER_CONTRACT_FILE, SUPERGRAPH_FILE } from './supergraph-file.ts'
import { metricsOfCaches } from './telemetry/execution-observer.ts'
import { openTelemetry, type Telemetry } from './telemetry/telemetry.ts'

/** The whole of Weft in one process: started from the inside out, ended in reverse order. */
async function main(): Promise<void> {
  const sources = readSources(process.env)
  const settings = readSettings(sources)
  const logger = createLogger(settings.logLevel)
  const asked = untilAskedToStop(logger)
  await assertPortIsFree({ host: settings.host, port: settings.port })

  await using stack = new AsyncDisposableStack()
  const common = { clock: systemClock, logger }
  const apart = await openSubgraphsApart(settings, systemClock)
  const domains = await startDomains({
    ...settings,
    ...common,
    environment: credentialEnvironment(sources),
    only: apart.here,
    cache: cacheSettingsOf(settings),
    lookIntervals: lookIntervalsOf(settings),
    processPolicy: processPolicyOf(settings),
    processRules: processRulesOf(settings),
  })
  stack.defer(() => domains.close())
  const systems = domains.connections.map(({ id }) => id)
  const telemetry = await openTelemetry({ ...settings, systems, logger })
  stack.defer(() => telemetry.close())
  telemetry.add(metricsOfDomains(domains, systemClock))
  const opened = await openAccess(settings, { ...common, store: domains.store })
  stack.defer(() => opened.close())
  telemetry.add(opened.metrics)
  const { access, development } = opened
  const { clientOf } = access
  const governance = await openGovernance({ ...settings, ...common, store: domains.store, clientOf })
  stack.defer(() => governance.close())
  telemetry.add(governance.metrics)
  const surroundings = { ...apart, locations: locationsOf(domains, apart), telemetry, governance }
  const execution = await createExecution(SUPERGRAPH_FILE, settings, surroundings)
  stack.defer(() => execution.close())
  // Whoever is no partner yet can be published as one while this runs.
  const partnerExecution = await createExecution(PARTNER_CONTRACT_FILE, settings, surroundings)
  stack.defer(() => partnerExecution.close())
  opened.onRegistered((clients) => reportUnfitDocuments(clients, partnerExecution.schema, logger))
  const server = await startGatewayServer({
    ...settings,
    ...common,
    execution,
    clientOf,
    partnerExecution,
    telemetry,
    access,
    verifyToken: opened.verifyToken,
    developmentIssuer: development,
    subgraphJwks: apart.jwks,
    readiness: [...readinessOfDomains(domains), ...apart.readiness],
    webhooks: domains.events.inbox,
    operationTimeoutMs: settings.executionTimeoutMs,
  })
  stack.defer(() => server.close())
  if (settings.connectionsFile === undefined) await announceWebhooks(domains.connections, server.url)

  const findsLinks = domains.subgraphs.has('crosswalk')
  const linksAreFound = findsLinks ? domains.discovery.start() : apart.untilLinksAreFound(asked)
  let isAsked = false
  void asked.then(() => {
    isAsked = true
  })
  let starting: Promise<void> | undefined
  const firstPass = linksAreFound.then(async () => {
    if (isAsked) return
    // Customers that are found at a start are no news.
    if (domains.subgraphs.has('events')) domains.events.start()
    domains.projections.start()
    if (domains.subgraphs.has('processes')) starting = runProcesses(domains, settings, stack)
    await starting
    if (development) rememberDemoCustomers(settings.dataDirectory, await findDemoCustomers(execution, common))
  })
  // The demo world is found in moments, and its first queries should answer; a company's own may take its time.
  if (settings.connectionsFile === undefined && findsLinks) await Promise.race([firstPass, asked])
  process.stdout.write(await renderBanner(server.url, development, domains.connections))
  await asked
  // What is just beginning to run here needs what it began with until it can be ended.
  await starting?.catch(() => {})
}

function locationsOf({ subgraphs }: Domains, apart: SubgraphsApart): ReadonlyMap<string, SubgraphLocation> {
  const here = [...subgraphs].map(([name, subgraph]) => [name, { kind: 'local' as const, subgraph }] as const)
  return new Map<string, SubgraphLocation>([...here, ...apart.locations])
}

/** What an execution stands in. */
interface ExecutionSurroundings extends Pick<PlannedOptions, 'locations' | 'subgraphHeaders' | 'http'> {
  telemetry: Telemetry
  governance: OpenGovernance
}

async function createExecution(
  file: URL,
  { execution, limitsFile, executionTimeoutMs }: Settings,
  { telemetry, governance, ...reach }: ExecutionSurroundings,
): Promise<Execution> {
  const supergraphSdl = readFileSync(file, 'utf8')
  const audience = file === PARTNER_CONTRACT_FILE ? 'partner' : 'graph'
  const options = { supergraphSdl, ...reach, limits: readLimitsFile(limitsFile) }
  const streams = { eventTimeoutMs: executionTimeoutMs }
  if (execution === 'planned') {
    const planned = createPlannedExecution({ ...options, streams, observer: telemetry.observer })
    if (file === SUPERGRAPH_FILE) telemetry.add(metricsOfCaches(() => planned.counters))
    return telemetry.observe(governance.govern(planned, supergraphSdl, audience))
  }
  // Only the comparison needs @apollo/gateway, and every start would wait for it.
  const { createStockExecution } = await import('./execution/stock.ts')
  return telemetry.observe(governance.govern(await createStockExecution(options), supergraphSdl, audience))
}

await runCommand(main)
