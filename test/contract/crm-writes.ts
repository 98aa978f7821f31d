import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { ContractRecord, CrmProvider } from '#crm/provider.ts'
import type { CrmWrites, NewContract } from '#crm/writes.ts'
import type { Answer } from '#shared/answer.ts'
import { dayOf, systemClock } from '#shared/clock.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { isWeftError } from '#shared/errors.ts'
import { formatAmount, parseMoney } from '#shared/money.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { allRecords } from '#shared/listed.ts'
import { call, connectionTo, type CrmVendor, identitiesByName } from './crm.ts'

/** Where the vendor's records are written, so that the answer to a write can be lost. */
export interface WrittenCrmVendor<State> extends CrmVendor<State> {
  writes: { method: string; path: string }
}

const keyed = (idempotencyKey: string): WriteCall => ({ ...call(), idempotencyKey })

/** What every CRM that can be written to must keep, asked of its emulator over real HTTP. */
export function testCrmWrites<State>(vendor: WrittenCrmVendor<State>): void {
  describe(`${vendor.vendor} as a CRM that is written to`, () => {
    let emulator: Emulator
    let provider: CrmProvider
    let writes: CrmWrites
    let customer: string
    let platform: string

    before(async () => {
      emulator = await startEmulator(vendor.createEmulator())
      provider = vendor.createProvider(connectionTo(emulator), { logger: silentLogger, clock: systemClock })
      assert.ok(provider.writes)
      writes = provider.writes
      customer = (await identitiesByName(provider, 'Customer')).get('Pied Piper')?.ref.nativeId ?? ''
      platform = (await identitiesByName(provider, 'Product')).get('Northwind Platform')?.ref.nativeId ?? ''
    })
    beforeEach(() => emulator.reset())
    after(async () => {
      await provider.close()
      await emulator.close()
    })

    const usd = (amount: string) => parseMoney(amount, 'USD')
    const newContract = (more: Partial<NewContract> = {}): NewContract => ({
      customerNativeId: customer,
      opportunityNativeId: undefined,
      renewedFromNativeId: undefined,
      name: 'Platform',
      startDate: '2027-02-01',
      termMonths: 12,
      currencyCode: 'USD',
      lines: [
        {
          productNativeId: platform,
          quantity: '5',
          unitPrice: usd('1200'),
          netAmount: usd('72000'),
          renewable: true,
        },
      ],
      ...more,
    })
    const listContracts = async (): Promise<ContractRecord[]> => {
      const request = { customerNativeId: customer, first: 50, after: undefined, statuses: undefined }
      const [page] = await provider.listContracts([request], call())
      return allRecords(present(page).items)
    }
    const contractOf = async ({ ref }: Written): Promise<ContractRecord> =>
      present((await provider.getContracts([ref.nativeId], call()))[0])
    const wonDeal = async (): Promise<string> => {
      const request = { customerNativeId: customer, first: 1, after: undefined, won: true }
      const [page] = await provider.listOpportunities([request], call())
      return allRecords(present(page).items)[0]?.source.nativeId ?? ''
    }
    /** The next write takes effect, or does not, and its answer is lost. */
    const lose = (applied: boolean): void =>
      emulator.fail({ ...vendor.writes, times: 1, applied, reset: 'before-answer' })
    /** Asks until it is answered, as whoever has a retryable failure does. */
    async function insist(write: () => Promise<Written>): Promise<Written> {
      try {
        return await write()
      } catch (error) {
        assert.ok(isWeftError(error) && error.retryable, String(error))
        return write()
      }
    }
    /** That a version is the one which the vendor's event of the record will lead to. */
    async function assertVersion({ ref, version }: Written): Promise<void> {
      const [read] = (await provider.changes?.readChanged([ref], call())) ?? []
      assert.equal(present(read).version, version)
    }

    test('a won deal is read with what comes after it needs', async () => {
      const opportunityNativeId = await wonDeal()
      const sale = await writes.getSale({ opportunityNativeId }, call())
      assert.ok(sale?.quote)
      assert.partialDeepStrictEqual(sale, {
        opportunity: { nativeId: opportunityNativeId },
        customer: { nativeId: customer },
        won: true,
        termMonths: 12,
        purchaseOrderNumber: 'PP-2026-001',
        paymentTermsCode: 'NET_30',
        billTo: {
          contactName: 'Monica Hall',
          email: 'monica@piedpiper.com',
          address: { city: 'Palo Alto', countryCode: 'US' },
        },
      })
      assert.deepEqual(
        sale.lines.map(({ quantity, total }) => [quantity, formatAmount(total)]),
        [
          ['5', '6000.00'],
          ['1', '5000.00'],
        ],
      )
      assert.equal(formatAmount(sale.total), '11000.00')
      assert.match(sale.startDate ?? '', /^\d{4}-\d{2}-\d{2}$/)
      assert.equal(sale.contracts.length, 1)
      const { source: _a, ...byDeal } = sale
      const { source: _b, ...byQuote } =
        (await writes.getSale({ quoteNativeId: sale.quote.nativeId }, call())) ?? {}
      assert.deepEqual(byQuote, byDeal)
      assert.equal(await writes.getSale({ opportunityNativeId: vendor.unknownId }, call()), undefined)
    })

    test('a contract is a draft with its lines, and the deal knows it', async () => {
      const opportunityNativeId = await wonDeal()
      const made = await writes.createContract(newContract({ opportunityNativeId }), keyed('run:contract'))
      assert.equal(made.effect, 'CREATED')
      const contract = await contractOf(made)
      assert.partialDeepStrictEqual(contract, {
        contractNumber: made.number,
        name: 'Platform',
        status: 'DRAFT',
        startDate: '2027-02-01',
        endDate: '2028-01-31',
        termMonths: 12,
        totalContractValue: usd('72000'),
      })
      const lines = present((await provider.getContractLines([made.ref.nativeId], call()))[0])
      assert.partialDeepStrictEqual(lines, [
        {
          product: { nativeId: platform },
          quantity: '5',
          unitPrice: usd('1200'),
          netAmount: usd('72000'),
          renewable: true,
          term: { end: new Date('2028-02-01') },
        },
      ])
      await assertVersion(made)
      const sale = await writes.getSale({ opportunityNativeId }, call())
      assert.ok(sale?.contracts.some(({ nativeId }) => nativeId === made.ref.nativeId))
    })

    for (const [ending, applied] of [
      ['after it was made', true],
      ['before it was made', false],
    ] as const)
      test(`a contract whose answer was lost ${ending} is there once`, async () => {
        const before = await listContracts()
        lose(applied)
        const create = () => writes.createContract(newContract(), keyed('run:contract'))
        const made = await insist(create)
        assert.equal(made.effect, applied ? 'FOUND' : 'CREATED')
        assert.deepEqual({ ...(await create()), effect: 'FOUND' }, { ...made, effect: 'FOUND' })
        assert.equal((await listContracts()).length, before.length + 1)
      })

    test('two keys are two contracts', async () => {
      const one = await writes.createContract(newContract(), keyed('run-1:contract'))
      const other = await writes.createContract(newContract(), keyed('run-2:contract'))
      assert.notEqual(one.ref.nativeId, other.ref.nativeId)
    })

    test('a contract that was made, and changed by a person since, is found as it is', async () => {
      const made = await writes.createContract(newContract(), keyed('run:contract'))
      await writes.activateContract(made.ref.nativeId, keyed('a person'))
      const again = await writes.createContract(newContract(), keyed('run:contract'))
      assert.deepEqual([again.effect, again.ref], ['FOUND', made.ref])
      assert.equal((await contractOf(made)).status, 'ACTIVATED')
    })

    test('a contract is put into force once', async () => {
      const made = await writes.createContract(newContract(), keyed('run:contract'))
      lose(true)
      const activate = () => writes.activateContract(made.ref.nativeId, keyed('run:activate'))
      assert.equal((await insist(activate)).effect, 'FOUND')
      await assertVersion(await activate())
      assert.equal((await contractOf(made)).status, 'ACTIVATED')
    })

    test('a draft that is taken back is gone', async () => {
      const made = await writes.createContract(newContract(), keyed('run:contract'))
      lose(true)
      const taken = { nativeId: made.ref.nativeId, version: made.version }
      const withdraw = () => writes.withdrawContract(taken, keyed('run:withdraw'))
      assert.equal((await insist(withdraw)).effect, 'FOUND')
      assert.deepEqual(await provider.getContracts([made.ref.nativeId], call()), [undefined])
    })

    test('a contract in force that is taken back has ended', async () => {
      const made = await writes.createContract(newContract(), keyed('run:contract'))
      const { ref, version } = await writes.activateContract(made.ref.nativeId, keyed('run:activate'))
      const ended = await writes.withdrawContract({ nativeId: ref.nativeId, version }, keyed('run:withdraw'))
      assert.equal(ended.effect, 'UPDATED')
      await assertVersion(ended)
      const { status, endDate } = await contractOf(made)
      assert.deepEqual([status, endDate], ['TERMINATED', dayOf(new Date())])
      const again = { nativeId: ref.nativeId, version: made.version }
      assert.equal((await writes.withdrawContract(again, keyed('run:withdraw-2'))).effect, 'FOUND')
      const listed = async (statuses: ContractRecord['status'][]) => {
        const request = { customerNativeId: customer, first: 50, after: undefined, statuses }
        const [page] = await provider.listContracts([request], call())
        return allRecords(present(page).items).some(({ source }) => source.nativeId === ref.nativeId)
      }
      assert.deepEqual([await listed(['ACTIVATED']), await listed(['TERMINATED'])], [false, true])
    })

    test('what a person has changed is not taken back', async () => {
      const made = await writes.createContract(newContract(), keyed('run:contract'))
      await writes.activateContract(made.ref.nativeId, keyed('a person'))
      const taken = { nativeId: made.ref.nativeId, version: made.version }
      await assert.rejects(writes.withdrawContract(taken, keyed('run:withdraw')), { code: 'STALE_VERSION' })
      assert.equal((await contractOf(made)).status, 'ACTIVATED')
    })

    test('a renewal is said at both ends, by one contract alone, and taken back with it', async () => {
      const old = await writes.createContract(newContract(), keyed('old'))
      const renewedFromNativeId = old.ref.nativeId
      await writes.activateContract(renewedFromNativeId, keyed('old:activate'))
      const next = await writes.createContract(newContract({ renewedFromNativeId }), keyed('next'))
      const link = (nativeId: string) => () =>
        writes.linkRenewal({ nativeId, renewedFromNativeId }, keyed(`link:${nativeId}`))
      lose(true)
      assert.equal((await insist(link(next.ref.nativeId))).effect, 'FOUND')
      assert.equal((await contractOf(next)).renewedFrom?.nativeId, renewedFromNativeId)
      const rival = await writes.createContract(newContract(), keyed('rival'))
      await assert.rejects(link(rival.ref.nativeId), { code: 'DUPLICATE_RECORD' })
      const { version } = await link(next.ref.nativeId)()
      await writes.withdrawContract({ nativeId: next.ref.nativeId, version }, keyed('next:withdraw'))
      assert.equal((await link(rival.ref.nativeId)()).effect, 'UPDATED')
      assert.deepEqual(await provider.getRenewalIds([renewedFromNativeId], call()), [rival.ref.nativeId])
    })

    test('a customer is changed once, and not where a person was faster', async () => {
      const [read] = (await provider.changes?.readChanged([{ ...(await reference()) }], call())) ?? []
      const expectedVersion = present(read).version
      const billingAddress = {
        line1: '1 Infinite Loop',
        line2: 'Floor 2',
        city: 'Cupertino',
        region: 'CA',
        postalCode: '95014',
        countryCode: 'US',
      }
      const change = { nativeId: customer, legalName: 'Pied Piper LLC', billingAddress, expectedVersion }
      const update = () => writes.updateCustomer(change, keyed('run:customer'))
      lose(true)
      const found = await insist(update)
      assert.equal(found.effect, 'FOUND')
      await assertVersion(found)
      const record = present((await provider.getCustomers([customer], call()))[0])
      assert.deepEqual(
        [record.name, record.legalName, record.billingAddress],
        ['Pied Piper', 'Pied Piper LLC', billingAddress],
      )
      const late = { nativeId: customer, legalName: 'Pied Piper AG', expectedVersion }
      await assert.rejects(writes.updateCustomer(late, keyed('late')), { code: 'STALE_VERSION' })
      assert.equal((await writes.updateCustomer({ ...change }, keyed('same'))).effect, 'FOUND')
    })

    // Nobody of the demo world has this name: identities are looked up by it.
    const NEW = {
      name: 'Chotchkies',
      legalName: 'Chotchkies LLC',
      domain: 'chotchkies.example',
      taxId: '98-7654321',
      businessUnitKey: 'amer',
      billingAddress: {
        line1: '4120 Freidrich Lane',
        line2: undefined,
        city: 'Austin',
        region: 'TX',
        postalCode: '78744',
        countryCode: 'US',
      },
    }

    test('a customer is made once, is found for matching, and taken back while nothing hangs on it', async () => {
      const make = () => writes.createCustomer(NEW, keyed('run:customer'))
      // With a token in hand: the write is what gets lost.
      await reference()
      lose(true)
      const made = await insist(make)
      assert.equal(made.effect, 'FOUND')
      await assertVersion(made)
      const { nativeId } = made.ref
      const record = present((await provider.getCustomers([nativeId], call()))[0])
      assert.deepEqual(
        [record.name, record.legalName, record.domain, record.billingAddress],
        [NEW.name, NEW.legalName, NEW.domain, NEW.billingAddress],
      )
      const identity = (await identitiesByName(provider, 'Customer')).get(NEW.name)
      assert.deepEqual(
        [identity?.ref.nativeId, identity?.domain, identity?.taxIds, identity?.businessUnitKey],
        [nativeId, NEW.domain, ['987654321'], 'amer'],
      )
      lose(true)
      const version = made.version
      await insist(() => writes.removeCustomer({ nativeId, version }, keyed('run:customer:undo')))
      assert.equal((await provider.getCustomers([nativeId], call()))[0], undefined)
      const again = await writes.removeCustomer({ nativeId, version }, keyed('run:customer:undo'))
      assert.equal(again.effect, 'FOUND')
    })

    test('a customer that somebody works with is not taken back', async () => {
      const made = await writes.createCustomer({ ...NEW, taxId: undefined }, keyed('run:customer'))
      const { nativeId } = made.ref
      await writes.createContract(newContract({ customerNativeId: nativeId }), keyed('a person'))
      const remove = (version: string | undefined) =>
        writes.removeCustomer({ nativeId, version }, keyed('run:customer:undo'))
      assert.equal((await remove(undefined)).effect, 'FOUND')
      assert.equal(present((await provider.getCustomers([nativeId], call()))[0]).name, NEW.name)
      await assert.rejects(remove('2001-01-01T00:00:00.000+0000'), { code: 'STALE_VERSION' })
    })

    const reference = async () => present((await provider.getCustomers([customer], call()))[0]).source

    test('a deal is told what became of it, and untold', async () => {
      const deal = await wonDeal()
      const made = await writes.createContract(newContract(), keyed('run:contract'))
      const outcome = {
        erpCustomerId: '12',
        erpOrderId: '34',
        billingCustomerId: 'cus_1',
        billingSubscriptionId: 'sub_1',
        contractNativeId: made.ref.nativeId,
      }
      lose(true)
      const note = () => writes.noteOutcome(deal, outcome, keyed('run:note'))
      assert.equal((await insist(note)).effect, 'FOUND')
      const dealContract = async () =>
        present((await provider.getOpportunities([deal], call()))[0]).contract?.nativeId
      assert.equal(await dealContract(), made.ref.nativeId)
      const nothing = {
        erpCustomerId: undefined,
        erpOrderId: undefined,
        billingCustomerId: undefined,
        billingSubscriptionId: undefined,
        contractNativeId: undefined,
      }
      const untold = await writes.noteOutcome(deal, nothing, keyed('run:note:undo'))
      assert.equal(untold.effect, 'UPDATED')
      await assertVersion(untold)
      assert.equal(await dealContract(), undefined)
    })

    test('what is not there is NOT_FOUND, or gone already', async () => {
      const nativeId = vendor.unknownId
      await assert.rejects(writes.activateContract(nativeId, keyed('a')), { code: 'NOT_FOUND' })
      await assert.rejects(writes.updateCustomer({ nativeId, name: 'x' }, keyed('b')), { code: 'NOT_FOUND' })
      const gone = await writes.withdrawContract({ nativeId, version: undefined }, keyed('c'))
      assert.equal(gone.effect, 'FOUND')
    })
  })
}

function present<Value>(answer: Answer<Value>): Value {
  assert.ok(answer !== undefined && !isWeftError(answer), String(answer))
  return answer
}
