import assert from 'node:assert/strict'
import { type ExecutionResult, graphql } from 'graphql'
import { systemClock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { Context } from '#support/context.ts'
import type { SupportProvider } from '#support/provider.ts'
import { supportProviders } from '#support/providers/index.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import { createSupportSubgraph } from '#support/subgraph.ts'
import { createMemoryCrosswalk } from '../support/memory-crosswalk.ts'
import { requestOf } from './request.ts'
import { answerLater } from './slow-crosswalk.ts'
import { connectionTo } from './support.ts'

export type Json = Record<string, unknown>

/** All that an agent's desktop shows of a customer's support. */
export const CUSTOMER = `
  id supportTier supportEntitlementRefs { id start end }
  supportCustomFields { key value system { id } sourceField }
  cases(first: 5) {
    nodes {
      id caseNumber subject status customer { id } contact { id } product { id }
      milestones { name target violated }
      entitlement { id unit remainingUnits contract { id } }
      entitlementCheck { customerId productId channel supportEvidence { grants inGrace reasons } }
      commercialContext { caseId customerId contract { id } supportEntitlementRefs { id } }
    }
    pageInfo { hasNextPage endCursor }
  }`

type Errors = ExecutionResult['errors']

/** A subgraph, asked as the gateway asks it; answers are plain JSON, as a client gets them. */
export interface AskedSubgraph {
  createContext(caller?: Partial<Caller>): Context
  run(query: string, variables: Json, context?: Context): Promise<{ data: Json | null; errors: Errors }>
  /** `_entities` of one type. */
  entities(
    type: string,
    selection: string,
    representations: Json[],
    context?: Context,
  ): Promise<{ entities: (Json | null)[]; errors: Errors }>
}

export function askSubgraph(subgraph: Subgraph<Context>): AskedSubgraph {
  const createContext = (caller: Partial<Caller> = {}) => subgraph.createContext(requestOf(caller))
  const run: AskedSubgraph['run'] = async (source, variableValues, contextValue = createContext()) => {
    const { data, errors } = await graphql({ schema: subgraph.schema, source, variableValues, contextValue })
    return { data: JSON.parse(JSON.stringify(data ?? null)) as Json | null, errors }
  }
  return {
    createContext,
    run,
    async entities(type, selection, representations, context) {
      const source = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${selection} } } }`
      const { data, errors } = await run(source, { r: representations }, context)
      return { entities: (data?._entities ?? []) as (Json | null)[], errors }
    },
  }
}

/** The support subgraph alone, over the ServiceNow emulator, with every account and product matched. */
export interface SupportGraph extends AskedSubgraph, AsyncDisposable {
  emulator: Emulator
  provider: SupportProvider
  crosswalk: Crosswalk
  connections: ReadonlyMap<string, Connection>
  customerNames: readonly string[]
  idOf(name: string): string
  /** The representation of a customer. */
  customer(name: string): Json
  /** The newest open case of Globex. */
  globexCaseId(): Promise<string>
  /** Calls to the vendor so far, tokens left out. */
  dataCalls(): ReturnType<Emulator['calls']>
}

export async function startSupportGraph(): Promise<SupportGraph> {
  const emulator = await startEmulator(createServicenowEmulator())
  const connection = connectionTo(emulator)
  const crm: Connection = { ...connection, id: 'crm', domain: 'CRM' }
  const connections = new Map([connection, crm].map((each) => [each.id, each]))
  const provider = supportProviders.servicenow(connection, { logger: silentLogger, clock: systemClock })
  const crosswalk = answerLater(createMemoryCrosswalk([connection, crm]))
  const customerIds = await linkIdentities(provider, crosswalk)
  const asked = askSubgraph(createSupportSubgraph({ providers: [provider], crosswalk, connections }))
  const idOf = (name: string): string => customerIds.get(name) ?? assert.fail(`no customer ${name}`)
  const customer = (name: string) => ({ __typename: 'Customer', id: idOf(name) })
  return {
    ...asked,
    ...{ emulator, provider, crosswalk, connections, idOf, customer },
    customerNames: [...customerIds.keys()],
    async globexCaseId() {
      const { entities } = await asked.entities('Customer', 'cases { nodes { id } }', [customer('Globex')])
      return (entities[0] as { cases: { nodes: { id: string }[] } }).cases.nodes[0]?.id ?? ''
    },
    dataCalls: () => emulator.calls().filter(({ path }) => path.startsWith('/api/')),
    async [Symbol.asyncDispose]() {
      await provider.close()
      await emulator.close()
    },
  }
}

/** What matching does at first start; the ids of customers by their names. */
async function linkIdentities(provider: SupportProvider, crosswalk: Crosswalk) {
  const customerIds = new Map<string, string>()
  const call = { correlationId: 'matching', signal: new AbortController().signal }
  for (const type of ['Customer', 'Product'] as const) {
    const { identities } = await provider.identities.listIdentities(type, undefined, call)
    for (const { name, ref } of identities) {
      const id = mintId(type, new Date())
      await crosswalk.addLinks([{ id, ref, method: 'EXTERNAL_ID_FIELD' }])
      if (type === 'Customer') customerIds.set(name, id)
    }
  }
  return customerIds
}

export const codesOf = (errors: Errors) => errors?.map(({ extensions }) => extensions.code)
