import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createBillingProjections, declareProjections } from '#billing/projections.ts'
import type { BillingProvider } from '#billing/provider.ts'
import { createBillingSubgraph } from '#billing/subgraph.ts'
import { createCrmSubgraph } from '#crm/subgraph.ts'
import { openCrosswalk } from '#crosswalk/crosswalk.ts'
import { createDiscovery, type Discovery } from '#crosswalk/discovery.ts'
import { createCustomerDesk } from '#crosswalk/customer-desk.ts'
import { createCrosswalkSubgraph } from '#crosswalk/subgraph.ts'
import { createErpSubgraph } from '#erp/subgraph.ts'
import { type EventLog, openEventLog } from '#events/event-log.ts'
import type { Endpoint } from '#events/outbound/endpoint.ts'
import { readEndpoints } from '#events/outbound/parse-endpoints.ts'
import type { LookIntervals } from '#events/sources/follow-source.ts'
import type { EntityCache } from '#shared/cache/cache.ts'
import { type CacheSettings, openEntityCache } from '#shared/cache/open-entity-cache.ts'
import type { Clock } from '#shared/clock.ts'
import type { Configuration } from '#shared/connections/configuration.ts'
import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import { parseConfiguration } from '#shared/connections/parse-configuration.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import { WeftError } from '#shared/errors.ts'
import { openBudgets } from '#shared/http/budgets/open-budgets.ts'
import { openProjections, type Projections } from '#shared/projection/open-projections.ts'
import type { ProjectedList } from '#shared/projection/projected-list.ts'
import type { Environment } from '#shared/settings.ts'
import { openStore, type Store } from '#shared/store/store.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { createSupportSubgraph } from '#support/subgraph.ts'
import { createDemoConfiguration } from './demo-configuration.ts'
import { startEmulatorProcess } from './emulator-process.ts'
import { forgetByEvents } from './forget-by-events.ts'
import { openWriteDesk } from './open-write-desk.ts'
import { createProviders, VENDORS } from './providers.ts'

export interface DomainOptions {
  databaseUrl: string | undefined
  dataDirectory: string
  /** Undefined: the demo world, on emulators that end with this process. */
  connectionsFile: string | undefined
  /** What to join, from a caller that already knows; no file is read and no emulator started. */
  configuration?: Configuration
  /** Where partners are told of events, if anywhere; only the process that has the events reads it. */
  webhookEndpointsFile?: string | undefined
  /** Names of the subgraphs that run in this process; undefined: every one. Only their systems are called. */
  only?: ReadonlySet<string> | undefined
  /** What credentials in the connections file may refer to. */
  environment: Environment
  /** What is remembered of what systems answered; undefined: nothing. */
  cache?: CacheSettings
  /** How often systems are asked what has changed; undefined: as the defaults of the settings say. */
  lookIntervals?: LookIntervals
  /** How often lists that are kept are compared with their systems; 0: none are kept. Undefined: as above. */
  projectionSeconds?: number
  clock: Clock
  logger: Logger
}

const DEFAULT_LOOK_INTERVALS: LookIntervals = { pollMs: 10_000, sweepMs: 60_000 }
const DEFAULT_PROJECTION_SECONDS = 20

/** All domains of one process, over one store. */
export interface Domains {
  /** The connections that this process calls. */
  connections: readonly Connection[]
  /** By name, as `supergraph.yaml` names them. */
  subgraphs: ReadonlyMap<string, Subgraph>
  store: Store
  discovery: Discovery
  /** What systems answered, and how often it was of use. */
  cache: EntityCache
  events: EventLog
  /** Lists that are kept; nobody looks after them until they are started. */
  projections: Projections
  /** What a connection knows of its system without asking it; throws NOT_CONFIGURED for one that is not there. */
  systemState(connectionId: string): SystemHealth
  /** Ends what was started, in reverse order. */
  close(): Promise<void>
}

/** Opens the store, connects to every system and builds the subgraphs. What fails half-way ends what it began. */
export async function startDomains(options: DomainOptions): Promise<Domains> {
  const { clock, logger, databaseUrl, dataDirectory: directory } = options
  await using stack = new AsyncDisposableStack()
  const [store, { connections, businessUnits, systemOfRecord }] = await allOf(
    owned(openStore({ databaseUrl, directory, logger }), stack),
    readConfiguration(options, stack),
  )
  const connectionsById = new Map(connections.map((connection) => [connection.id, connection]))
  const crosswalk = await openCrosswalk({ store, connections: connectionsById, businessUnits, clock })
  const called = connections.filter(({ domain }) => mayCall(domain, options.only))
  const createLedger = await openBudgets(store, clock)
  const providers = createProviders(called, { logger, clock, createLedger })
  const everyProvider = Object.values(providers).flat()
  stack.defer(async () => void (await Promise.all(everyProvider.map((provider) => provider.close()))))
  const sources = everyProvider.map((provider) => provider.identities)
  const discovery = createDiscovery({ store, crosswalk, sources, clock, logger })
  stack.defer(() => discovery.stop())
  const cache = openEntityCache(options.cache ?? {}, { connections, clock, logger })
  stack.defer(() => cache.close())
  const shared = { crosswalk, connections: connectionsById, cache }
  const customers = createCustomerDesk({ crosswalk, discovery })
  const writeDesk = await openWriteDesk({ store, cache, customers, logger })
  stack.defer(async () => writeDesk.keys.close())
  const events = await openEventLog({
    ...shared,
    store,
    sources: everyProvider.flatMap(({ changes }) => changes ?? []),
    customers,
    intervals: options.lookIntervals ?? DEFAULT_LOOK_INTERVALS,
    endpoints: endpointsOf(options, { connections, businessUnits }),
    clock,
    logger,
  })
  stack.defer(() => events.close())
  const domainOf = (connectionId: string) => connectionsById.get(connectionId)?.domain
  forgetByEvents({ feed: events.feed, cache, crosswalk, domainOf, logger })
  const projections = await openProjections({
    store,
    lists: projectedLists(options, providers.BILLING),
    feed: events.feed,
    lookMs: (options.projectionSeconds ?? DEFAULT_PROJECTION_SECONDS) * 1_000,
    clock,
    logger,
  })
  stack.defer(() => projections.close())
  const orders = { company: systemOfRecord, units: businessUnits }
  const systemState = stateOf(everyProvider)
  const makers: Readonly<Record<string, () => Subgraph>> = {
    crosswalk: () => createCrosswalkSubgraph({ ...shared, systemState, systemOfRecord: orders }),
    crm: () => createCrmSubgraph({ ...shared, providers: providers.CRM }),
    billing: () =>
      createBillingSubgraph({
        ...shared,
        providers: providers.BILLING,
        projections: createBillingProjections(projections),
      }),
    support: () => createSupportSubgraph({ ...shared, providers: providers.SUPPORT, writeDesk }),
    erp: () => createErpSubgraph({ ...shared, providers: providers.ERP }),
    events: () => events.subgraph,
  }
  const made = Object.entries(makers).filter(([name]) => options.only?.has(name) ?? true)
  const started = stack.move()
  return {
    connections: called,
    subgraphs: new Map(made.map(([name, make]) => [name, make()])),
    store,
    discovery,
    cache,
    events,
    projections,
    systemState,
    close: () => started.disposeAsync(),
  }
}

/** The crosswalk and the event log read every system; a domain reads its own. */
const mayCall = (domain: SystemDomain, only: ReadonlySet<string> | undefined): boolean =>
  only === undefined || only.has('crosswalk') || only.has('events') || only.has(domain.toLowerCase())

/** The process that serves a domain keeps its lists. */
const projectedLists = (
  { only, projectionSeconds }: DomainOptions,
  billing: readonly BillingProvider[],
): ProjectedList[] =>
  projectionSeconds === 0 || only?.has('billing') === false ? [] : declareProjections(billing)

function endpointsOf(
  { webhookEndpointsFile, environment, only }: DomainOptions,
  { connections, businessUnits }: Configuration,
): Endpoint[] {
  if (only && !only.has('events')) return []
  const environments = connections.map((connection) => connection.environment)
  const company = { environments, businessUnits: businessUnits.map(({ key }) => key) }
  return readEndpoints(webhookEndpointsFile, { environment, company })
}

/** What each connection knows of its system; every connection has a provider. */
function stateOf(
  providers: readonly { connection: Connection; health(): SystemHealth }[],
): (connectionId: string) => SystemHealth {
  const providerOf = new Map(providers.map((provider) => [provider.connection.id, provider]))
  return (connectionId) => {
    const provider = providerOf.get(connectionId)
    if (!provider) throw new WeftError('NOT_CONFIGURED', `there is no connection ${connectionId}`)
    return provider.health()
  }
}

async function readConfiguration(
  { configuration, connectionsFile, environment, only, logger }: DomainOptions,
  stack: AsyncDisposableStack,
): Promise<Configuration> {
  if (configuration) return configuration
  if (only?.size === 0) return { connections: [], businessUnits: [] }
  if (connectionsFile === undefined) {
    const emulators = await owned(startEmulatorProcess(logger), stack)
    return createDemoConfiguration(emulators.addresses)
  }
  const directory = dirname(connectionsFile)
  return parseConfiguration(readConnectionsFile(connectionsFile), {
    vendors: VENDORS,
    environment,
    directory,
    mayCall: (domain) => mayCall(domain, only),
  })
}

async function owned<Thing extends { close(): Promise<void> }>(
  opening: Promise<Thing>,
  stack: AsyncDisposableStack,
): Promise<Thing> {
  const thing = await opening
  stack.defer(() => thing.close())
  return thing
}

/** Waits for both even when one fails, so that what the other began is known and can be ended. */
async function allOf<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second])
  return Promise.all([first, second])
}

function readConnectionsFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new WeftError('INVALID_SETTING', `CONNECTIONS_FILE: ${file} cannot be read (${reason})`, {}, error)
  }
}
