import assert from 'node:assert/strict'
import type { BillingProvider, CustomerKey } from '#billing/provider.ts'
import { createBillingSubgraph } from '#billing/subgraph.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Identity } from '#shared/crosswalk.ts'
import { type Emulator, type EmulatorDefinition, startEmulator } from '#shared/emulator/emulator.ts'
import { mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createMemoryCrosswalk } from '../support/memory-crosswalk.ts'
import { type AskedOperation, beginOperation } from './ask-subgraph.ts'
import { connectionOf } from './connection.ts'
import { listAll } from './identities.ts'
import { answerLater } from './slow-crosswalk.ts'

export interface BillingVendor {
  vendor: string
  emulator: EmulatorDefinition<unknown>
  createProvider(
    connection: Connection,
    options: { logger: typeof silentLogger; clock: typeof systemClock },
  ): BillingProvider
}

/** One billing system with its emulator. */
export interface BillingWorld extends AsyncDisposable {
  emulator: Emulator
  connection: Connection
  provider: BillingProvider
  /** A new operation. */
  call(): CallContext
  /** Customers by the demo world's keys, known to the CRM too. */
  customer(companyKey: string): Promise<CustomerKey>
  product(sku: string): Promise<string>
  /** How many calls the vendor got while something was done. */
  callsOf(work: () => Promise<unknown>): Promise<string[]>
  graph(): Promise<BillingGraph>
}

export async function startBillingWorld(
  { vendor, emulator: definition, createProvider }: BillingVendor,
  timeoutMs = 5000,
): Promise<BillingWorld> {
  const emulator = await startEmulator(definition)
  const connection = { ...connectionOf('billing', 'BILLING', emulator), vendor, timeoutMs }
  const provider = createProvider(connection, { logger: silentLogger, clock: systemClock })
  const call = (): CallContext => ({ correlationId: 'contract-test', signal: new AbortController().signal })
  let customers: Promise<Identity[]> | undefined
  let products: Promise<Identity[]> | undefined
  const world: BillingWorld = {
    emulator,
    connection,
    provider,
    call,
    async customer(key) {
      customers ??= listAll(provider, 'Customer', call())
      const crmId = salesforceId('001', key)
      const found = (await customers).find(({ foreignRefs }) =>
        foreignRefs.some(({ nativeId }) => nativeId === crmId),
      )
      assert.ok(found, `billing has no customer ${key}`)
      return { nativeId: found.ref.nativeId, crmNativeIds: [crmId] }
    },
    async product(sku) {
      products ??= listAll(provider, 'Product', call())
      const found = (await products).find((identity) => identity.sku === sku)
      assert.ok(found, `billing has no product ${sku}`)
      return found.ref.nativeId
    },
    async callsOf(work) {
      const before = emulator.calls().length
      await work()
      return emulator
        .calls()
        .slice(before)
        .map(({ method, path }) => `${method} ${path}`)
    },
    graph: () => createGraph(world),
    async [Symbol.asyncDispose]() {
      await provider.close()
      await emulator.close()
    },
  }
  return world
}

/** The subgraph over a crosswalk that has matched all customers and products. One `operation` is one context. */
export interface BillingGraph {
  /** Canonical ids by the demo world's keys. */
  customerId(companyKey: string): string
  productId(sku: string): string
  contractId(contractKey: string): Promise<string>
  operation(caller?: Partial<Caller>): AskedOperation
}

const CRM = connectionOf('crm', 'CRM')

async function createGraph({ provider, connection, call }: BillingWorld): Promise<BillingGraph> {
  const crosswalk = answerLater(createMemoryCrosswalk([CRM, connection]))
  const identities = (
    await Promise.all((['Customer', 'Product'] as const).map((type) => listAll(provider, type, call())))
  ).flat()
  const ids = new Map<string, string>()
  for (const { type, ref, sku, foreignRefs } of identities) {
    const id = mintId(type, new Date())
    const links = [ref, ...foreignRefs.map((foreign) => ({ ...foreign, connectionId: CRM.id }))]
    await crosswalk.addLinks(links.map((link) => ({ id, ref: link, method: 'EXTERNAL_ID_FIELD' })))
    ids.set(sku ?? foreignRefs[0]?.nativeId ?? ref.nativeId, id)
  }
  const subgraph = createBillingSubgraph({
    providers: [provider],
    crosswalk,
    connections: new Map([CRM, connection].map((one) => [one.id, one])),
  })
  return {
    customerId: (key) => ids.get(salesforceId('001', key)) ?? assert.fail(`no customer ${key}`),
    productId: (sku) => ids.get(sku) ?? assert.fail(`no product ${sku}`),
    async contractId(key) {
      const ref = { domain: 'CRM', objectType: 'Contract', nativeId: salesforceId('800', key) } as const
      const [id] = await crosswalk.findForeignIds('Contract', [ref])
      return id ?? assert.fail(`no contract ${key}`)
    },
    operation: (caller) => beginOperation(subgraph, caller),
  }
}
