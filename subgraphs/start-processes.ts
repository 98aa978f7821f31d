import type { StoredCrosswalk } from '#crosswalk/crosswalk.ts'
import { findAlike, marksOf } from '#crosswalk/find-alike.ts'
import { forgetCustomer } from '#crosswalk/forget-customer.ts'
import { noteCustomer } from '#crosswalk/note-customer.ts'
import { openSystemOfRecord } from '#crosswalk/subgraph.ts'
import { countReplayable, replayItems } from '#events/inbox/replay.ts'
import { PROCESSES } from '#processes/catalogue.ts'
import type { BusinessUnits } from '#processes/context.ts'
import { openProcesses, type Processes } from '#processes/open-processes.ts'
import { createClaims } from '#processes/claims.ts'
import type { ProcessRules, RulesOf } from '#processes/rules.ts'
import { createRules, readRulesFile } from '#processes/rules-file.ts'
import { DEFAULT_POLICY, type ProcessPolicy } from '#processes/policy.ts'
import { createProcessesSubgraph } from '#processes/subgraph.ts'
import type { ProcessTools } from '#processes/tools.ts'
import { hasProcessNode } from '#processes/visibility.ts'
import type { Clock } from '#shared/clock.ts'
import type { BusinessUnit, Configuration } from '#shared/connections/configuration.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import { WeftError } from '#shared/errors.ts'
import type { CustomerDesk } from '#shared/events/customers.ts'
import type { Store } from '#shared/store/store.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { WriteDesk } from '#shared/subgraph/write-desk.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { announceRuns } from './announce-runs.ts'
import { createEntitlementCheck } from './check-entitlement.ts'
import type { Providers } from './providers.ts'

export interface ProcessSurroundings {
  store: Store
  crosswalk: StoredCrosswalk
  connections: ReadonlyMap<string, Connection>
  businessUnits: readonly BusinessUnit[]
  company: Pick<Configuration, 'systemOfRecord'>
  providers: Providers
  customers: CustomerDesk
  writeDesk: WriteDesk
  systemState(connectionId: string): SystemHealth
  policy: Partial<ProcessPolicy> | undefined
  rules: Partial<ProcessRules> | undefined
  processRulesFile?: string | undefined
  clock: Clock
  logger: Logger
}

export interface StartedProcesses extends Processes {
  subgraph: Subgraph
  /** Whether there is such a run or exception, as far as a caller may know. */
  hasNode(type: 'ProcessRun' | 'ExceptionItem', id: string, caller: Caller): Promise<boolean>
}

/** The processes over the company's systems. Nothing runs here until somebody starts a worker. */
export async function startProcesses(surroundings: ProcessSurroundings): Promise<StartedProcesses> {
  const { store, clock, logger, connections } = surroundings
  const units = unitsOf(surroundings)
  const processes = await openProcesses({
    store,
    clock,
    logger,
    processes: PROCESSES,
    tools: createTools(surroundings),
    policy: { ...DEFAULT_POLICY, ...surroundings.policy },
    announce: announceRuns({ clock, regionOf: units.regionOf }),
  })
  const isCalled = new Set(
    Object.values(surroundings.providers).flatMap((some) => some.map(({ connection }) => connection.id)),
  )
  const subgraph = createProcessesSubgraph(
    {
      engine: processes.engine,
      units,
      systemState: (id) => (isCalled.has(id) ? surroundings.systemState(id) : undefined),
    },
    connections,
  )
  return {
    ...processes,
    subgraph,
    hasNode: (type, id, caller) => hasProcessNode(store, { type, id }, caller),
  }
}

function createTools(surroundings: ProcessSurroundings): ProcessTools {
  const { crosswalk, connections, businessUnits, providers, customers, writeDesk, logger } = surroundings
  return {
    crosswalk,
    connections,
    businessUnits,
    logger,
    checkEntitlement: createEntitlementCheck(surroundings),
    claims: createClaims(surroundings.store),
    rulesOf: rulesOfCompany(surroundings),
    async businessUnitKeyOf(customerId) {
      const [place] = await customers.placesOf([customerId])
      return place?.businessUnitKey
    },
    crm: findIn(providers.CRM),
    billing: findIn(providers.BILLING),
    support: findIn(providers.SUPPORT),
    erp: findIn(providers.ERP),
    recordOrderOf: createRecordOrder(surroundings),
    async noteOwnWrite(written, { customerId, ...cause }) {
      const customerNativeId = await nativeCustomerOf(customerId, written.ref.connectionId, surroundings)
      await writeDesk.noteOwnWrite({ written, customerNativeId, ...cause })
    },
    noteCustomer: (id, change) =>
      noteCustomer(surroundings.store, { id, ...change, changedAt: surroundings.clock.now() }),
    findAlike: (customer) => findAlike(surroundings.store, customer),
    marksOf,
    learnCustomer: (identity) => customers.learn([identity]),
    async forgetCustomer(ref) {
      await forgetCustomer(surroundings.store, ref)
      crosswalk.forgetAll()
    },
    replayEvents: ({ connectionId, types, ...time }, { isDry }) =>
      (isDry ? countReplayable : replayItems)(surroundings.store, {
        ...time,
        ...(connectionId === undefined ? {} : { connectionId }),
        ...(types === undefined ? {} : { types }),
      }),
    link: (id, ref) => crosswalk.addLinks([{ id, ref, method: 'ORCHESTRATION' }]),
  }
}

function rulesOfCompany({ rules = {}, processRulesFile, businessUnits }: ProcessSurroundings): RulesOf {
  const unitKeys = businessUnits.map(({ key }) => key)
  return createRules(rules, readRulesFile(processRulesFile, unitKeys))
}

/** The customer's record in the connection that was written to: its lists stand under it. */
async function nativeCustomerOf(
  customerId: string | undefined,
  connectionId: string,
  { connections, crosswalk }: Pick<ProcessSurroundings, 'connections' | 'crosswalk'>,
): Promise<string | undefined> {
  const domain = connections.get(connectionId)?.domain
  if (customerId === undefined || domain === undefined) return undefined
  const [links = []] = await crosswalk.linksOf([customerId], domain)
  return links.find((link) => link.connectionId === connectionId)?.nativeId
}

function createRecordOrder({ businessUnits, company }: ProcessSurroundings): ProcessTools['recordOrderOf'] {
  const orders = openSystemOfRecord({ company: company.systemOfRecord, units: businessUnits })
  return (path, businessUnitKey) => {
    const [type = '', field = ''] = path.split('.')
    return orders.orderOf(type, field, businessUnitKey) ?? []
  }
}

function findIn<Provider extends { connection: Connection }>(
  providers: readonly Provider[],
): (connectionId: string) => Provider {
  return (connectionId) => {
    const provider = providers.find(({ connection }) => connection.id === connectionId)
    if (!provider)
      throw new WeftError('NOT_CONFIGURED', `there is no connection ${connectionId} of this kind`)
    return provider
  }
}

function unitsOf({
  crosswalk: { businessUnits },
  businessUnits: configured,
}: ProcessSurroundings): BusinessUnits {
  return {
    idOf: (key) => businessUnits.byKey(key)?.id,
    keyOf: (id) => businessUnits.byId(id)?.key,
    regionOf: (key) => businessUnits.byKey(key)?.region,
    keysOfRegions: (regions) =>
      configured.flatMap(({ key, region }) =>
        region !== undefined && regions.includes(region) ? [key] : [],
      ),
  }
}
