import assert from 'node:assert/strict'
import { type ExecutionResult, graphql } from 'graphql'
import { systemClock } from '#shared/clock.ts'
import type { Identity } from '#shared/crosswalk.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createIdentity, createListSource, createTestConnection } from '../../test/support/identities.ts'
import { openTemporaryStore } from '../../test/support/temporary-store.ts'
import { openCrosswalk, type StoredCrosswalk } from './crosswalk.ts'
import { createDiscovery } from './discovery.ts'
import { createCrosswalkSubgraph } from './subgraph.ts'
import type { ConfiguredOrders } from './system-of-record.ts'

const crm = createTestConnection('crm-1', 'CRM')
const billing = createTestConnection('pay-1', 'BILLING')
const connections = new Map([crm, billing].map((connection) => [connection.id, connection]))
const businessUnits = [
  { key: 'americas', name: 'Americas', region: 'AMER' },
  { key: 'emea', name: 'Europe', parentKey: 'americas' },
]
const day = (of: string): Date => new Date(`${of}T00:00:00Z`)

const accounts: Identity[] = [
  createIdentity(crm, 'A', { name: 'Acme', businessUnitKey: 'americas', updatedAt: day('2026-11-01') }),
  createIdentity(crm, 'B', {
    name: 'Ærø Ferries',
    businessUnitKey: 'emea',
    status: 'ACTIVE',
    updatedAt: day('2026-11-03'),
  }),
  createIdentity(crm, 'C', { name: 'Same', parentNativeId: 'A', updatedAt: day('2026-11-02') }),
  createIdentity(crm, 'D', { name: 'same', parentNativeId: 'A', updatedAt: day('2026-11-02') }),
  createIdentity(crm, 'E', { name: 'Same', parentNativeId: 'A', updatedAt: day('2026-11-02') }),
  createIdentity(crm, 'F', { name: '100%_Pure', status: 'CHURNED', updatedAt: day('2026-11-02') }),
]
const payers = [createIdentity(billing, 'a', { name: 'Acme', names: ['A'], url: 'https://pay.example/a' })]

/** Whoever may see everything. */
export const EVERYTHING: Caller = {
  subject: 'agent',
  clientId: 'test',
  scopes: new Set(['finance:read']),
  customerIds: undefined,
  businessUnits: undefined,
}

const ENTITY = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ...on'

/** What one question is asked with. */
export interface AskOptions {
  caller?: Caller
  systemOfRecord?: ConfiguredOrders
}

type Variables = Record<string, unknown>

/** The subgraph over a real store, in which the links of these customers have been found. */
export interface TestGraph {
  crosswalk: StoredCrosswalk
  /** Asks the subgraph as the gateway would. */
  ask(source: string, variables?: Variables, options?: AskOptions): Promise<ExecutionResult>
  /** The answer of a question that must not fail. */
  answer(source: string, variables?: Variables, options?: AskOptions): Promise<Variables>
  codesOf(source: string, variables?: Variables, options?: AskOptions): Promise<unknown[]>
  idOf(nativeId: string): Promise<string>
  /** One representation with what other subgraphs handed in, as the gateway sends it. */
  entity(type: string, fields: string, given: object, options?: AskOptions): Promise<unknown>
  close(): Promise<void>
}

/** Starts PostgreSQL: once for all the tests of a file. */
export async function openTestGraph(): Promise<TestGraph> {
  const running = await openTemporaryStore()
  const { store } = running
  const crosswalk = await openCrosswalk({ store, connections, businessUnits, clock: systemClock })
  const sources = [createListSource(crm, accounts), createListSource(billing, payers)]
  const discovery = createDiscovery({ store, crosswalk, sources, clock: systemClock, logger: silentLogger })
  await discovery.start()
  await discovery.stop()

  const ask: TestGraph['ask'] = async (source, variables = {}, options = {}) => {
    const { caller = EVERYTHING, systemOfRecord = {} } = options
    const subgraph = createCrosswalkSubgraph({ crosswalk, connections, systemOfRecord })
    const contextValue = subgraph.createContext({
      correlationId: 'c-1',
      signal: AbortSignal.timeout(10_000),
      caller,
      logger: silentLogger,
      receivedAt: day('2026-11-24'),
    })
    const result = await graphql({ schema: subgraph.schema, source, variableValues: variables, contextValue })
    return JSON.parse(JSON.stringify(result)) as ExecutionResult
  }
  const answer: TestGraph['answer'] = async (...question) => {
    const { data, errors } = await ask(...question)
    assert.equal(errors, undefined)
    return data ?? {}
  }
  return {
    crosswalk,
    ask,
    answer,
    async codesOf(...question) {
      const { errors = [] } = await ask(...question)
      return errors.map(({ extensions }) => extensions?.code)
    },
    async idOf(nativeId) {
      const [id = ''] = await crosswalk.findIds('Customer', [createIdentity(crm, nativeId).ref])
      return id
    },
    async entity(type, fields, given, options) {
      const representations = [{ __typename: type, ...given }]
      const { _entities } = await answer(`${ENTITY} ${type} { ${fields} } } }`, { representations }, options)
      return (_entities as unknown[])[0]
    },
    close: async () => running[Symbol.asyncDispose](),
  }
}
