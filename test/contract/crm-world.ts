import { type ExecutionResult, execute, parse } from 'graphql'
import { createSalesforceEmulator } from '#crm/providers/salesforce/emulator/index.ts'
import { createSalesforceProvider } from '#crm/providers/salesforce/index.ts'
import { createCrmSubgraph } from '#crm/subgraph.ts'
import { netSuiteId, salesforceId } from '#demo-world/native-ids.ts'
import { systemClock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createMemoryCrosswalk } from '../support/memory-crosswalk.ts'
import { connectionTo, identitiesByName } from './crm.ts'
import { requestOf } from './request.ts'
import { answerLater } from './slow-crosswalk.ts'

const NOW = new Date()
const CRM = 'crm-salesforce'

/** The CRM subgraph alone, over the Salesforce emulator, with every account and product matched. */
export interface CrmGraph extends AsyncDisposable {
  emulator: Emulator
  crosswalk: Crosswalk
  run(query: string, variables?: Record<string, unknown>, caller?: Partial<Caller>): Promise<ExecutionResult>
  /** The calls to the vendor since the last time, tokens left out: method and path. */
  takeCalls(): string[]
  customerId(companyKey: string): Promise<string>
  productId(productKey: string): Promise<string>
  /** The id that the ERP's sales order has in the graph. */
  orderId(orderKey: string): Promise<string>
}

export async function startCrmGraph(fields: Record<string, string> = {}): Promise<CrmGraph> {
  const emulator = await startEmulator(createSalesforceEmulator())
  const connection = connectionTo(emulator, { fields })
  const erp: Connection = { ...connection, id: 'erp-netsuite', vendor: 'netsuite', domain: 'ERP' }
  const crosswalk = answerLater(createMemoryCrosswalk([connection, erp]))
  const provider = createSalesforceProvider(connection, { logger: silentLogger, clock: systemClock })
  for (const type of ['Customer', 'Product'] as const)
    for (const { ref } of (await identitiesByName(provider, type)).values())
      await crosswalk.addLinks([{ id: mintId(type, NOW), ref, method: 'DETERMINISTIC_MATCH' }])
  const connections = new Map([connection, erp].map((entry) => [entry.id, entry]))
  const subgraph = createCrmSubgraph({ providers: [provider], crosswalk, connections })

  const findId = async (type: 'Customer' | 'Product', objectType: string, nativeId: string) => {
    const [id] = await crosswalk.findIds(type, [{ connectionId: CRM, objectType, nativeId }])
    if (id === undefined) throw new Error(`${nativeId} is not matched`)
    return id
  }
  let taken = emulator.calls().length
  return {
    emulator,
    crosswalk,
    async run(query, variables = {}, caller = {}) {
      const result = await execute({
        schema: subgraph.schema,
        document: parse(query),
        variableValues: variables,
        contextValue: subgraph.createContext({ ...requestOf(caller), receivedAt: NOW }),
      })
      // As a client sees it: plain objects.
      return { ...result, data: JSON.parse(JSON.stringify(result.data ?? null)) }
    },
    takeCalls() {
      const calls = emulator.calls().slice(taken)
      taken += calls.length
      return calls
        .filter(({ path }) => !path.startsWith('/services/oauth2'))
        .map(({ method, path }) => `${method} ${path}`)
    },
    customerId: (key) => findId('Customer', 'Account', salesforceId('001', key)),
    productId: (key) => findId('Product', 'Product2', salesforceId('01t', key)),
    async orderId(key) {
      const ref = {
        connectionId: erp.id,
        objectType: 'salesOrder',
        nativeId: netSuiteId('salesOrder', key),
      }
      const [id] = await crosswalk.ensureIds('Order', [ref])
      return id ?? ''
    },
    async [Symbol.asyncDispose]() {
      await provider.close()
      await emulator.close()
    },
  }
}

/** Asks for fields of one entity, as the gateway does. */
export async function entityOf<Fields>(
  graph: CrmGraph,
  representation: Record<string, unknown>,
  selection: string,
): Promise<{ entity: Fields; errors: ExecutionResult['errors'] }> {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on ${String(representation.__typename)} { ${selection} } }
  }`
  const { data, errors } = await graph.run(query, { representations: [representation] })
  const [entity] = (data as { _entities: Fields[] } | null)?._entities ?? []
  return { entity: entity as Fields, errors }
}
