import assert from 'node:assert/strict'
import { graphql } from 'graphql'
import { salesforceId, stripeId } from '#demo-world/native-ids.ts'
import type { ErpProvider } from '#erp/provider.ts'
import { createErpSubgraph } from '#erp/subgraph.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk, Identity, NativeRef } from '#shared/crosswalk.ts'
import { type Emulator, type EmulatorDefinition, startEmulator } from '#shared/emulator/emulator.ts'
import { type EntityType, mintId } from '#shared/global-id.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createMemoryCrosswalk } from '../support/memory-crosswalk.ts'
import { listAll } from './identities.ts'
import { requestOf } from './request.ts'
import { answerLater } from './slow-crosswalk.ts'

export interface ErpVendor {
  vendor: string
  emulator: EmulatorDefinition<unknown>
  createProvider(
    connection: Connection,
    options: { logger: typeof silentLogger; clock: typeof systemClock },
  ): ErpProvider
}

/** One ERP with its emulator, linked to a CRM and a billing system of which only the ids are known. */
export interface ErpWorld extends AsyncDisposable {
  emulator: Emulator
  provider: ErpProvider
  call(): CallContext
  /** Native ids by the demo world's keys. */
  customer(companyKey: string): Promise<string>
  product(sku: string): Promise<string>
  graph(): ErpGraph
}

const CRM: Connection = connectionOf('crm', 'CRM', 'http://127.0.0.1:9', {})
const BILLING: Connection = connectionOf('billing', 'BILLING', 'http://127.0.0.1:9', {})

export async function startErpWorld({
  vendor,
  emulator: definition,
  createProvider,
}: ErpVendor): Promise<ErpWorld> {
  const emulator = await startEmulator(definition)
  const connection = { ...connectionOf('erp', 'ERP', emulator.baseUrl, emulator.credentials), vendor }
  const provider = createProvider(connection, { logger: silentLogger, clock: systemClock })
  const call = (): CallContext => ({ correlationId: 'contract-test', signal: new AbortController().signal })
  const known = new Map<string, Promise<Identity[]>>()
  const identities = (type: Identity['type']): Promise<Identity[]> => {
    const scan = known.get(type) ?? listAll(provider, type, call())
    known.set(type, scan)
    return scan
  }
  const find = async (type: Identity['type'], matches: (identity: Identity) => boolean): Promise<string> => {
    const found = (await identities(type)).find(matches)
    assert.ok(found, `the ERP has no such ${type}`)
    return found.ref.nativeId
  }
  return {
    emulator,
    provider,
    call,
    customer: (key) =>
      find('Customer', ({ foreignRefs }) =>
        foreignRefs.some(({ nativeId }) => nativeId === salesforceId('001', key)),
      ),
    product: (sku) => find('Product', (identity) => identity.sku === sku),
    graph: () => createGraph(provider, connection),
    async [Symbol.asyncDispose]() {
      await provider.close()
      await emulator.close()
    },
  }
}

/** The subgraph over a crosswalk in memory. One `operation` is one context, however many fetches it makes. */
export interface ErpGraph {
  crosswalk: Crosswalk
  /** Mints an id and links it to a native record of the CRM, billing or the ERP itself. */
  link(type: EntityType, ref: NativeRef): Promise<string>
  operation(caller?: Partial<RequestContext['caller']>): {
    query(
      text: string,
      variables?: Record<string, unknown>,
    ): Promise<{ data: Tree; errors: readonly unknown[] }>
    entities(
      selection: string,
      representations: readonly unknown[],
    ): Promise<{ data: Tree; errors: readonly unknown[] }>
  }
}

/** A GraphQL answer, walked without a type. */
// biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what a test asserts
export type Tree = any

function createGraph(provider: ErpProvider, connection: Connection): ErpGraph {
  const connections = [CRM, BILLING, connection]
  const crosswalk = answerLater(createMemoryCrosswalk(connections))
  const subgraph = createErpSubgraph({
    providers: [provider],
    crosswalk,
    connections: new Map(connections.map((one) => [one.id, one])),
  })
  return {
    crosswalk,
    async link(type, ref) {
      const id = mintId(type, new Date())
      await crosswalk.addLinks([{ id, ref, method: 'MANUAL' }])
      return id
    },
    operation(caller = {}) {
      const contextValue = subgraph.createContext(requestOf(caller))
      const query = async (source: string, variableValues: Record<string, unknown> = {}) => {
        const { data, errors = [] } = await graphql({
          schema: subgraph.schema,
          source,
          variableValues,
          contextValue,
        })
        return { data: data as Tree, errors }
      }
      return {
        query,
        async entities(selection, representations) {
          const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`
          const { data, errors } = await query(source, { representations })
          return { data: data?._entities as Tree, errors }
        },
      }
    },
  }
}

export const billingInvoice = (key: string): NativeRef => ({
  connectionId: 'billing',
  objectType: 'invoice',
  nativeId: stripeId('in', key),
})
export const billingPayment = (key: string): NativeRef => ({
  connectionId: 'billing',
  objectType: 'payment_intent',
  nativeId: stripeId('pi', key),
})
export const crmContract = (key: string): NativeRef => ({
  connectionId: 'crm',
  objectType: 'Contract',
  nativeId: salesforceId('800', key),
})

function connectionOf(
  id: string,
  domain: Connection['domain'],
  baseUrl: string,
  credentials: Record<string, string>,
): Connection {
  return {
    id,
    name: id,
    vendor: id,
    domain,
    environment: 'SIMULATED',
    baseUrl,
    credentials,
    fields: {},
    timeoutMs: 5000,
  }
}
