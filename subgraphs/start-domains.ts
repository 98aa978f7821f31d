import { createBillingProjections, declareProjections } from '#billing/projections.ts'
import type { BillingProvider } from '#billing/provider.ts'
import { createBillingSubgraph } from '#billing/subgraph.ts'
import type { FindMade } from '#billing/subscriptions-of-contracts.ts'
import { createCrmSubgraph } from '#crm/subgraph.ts'
import { openCrosswalk } from '#crosswalk/crosswalk.ts'
import { createDiscovery, type Discovery } from '#crosswalk/discovery.ts'
import { createCustomerDesk } from '#crosswalk/customer-desk.ts'
import { createCrosswalkSubgraph } from '#crosswalk/subgraph.ts'
import { createErpSubgraph } from '#erp/subgraph.ts'
import { type EventLog, openEventLog } from '#events/event-log.ts'
import type { LookIntervals } from '#events/sources/follow-source.ts'
import { findMadeSubscriptions } from '#processes/find-made-subscriptions.ts'
import { findOwnRequests } from '#processes/find-own-requests.ts'
import type { Processes } from '#processes/open-processes.ts'
import type { ProcessPolicy } from '#processes/policy.ts'
import type { ProcessRules } from '#processes/rules.ts'
import type { EntityCache } from '#shared/cache/cache.ts'
import { type CacheSettings, openEntityCache } from '#shared/cache/open-entity-cache.ts'
import type { Clock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import { WeftError } from '#shared/errors.ts'
import { openBudgets } from '#shared/http/budgets/open-budgets.ts'
import { openProjections, type Projections } from '#shared/projection/open-projections.ts'
import type { ProjectedList } from '#shared/projection/projected-list.ts'
import { openStore, type Store } from '#shared/store/store.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { createSupportSubgraph } from '#support/subgraph.ts'
import { forgetByEvents } from './forget-by-events.ts'
import { openWriteDesk } from './open-write-desk.ts'
import { createProviders } from './providers.ts'
import { type CompanySource, endpointsOf, mayCall, readCompany } from './read-company.ts'
import { type StartedProcesses, startProcesses } from './start-processes.ts'

export interface DomainOptions extends CompanySource {
  databaseUrl: string | undefined
  dataDirectory: string
  /** What is remembered of what systems answered; undefined: nothing. */
  cache?: CacheSettings
  /** How often systems are asked what has changed; undefined: as the defaults of the settings say. */
  lookIntervals?: LookIntervals
  /** How often lists that are kept are compared with their systems; 0: none are kept. Undefined: as above. */
  projectionSeconds?: number
  /** How patient runs are; undefined: as the defaults of the settings say. */
  processPolicy?: Partial<ProcessPolicy>
  /** What the company lets processes do by themselves; undefined: as the defaults of the settings say. */
  processRules?: Partial<ProcessRules>
  /** Where finance says otherwise, for all or for a business unit. */
  processRulesFile?: string | undefined
  clock: Clock
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
  /** Starts runs, and shows them; none is run here until a worker is started. */
  processes: Processes
  /** What a connection knows of its system without asking it; throws NOT_CONFIGURED for one that is not there. */
  systemState(connectionId: string): SystemHealth
  /** Ends what was started, in reverse order. */
  close(): Promise<void>
}

/** Opens the store, connects to every system and builds the subgraphs. What fails half-way ends what it began. */
export async function startDomains(options: DomainOptions): Promise<Domains> {
  await using stack = new AsyncDisposableStack()
  const systems = await openSystems(options, stack)
  const log = await openLog(options, systems, stack)
  const processes = await startProcesses({
    ...options,
    ...systems,
    ...log,
    policy: options.processPolicy,
    rules: options.processRules,
  })
  const makers = makersOf(systems, { ...log, processes })
  const made = Object.entries(makers).filter(([name]) => options.only?.has(name) ?? true)
  const started = stack.move()
  const { called, store, discovery, cache, systemState } = systems
  return {
    connections: called,
    subgraphs: new Map(made.map(([name, make]) => [name, make()])),
    store,
    discovery,
    cache,
    events: log.events,
    projections: log.projections,
    processes,
    systemState,
    close: () => started.disposeAsync(),
  }
}

/** The store, the company's systems, and which of their records are the same thing. */
async function openSystems(options: DomainOptions, stack: AsyncDisposableStack) {
  const { clock, logger, databaseUrl, dataDirectory: directory } = options
  const [store, company] = await allOf(
    owned(openStore({ databaseUrl, directory, logger }), stack),
    readCompany(options, stack),
  )
  const connections = new Map(company.connections.map((connection) => [connection.id, connection]))
  const { businessUnits } = company
  const crosswalk = await openCrosswalk({ store, connections, businessUnits, clock })
  const called = company.connections.filter(({ domain }) => mayCall(domain, options.only))
  const createLedger = await openBudgets(store, clock)
  const providers = createProviders(called, { logger, clock, createLedger })
  const everyProvider = Object.values(providers).flat()
  stack.defer(async () => void (await Promise.all(everyProvider.map((provider) => provider.close()))))
  const sources = everyProvider.map((provider) => provider.identities)
  const discovery = createDiscovery({ store, crosswalk, sources, clock, logger })
  stack.defer(() => discovery.stop())
  const cache = openEntityCache(options.cache ?? {}, { connections: company.connections, clock, logger })
  stack.defer(() => cache.close())
  return {
    ...{ store, company, connections, businessUnits, crosswalk, called, discovery, cache },
    providers,
    systemState: stateOf(everyProvider),
    changes: everyProvider.flatMap((provider) => provider.changes ?? []),
  }
}
type Systems = Awaited<ReturnType<typeof openSystems>>

/** What happens and what is remembered of it: the event log, the lists that are kept, and what mutations write with. */
async function openLog(options: DomainOptions, systems: Systems, stack: AsyncDisposableStack) {
  const { clock, logger } = options
  const { store, crosswalk, connections, cache, discovery, company } = systems
  const customers = createCustomerDesk({ crosswalk, discovery })
  const writeDesk = await openWriteDesk({ store, cache, customers, logger })
  stack.defer(async () => writeDesk.keys.close())
  const events = await openEventLog({
    ...{ store, crosswalk, connections, customers, clock, logger },
    sources: systems.changes,
    findOwnRequests: (keys) => findOwnRequests(store, keys),
    intervals: options.lookIntervals ?? DEFAULT_LOOK_INTERVALS,
    endpoints: endpointsOf(options, company),
  })
  stack.defer(() => events.close())
  const domainOf = (connectionId: string) => connections.get(connectionId)?.domain
  forgetByEvents({ feed: events.feed, cache, crosswalk, domainOf, logger })
  const projections = await openProjections({
    ...{ store, clock, logger },
    lists: projectedLists(options, systems.providers.BILLING),
    feed: events.feed,
    lookMs: (options.projectionSeconds ?? DEFAULT_PROJECTION_SECONDS) * 1_000,
  })
  stack.defer(() => projections.close())
  return { customers, writeDesk, events, projections }
}
type Log = Awaited<ReturnType<typeof openLog>>

/** How each subgraph is made, by name. */
function makersOf(
  { store, crosswalk, connections, cache, providers, company, businessUnits, systemState }: Systems,
  { writeDesk, events, projections, processes }: Log & { processes: StartedProcesses },
): Readonly<Record<string, () => Subgraph>> {
  const shared = { crosswalk, connections, cache }
  const systemOfRecord = { company: company.systemOfRecord, units: businessUnits }
  const kept = createBillingProjections(projections)
  const findMade: FindMade = (asked) => findMadeSubscriptions(store, asked)
  const known = { systemState, systemOfRecord, hasProcessNode: processes.hasNode }
  return {
    crosswalk: () => createCrosswalkSubgraph({ ...shared, ...known }),
    crm: () => createCrmSubgraph({ ...shared, providers: providers.CRM }),
    billing: () =>
      createBillingSubgraph({ ...shared, providers: providers.BILLING, projections: kept, findMade }),
    support: () => createSupportSubgraph({ ...shared, providers: providers.SUPPORT, writeDesk }),
    erp: () => createErpSubgraph({ ...shared, providers: providers.ERP }),
    events: () => events.subgraph,
    processes: () => processes.subgraph,
  }
}

/** The process that serves a domain keeps its lists. */
const projectedLists = (
  { only, projectionSeconds }: DomainOptions,
  billing: readonly BillingProvider[],
): ProjectedList[] =>
  projectionSeconds === 0 || only?.has('billing') === false ? [] : declareProjections(billing)

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
