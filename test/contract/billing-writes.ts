import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BillingWrites, NewSubscription } from '#billing/writes.ts'
import type { Answer } from '#shared/answer.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { isSameMoney, parseMoney } from '#shared/money.ts'
import type { WriteCall } from '#shared/writes.ts'
import { type BillingVendor, type BillingWorld, startBillingWorld } from './billing-world.ts'
import { listAll } from './identities.ts'

function got<Value>(answer: Answer<Value>): Exclude<Value, WeftError | undefined> {
  assert.ok(answer !== undefined && !isWeftError(answer), 'billing has this record')
  return answer as Exclude<Value, WeftError | undefined>
}

interface Writable extends AsyncDisposable {
  world: BillingWorld
  writes: BillingWrites
  keyed(key: string): WriteCall
}

async function startWritable(vendor: BillingVendor): Promise<Writable> {
  const world = await startBillingWorld(vendor)
  const { writes } = world.provider
  assert.ok(writes)
  return {
    world,
    writes,
    keyed: (idempotencyKey) => ({ ...world.call(), idempotencyKey }),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** A year of ten seats and something once, from this morning, for a customer who is new to billing. */
async function dealOf({ world, writes, keyed }: Writable): Promise<NewSubscription> {
  const customer = await writes.createCustomer(NEWCOMER, keyed('customer'))
  const startsAt = new Date()
  startsAt.setUTCHours(0, 0, 0, 0)
  const item = async (sku: string, quantity: string, price: string) => ({
    productNativeId: await world.product(sku),
    quantity,
    unitPrice: parseMoney(price, 'USD'),
    description: undefined,
  })
  return {
    customerNativeId: customer.ref.nativeId,
    currencyCode: 'USD',
    items: [await item('NW-SUP-P', '10', '123.45')],
    oneTimeItems: [await item('NW-ONB', '1', '2500.00')],
    interval: 'YEAR',
    startsAt,
    collectionMethod: 'SEND_INVOICE',
    netDays: 30,
    purchaseOrderNumber: undefined,
    crmContractId: '800000000000077',
    erpOrderId: undefined,
  }
}

const NEWCOMER = {
  name: 'Newcomer Inc',
  email: 'ap@newcomer.example',
  address: undefined,
  taxIdentifiers: [],
  crmNativeId: '001000000000077',
  erpNativeId: undefined,
}

/** What every billing vendor that can be written to must keep, told by its own reads. */
export function testBillingWrites(vendor: BillingVendor): void {
  describe(`${vendor.vendor} as what billing writes into`, () => {
    test('makes a customer once, whom matching finds by the id that the CRM gave', async () => {
      await using writable = await startWritable(vendor)
      const { world, writes, keyed } = writable
      world.emulator.fail({ method: 'POST', times: 1, applied: true, reset: 'before-answer' })
      await assert.rejects(writes.createCustomer(NEWCOMER, keyed('once')), ({ retryable }) => retryable)
      const { ref } = await writes.createCustomer(NEWCOMER, keyed('once'))
      const identities = await listAll(world.provider, 'Customer', world.call())
      const ours = identities.filter(({ name }) => name === NEWCOMER.name)
      assert.deepEqual(
        ours.map((identity) => [identity.ref, identity.foreignRefs.map(({ nativeId }) => nativeId)]),
        [[ref, [NEWCOMER.crmNativeId]]],
      )
      assert.equal((await writes.removeCustomer(ref.nativeId, keyed('gone'))).effect, 'UPDATED')
      const [removed] = await world.provider.getCustomers(
        [{ nativeId: ref.nativeId, crmNativeIds: [] }],
        world.call(),
      )
      assert.equal(removed, undefined)
    })

    test('bills what it previews, on a draft that is a document when it is finalised', async () => {
      await using writable = await startWritable(vendor)
      const { world, writes, keyed } = writable
      const deal = await dealOf(writable)
      const preview = await writes.previewSubscription({ ...deal, address: undefined }, world.call())
      const { firstInvoice } = await writes.createSubscription(deal, keyed('subscription'))
      const id = firstInvoice?.nativeId ?? ''
      assert.equal((await readInvoice(writable, id)).status, 'DRAFT')
      const invoice = await writes.finaliseInvoice(id, keyed('finalise'))
      assert.deepEqual([invoice.status, invoice.effect, invoice.lines.length], ['OPEN', 'UPDATED', 2])
      assert.ok(isSameMoney(invoice.total, preview.total) && isSameMoney(invoice.subtotal, preview.subtotal))
      const read = await readInvoice(writable, id)
      assert.deepEqual([read.status, read.number, read.dueDate], ['OPEN', invoice.number, invoice.dueOn])
      assert.equal(read.contract?.nativeId, deal.crmContractId)
      assert.equal((await writes.finaliseInvoice(id, keyed('finalise'))).effect, 'FOUND')
    })

    test('makes one subscription of a key, and takes it back with its invoice', async () => {
      await using writable = await startWritable(vendor)
      const { world, writes, keyed } = writable
      const deal = await dealOf(writable)
      world.emulator.fail({ method: 'POST', times: 1, applied: true, reset: 'before-answer' })
      await assert.rejects(writes.createSubscription(deal, keyed('once')), ({ retryable }) => retryable)
      const { ref, firstInvoice } = await writes.createSubscription(deal, keyed('once'))
      assert.deepEqual(await subscriptionIds(writable, deal.customerNativeId), [ref.nativeId])
      const id = firstInvoice?.nativeId ?? ''
      const taken = await writes.takeBackInvoice(id, 'the deal was called off', keyed('back'))
      assert.notEqual(taken.how, 'ALREADY_TAKEN_BACK')
      assert.deepEqual(await writes.takeBackInvoice(id, 'the deal was called off', keyed('back')), taken)
      assert.equal((await writes.cancelSubscription(ref.nativeId, keyed('end'))).effect, 'UPDATED')
      assert.equal((await writes.cancelSubscription(ref.nativeId, keyed('end'))).effect, 'FOUND')
      assert.deepEqual(await subscriptionIds(writable, deal.customerNativeId), [])
    })
  })
}

async function readInvoice({ world }: Writable, id: string) {
  const [invoice] = await world.provider.getInvoices([id], world.call())
  return got(invoice)
}

/** Of those that are not cancelled. */
async function subscriptionIds({ world }: Writable, nativeId: string): Promise<string[]> {
  const request = {
    customer: { nativeId, crmNativeIds: [] },
    first: 10,
    after: undefined,
    statuses: undefined,
  }
  const [page] = await world.provider.listSubscriptions([request], world.call())
  return got(page).items.map((item) => ('source' in item ? item.source.nativeId : ''))
}
