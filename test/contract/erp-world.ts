import assert from 'node:assert/strict'
import { salesforceId, stripeId } from '#demo-world/native-ids.ts'
import type { ErpProvider } from '#erp/provider.ts'
import { createErpSubgraph } from '#erp/subgraph.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk, Identity, NativeRef } from '#shared/crosswalk.ts'
import { type Emulator, type EmulatorDefinition, startEmulator } from '#shared/emulator/emulator.ts'
import { type EntityType, mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createMemoryCrosswalk } from '../support/memory-crosswalk.ts'
import { type AskedOperation, beginOperation } from './ask-subgraph.ts'
import { connectionOf } from './connection.ts'
import { listAll } from './identities.ts'
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

const CRM = connectionOf('crm', 'CRM')
const BILLING = connectionOf('billing', 'BILLING')

export async function startErpWorld({
  vendor,
  emulator: definition,
  createProvider,
}: ErpVendor): Promise<ErpWorld> {
  const emulator = await startEmulator(definition)
  const connection = { ...connectionOf('erp', 'ERP', emulator), vendor }
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
  operation(caller?: Partial<Caller>): AskedOperation
}

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
    operation: (caller) => beginOperation(subgraph, caller),
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
