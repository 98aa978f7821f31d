import type { ExecutionResult } from 'graphql'
import { readFileSync } from 'node:fs'
import { createPlannedExecution, type PlannedExecution } from '#gateway/execution/planned.ts'
import { createStockExecution } from '#gateway/execution/stock.ts'
import { SUPERGRAPH_FILE } from '#gateway/supergraph-file.ts'
import type { Execution, SubgraphLocation } from '#gateway/execution/execution.ts'
import type { CacheSettings } from '#shared/cache/open-entity-cache.ts'
import type { ProcessPolicy } from '#processes/policy.ts'
import type { ProcessRules } from '#processes/rules.ts'
import { type Clock, systemClock } from '#shared/clock.ts'
import type { Configuration } from '#shared/connections/configuration.ts'
import {
  type Emulator,
  type EmulatorDefinition,
  type RecordedCall,
  startEmulator,
} from '#shared/emulator/emulator.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { type Logger, silentLogger } from '#shared/telemetry/logger.ts'
import type { LookIntervals } from '#events/sources/follow-source.ts'
import { emulators as definitions } from '../../subgraphs/__generated__/emulators.ts'
import { createDemoConfiguration } from '../../subgraphs/demo-configuration.ts'
import { type Domains, startDomains } from '../../subgraphs/start-domains.ts'
import { createTemporaryDirectory } from './temporary-store.ts'

export type Vendor = keyof typeof definitions
const SOURCES: Readonly<Record<Vendor, { create(): EmulatorDefinition<unknown> }>> = definitions
export const VENDORS = Object.keys(definitions) as Vendor[]

export type EngineName = 'planned' | 'stock'

/** Both engines over the same domains. */
export interface Executions extends Record<EngineName, Execution> {
  planned: PlannedExecution
}

export const ENGINES: readonly EngineName[] = ['planned', 'stock']

/** Operations of a caller, and emulators whose calls can be counted and made to fail. */
export interface Stage {
  /** Runs an operation as an agent, or as the caller given. */
  query(source: string, variables?: Record<string, unknown>, options?: QueryOptions): Promise<ExecutionResult>
  emulator(vendor: Vendor): Emulator
  /** How many calls each vendor got since `forgetCalls`, tokens excluded; vendors without calls are left out. */
  callsPerVendor(): Partial<Record<Vendor, number>>
  forgetCalls(): void
  /** Every call since then, tokens excluded: of one vendor, or of all. */
  calls(vendor?: Vendor): RecordedCall[]
  /** Ends a vendor's server: its port refuses connections until `start`, with everything as it was at first. */
  stop(vendor: Vendor): Promise<void>
  start(vendor: Vendor): Promise<void>
  /** The canonical id of the one customer with this display name. */
  customerId(displayName: string): Promise<string>
}

/** Everything that `npm start` starts but the HTTP server. */
export interface World extends Stage, AsyncDisposable {
  domains: Domains
  executions: Executions
}

export interface WorldOptions {
  /** Who is told what happens; nobody, unless a test listens. */
  logger?: Logger
  /** Tells Weft the time; the emulators have their own. */
  clock?: Clock
  /** Deadline of each call to a vendor. */
  timeoutMs?: number
  /** What is remembered of what systems answered; undefined: nothing, so that every operation reads. */
  cache?: CacheSettings
  /** How often systems are asked what has changed; as usual, unless a test waits for it. */
  lookIntervals?: LookIntervals
  /** How patient runs are. */
  processPolicy?: Partial<ProcessPolicy>
  /** What the company lets them do by themselves. */
  processRules?: Partial<ProcessRules>
  /** Stand-ins in place of the usual ones: with more records, say. */
  emulators?: Partial<Record<Vendor, EmulatorDefinition<unknown>>>
}

export interface QueryOptions {
  engine?: EngineName
  caller?: Caller
  correlationId?: string
  /** When the operation came; now, unless a test's own clock says otherwise. */
  receivedAt?: Date
}

export const AGENT: Caller = {
  subject: 'test-agent',
  clientId: 'test',
  scopes: new Set([
    'customer.address:read',
    'customer.contact:read',
    'contract:read',
    'invoice:read',
    'payment:read',
    'finance:read',
    'case.text:read',
  ]),
  customerIds: undefined,
  businessUnits: undefined,
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const surroundings = await startSurroundings(options, stack)
  const domains = await startDomains({
    databaseUrl: undefined,
    dataDirectory: surroundings.directory,
    connectionsFile: undefined,
    configuration: surroundings.configuration,
    environment: {},
    ...(options.cache === undefined ? {} : { cache: options.cache }),
    ...(options.lookIntervals === undefined ? {} : { lookIntervals: options.lookIntervals }),
    ...(options.processPolicy === undefined ? {} : { processPolicy: options.processPolicy }),
    ...(options.processRules === undefined ? {} : { processRules: options.processRules }),
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silentLogger,
  })
  stack.defer(() => domains.close())
  await domains.discovery.start()
  const executions = await startEngines(domains, stack)
  const owned = stack.move()
  return {
    ...createStage(surroundings, executions),
    domains,
    executions,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** What a graph stands in: its systems, and a folder of its own. */
export interface Surroundings {
  emulators: Map<Vendor, Emulator>
  definitionOf: ReadonlyMap<Vendor, EmulatorDefinition<unknown>>
  configuration: Configuration
  directory: string
}

export async function startSurroundings(
  options: WorldOptions,
  stack: AsyncDisposableStack,
): Promise<Surroundings> {
  const { timeoutMs } = options
  const directory = stack.use(await createTemporaryDirectory())
  const stands = VENDORS.map(
    (vendor) => [vendor, options.emulators?.[vendor] ?? SOURCES[vendor].create()] as const,
  )
  const definitionOf = new Map(stands)
  const emulators = await startEmulators(definitionOf, stack)
  const configuration = createDemoConfiguration(
    [...emulators].map(([vendor, { baseUrl, credentials }]) => ({
      vendor,
      domain: definitions[vendor].domain,
      baseUrl,
      credentials,
    })),
  )
  const connections = configuration.connections.map((connection) => ({
    ...connection,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }))
  return {
    emulators,
    definitionOf,
    configuration: { ...configuration, connections },
    directory: directory.path,
  }
}

/** What a scenario has at hand, whatever runs its operations. */
export function createStage(
  { emulators, definitionOf }: Surroundings,
  executions: Partial<Record<EngineName, Execution>>,
): Stage {
  const stage: Stage = {
    query: (source, variables, options) => run(executions, source, variables, options),
    emulator: (vendor) => wanted(emulators.get(vendor), vendor),
    callsPerVendor: () => countCalls(emulators),
    calls: (vendor) =>
      (vendor === undefined ? [...emulators.values()] : [stage.emulator(vendor)]).flatMap((emulator) =>
        emulator.calls().filter((call) => !isTokenCall(call)),
      ),
    stop: (vendor) => stage.emulator(vendor).close(),
    async start(vendor) {
      const { port } = new URL(stage.emulator(vendor).baseUrl)
      emulators.set(vendor, await startEmulator(wanted(definitionOf.get(vendor), vendor), Number(port)))
    },
    forgetCalls: () => {
      for (const emulator of emulators.values()) emulator.forgetCalls()
    },
    async customerId(displayName) {
      const { data } = await stage.query(
        'query ($text: String) { customers(first: 100, filter: { text: $text }) { nodes { id displayName } } }',
        { text: displayName },
      )
      const { customers } = data as { customers: { nodes: { id: string; displayName: string }[] } }
      return wanted(
        customers.nodes.find((node) => node.displayName === displayName),
        displayName,
      ).id
    },
  }
  return stage
}

async function startEmulators(
  definitionOf: ReadonlyMap<Vendor, EmulatorDefinition<unknown>>,
  stack: AsyncDisposableStack,
): Promise<Map<Vendor, Emulator>> {
  const started = new Map<Vendor, Emulator>()
  for (const [vendor, definition] of definitionOf) {
    started.set(vendor, await startEmulator(definition))
    stack.defer(() => wanted(started.get(vendor), vendor).close())
  }
  return started
}

async function startEngines(domains: Domains, stack: AsyncDisposableStack): Promise<Executions> {
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8')
  const locations = new Map<string, SubgraphLocation>(
    [...domains.subgraphs].map(([name, subgraph]) => [name, { kind: 'local', subgraph }]),
  )
  const planned = createPlannedExecution({ supergraphSdl, locations })
  const stock = await createStockExecution({ supergraphSdl, locations })
  stack.defer(async () => {
    await planned.close()
    await stock.close()
  })
  return { planned, stock }
}

/** Runs an operation and answers what a client would parse. */
async function run(
  engines: Partial<Record<EngineName, Execution>>,
  query: string,
  variables: Record<string, unknown> = {},
  { engine = 'planned', caller = AGENT, correlationId = 'test', receivedAt = new Date() }: QueryOptions = {},
): Promise<ExecutionResult> {
  const signal = AbortSignal.timeout(30_000)
  const request = { caller, correlationId, signal, logger: silentLogger, receivedAt }
  const answer = await wanted(engines[engine], engine).execute({ query, variables }, request)
  return JSON.parse(JSON.stringify(answer))
}

function countCalls(emulators: ReadonlyMap<Vendor, Emulator>): Partial<Record<Vendor, number>> {
  const counts: Partial<Record<Vendor, number>> = {}
  for (const [vendor, emulator] of emulators) {
    const count = emulator.calls().filter((call) => !isTokenCall(call)).length
    if (count > 0) counts[vendor] = count
  }
  return counts
}

const isTokenCall = ({ path }: RecordedCall): boolean => /token/.test(path)

function wanted<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`there is no ${name}`)
  return thing
}
