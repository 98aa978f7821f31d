import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CrmProvider, ListedRecord } from '#crm/provider.ts'
import type { Clock } from '#shared/clock.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Identity } from '#shared/crosswalk.ts'
import { type Emulator, type EmulatorDefinition, startEmulator } from '#shared/emulator/emulator.ts'
import { compareNewestFirst, type Position } from '#shared/newest-first.ts'
import { type Logger, silentLogger } from '#shared/telemetry/logger.ts'
import { readable } from '../support/readable.ts'
import { listAll } from './identities.ts'

/** A vendor as the contract meets it. */
export interface CrmVendor<State> {
  vendor: string
  createEmulator(): EmulatorDefinition<State>
  createProvider(connection: Connection, options: { logger: Logger; clock: Clock }): CrmProvider
  /** A native id of the vendor's form that no record has. */
  unknownId: string
}

export const call = (): CallContext => ({
  correlationId: 'contract-crm',
  signal: new AbortController().signal,
})

export function connectionTo(emulator: Emulator, more: Partial<Connection> = {}): Connection {
  return {
    id: `crm-${emulator.vendor}`,
    name: 'CRM',
    vendor: emulator.vendor,
    domain: 'CRM',
    environment: 'SIMULATED',
    baseUrl: emulator.baseUrl,
    credentials: emulator.credentials,
    fields: {},
    timeoutMs: 5000,
    ...more,
  }
}

/** Every identity of a type, by name; of several with a name, the last. */
export async function identitiesByName(
  provider: CrmProvider,
  type: Identity['type'],
): Promise<Map<string, Identity>> {
  const found = await listAll(provider, type, call())
  return new Map(found.map((identity) => [identity.name, identity]))
}

/** What every CRM must do, over that vendor's emulator on a real socket. */
export function testCrmProvider<State>(vendor: CrmVendor<State>): void {
  describe(`${vendor.vendor} as a CRM`, () => {
    let emulator: Emulator
    let provider: CrmProvider
    let acme: string
    let globex: string
    before(async () => {
      emulator = await startEmulator(vendor.createEmulator())
      provider = vendor.createProvider(connectionTo(emulator), { logger: silentLogger, clock: systemClock })
      const customers = await identitiesByName(provider, 'Customer')
      acme = customers.get('Acme Industries')?.ref.nativeId ?? ''
      globex = customers.get('Globex')?.ref.nativeId ?? ''
    })
    after(async () => {
      await provider.close()
      await emulator.close()
    })

    test('identities carry what matching needs', async () => {
      const customers = await identitiesByName(provider, 'Customer')
      const { ref, updatedAt, url, parentNativeId, ...identity } = customers.get('Acme Industries') ?? {}
      assert.deepEqual(identity, {
        type: 'Customer',
        name: 'Acme Industries',
        legalName: 'Acme Industries, Inc.',
        domain: 'acme-industries.com',
        taxIds: ['123456789'],
        status: 'ACTIVE',
        sku: undefined,
        foreignRefs: [],
        businessUnitKey: 'americas',
      })
      assert.equal(ref?.connectionId, provider.connection.id)
      assert.ok(updatedAt instanceof Date && url?.startsWith('http') && parentNativeId === undefined)
      const products = await identitiesByName(provider, 'Product')
      assert.equal(products.get('Northwind Platform')?.sku, 'NW-PLAT')
    })

    test('customers come in the order asked, with undefined for one that is not there', async () => {
      const answers = await provider.getCustomers([globex, vendor.unknownId, acme], call())
      const names = answers.map((answer) =>
        answer && !(answer instanceof Error) ? [answer.name, answer.status, answer.domain] : undefined,
      )
      assert.deepEqual(names, [
        ['Globex', 'ACTIVE', 'globex.de'],
        undefined,
        ['Acme Industries', 'ACTIVE', 'acme-industries.com'],
      ])
    })

    test('a text that is no id names no record', async () => {
      assert.deepEqual(await provider.getCustomers(["x' OR Name != '"], call()), [undefined])
    })

    test('a record says where it came from, field by field', async () => {
      const [customer] = await provider.getCustomers([acme], call())
      assert.ok(customer && !(customer instanceof Error))
      assert.deepEqual(
        { ...customer.source, objectType: undefined, readAt: undefined, sourceUpdatedAt: undefined },
        {
          connectionId: provider.connection.id,
          objectType: undefined,
          nativeId: acme,
          readAt: undefined,
          readMode: 'LIVE',
          sourceUpdatedAt: undefined,
        },
      )
      const [identity] = await listAll(provider, 'Customer', call())
      assert.equal(customer.source.objectType, identity?.ref.objectType)
      assert.ok(customer.fieldSources.legalName)
    })

    test('a page has at most the asked number, newest first, and continues after its last record', async () => {
      const seen: ListedRecord[] = []
      let position: Position | undefined
      do {
        const [page] = await provider.listContacts(
          [{ customerNativeId: acme, first: 1, after: position }],
          call(),
        )
        assert.ok(page && !(page instanceof Error))
        assert.equal(page.items.length, 1)
        seen.push(...readable(page).items)
        const last = readable(page).items.at(-1)
        position = page.hasNextPage && last ? toPosition(last) : undefined
      } while (position)
      assert.deepEqual(seen.map((contact) => (contact as { name?: string }).name).sort(), [
        'Jane Okafor',
        'Luis Herrera',
        'Mei Tanaka',
      ])
      assert.deepEqual(seen.map(toPosition), seen.map(toPosition).sort(compareNewestFirst))
    })

    test('lists filter at the vendor: contracts by status, opportunities by outcome, quotes by status', async () => {
      const common = { customerNativeId: acme, first: 20, after: undefined }
      const contracts = async (statuses: ('ACTIVATED' | 'EXPIRED' | 'SUSPENDED')[] | undefined) =>
        numbersOf(await provider.listContracts([{ ...common, statuses }], call()))
      assert.deepEqual(await contracts(undefined), ['00000102', '00000101'])
      assert.deepEqual(await contracts(['ACTIVATED']), ['00000102'])
      assert.deepEqual(await contracts(['EXPIRED']), ['00000101'])
      assert.deepEqual(await contracts(['SUSPENDED']), [])
      const opportunities = async (won: boolean | undefined) => {
        const [page] = await provider.listOpportunities([{ ...common, won }], call())
        return page && !(page instanceof Error) ? readable(page).items.map((item) => item.won) : page
      }
      assert.deepEqual(await opportunities(true), [true])
      assert.deepEqual(await opportunities(false), [])
      assert.deepEqual(await opportunities(undefined), [undefined, true])
      const [quotes] = await provider.listQuotes([{ ...common, statuses: ['ACCEPTED'] }], call())
      assert.ok(quotes && !(quotes instanceof Error))
      assert.deepEqual(
        readable(quotes).items.map(({ quoteNumber, total }) => [quoteNumber, total]),
        [['Q-00101', { minorUnits: 21_900_00n, currencyCode: 'USD' }]],
      )
    })

    test('contracts in force are found by their last day, page by page, each once', async () => {
      const [page] = await provider.listContracts(
        [{ customerNativeId: acme, first: 20, after: undefined, statuses: undefined }],
        call(),
      )
      assert.ok(page && !(page instanceof Error))
      const [inForce, over] = readable(page).items
      assert.ok(inForce?.endDate && over?.endDate)
      const list = async (endsFrom: string, endsThrough: string, first: number): Promise<string[]> => {
        const found: string[] = []
        let after: string | undefined
        do {
          const range = { endsFrom, endsThrough, first, after }
          const { contracts, next } = await provider.listEndingContracts(range, call())
          assert.ok(contracts.length <= first)
          assert.ok(contracts.every(({ status }) => status === 'ACTIVATED'))
          found.push(...contracts.map(({ contractNumber }) => contractNumber))
          after = next
        } while (after !== undefined)
        return found
      }
      assert.ok((await list(inForce.endDate, inForce.endDate, 5)).includes(inForce.contractNumber))
      assert.ok(!(await list(over.endDate, over.endDate, 5)).includes(over.contractNumber))
      const all = await list('2000-01-01', '2099-12-31', 500)
      assert.ok(all.length > 2)
      assert.deepEqual(await list('2000-01-01', '2099-12-31', 2), all)
      assert.deepEqual(await list('2000-01-01', '2000-12-31', 2), [])
    })

    test('lines are complete, in order, with exact amounts and half-open terms', async () => {
      const [page] = await provider.listContracts(
        [{ customerNativeId: acme, first: 1, after: undefined, statuses: ['ACTIVATED'] }],
        call(),
      )
      assert.ok(page && !(page instanceof Error))
      const [contract] = readable(page).items
      assert.ok(contract?.endDate)
      assert.deepEqual(contract.totalContractValue, { minorUnits: 163_800_00n, currencyCode: 'USD' })
      const [lines] = await provider.getContractLines([contract.source.nativeId], call())
      assert.ok(lines && !(lines instanceof Error))
      assert.deepEqual(
        lines.map(({ quantity, unitPrice, netAmount, renewable }) => [
          quantity,
          unitPrice.minorUnits,
          netAmount.minorUnits,
          renewable,
        ]),
        [
          ['10', 1200_00n, 144_000_00n, true],
          ['2', 450_00n, 10_800_00n, true],
          ['1', 9000_00n, 9000_00n, true],
        ],
      )
      assert.equal(lines[0]?.term.end?.toISOString().slice(0, 10), contract.renewal?.renewalDate)
    })

    test('a contract knows what it renews, and what renews it is found', async () => {
      const [page] = await provider.listContracts(
        [{ customerNativeId: acme, first: 20, after: undefined, statuses: undefined }],
        call(),
      )
      assert.ok(page && !(page instanceof Error))
      const [newer, older] = readable(page).items
      assert.ok(newer && older)
      assert.equal(newer.renewedFrom?.nativeId, older.source.nativeId)
      assert.deepEqual(await provider.getRenewalIds([older.source.nativeId, newer.source.nativeId], call()), [
        newer.source.nativeId,
        undefined,
      ])
    })

    test('a token that the vendor no longer accepts is replaced once, and nobody notices', async () => {
      await provider.getCustomers([acme], call())
      await fetch(`${emulator.baseUrl}/__emulator/clock`, {
        method: 'POST',
        body: JSON.stringify({ advanceSeconds: 30 * 24 * 3600 }),
      })
      const [customer] = await provider.getCustomers([acme], call())
      assert.ok(customer && !(customer instanceof Error))
    })

    test('a read survives a connection that is cut, and a system that is down is SYSTEM_UNAVAILABLE', async () => {
      const broken = await startEmulator(vendor.createEmulator())
      const other = vendor.createProvider(connectionTo(broken), { logger: silentLogger, clock: systemClock })
      const [customer] = await other.getCustomers([acme], call())
      assert.ok(customer && !(customer instanceof Error))
      broken.fail({ times: 1, reset: 'before-answer' })
      const [again] = await other.getCustomers([acme], call())
      assert.ok(again && !(again instanceof Error))
      broken.fail({ status: 503, body: 'down' })
      await assert.rejects(other.getCustomers([acme], call()), { code: 'SYSTEM_UNAVAILABLE' })
      await other.close()
      await broken.close()
    })

    test('a call ends at its deadline with TIMEOUT, and carries the correlation id', async () => {
      const slow = await startEmulator(vendor.createEmulator())
      const other = vendor.createProvider(connectionTo(slow, { timeoutMs: 300 }), {
        logger: silentLogger,
        clock: systemClock,
      })
      await other.getCustomers([acme], call())
      assert.ok(slow.calls().every(({ headers }) => headers['x-correlation-id'] === 'contract-crm'))
      slow.fail({ delayMs: 60_000 })
      await assert.rejects(other.getCustomers([acme], call()), { code: 'TIMEOUT' })
      await slow.close()
      await other.close()
    })

    test('wrong credentials are AUTH_FAILED', async () => {
      const credentials = Object.fromEntries(Object.keys(emulator.credentials).map((key) => [key, 'wrong']))
      const other = vendor.createProvider(connectionTo(emulator, { credentials }), {
        logger: silentLogger,
        clock: systemClock,
      })
      await assert.rejects(other.getCustomers([acme], call()), { code: 'AUTH_FAILED' })
      await other.close()
    })
  })
}

const toPosition = ({ createdAt, source }: ListedRecord) => ({ at: createdAt, nativeId: source.nativeId })

function numbersOf(pages: Awaited<ReturnType<CrmProvider['listContracts']>>): string[] | Error | undefined {
  const [page] = pages
  return page && !(page instanceof Error)
    ? readable(page).items.map(({ contractNumber }) => contractNumber)
    : page
}
