import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { WriteCall } from '#shared/writes.ts'
import { createCustomer, openInvoice } from '../emulator/test-account.ts'
import {
  DAY,
  HOUR,
  itemOf,
  keyed,
  midnightIn,
  newKey,
  startWriteWorld,
  subscriptionOf,
  type WriteWorld,
} from './write-world.test-support.ts'

// Whatever becomes of an attempt, asking again ends with one effect and the answer of the first.

let world: WriteWorld
before(async () => {
  world = await startWriteWorld()
})
after(() => world[Symbol.asyncDispose]())

/** A write that is ready to be asked for, and what it leaves, which must be there once. */
interface Prepared {
  ask(call: WriteCall): Promise<unknown>
  count(): Promise<number>
}

const WRITES: readonly { name: string; path: string; prepare(): Promise<Prepared> }[] = [
  {
    name: 'createCustomer',
    path: '/v1/customers',
    async prepare() {
      const email = `${newKey().replaceAll(':', '-')}@vandelay.example`
      const customer = {
        name: 'Vandelay',
        email,
        address: undefined,
        taxIdentifiers: [],
        crmNativeId: undefined,
        erpNativeId: undefined,
      }
      return {
        ask: (call) => world.writes.createCustomer(customer, call),
        count: async () => (await world.stripe.customers.list({ email })).data.length,
      }
    },
  },
  {
    name: 'updateCustomer',
    path: '/v1/customers',
    async prepare() {
      const { id } = await createCustomer(world.account)
      return {
        ask: (call) => world.writes.updateCustomer({ nativeId: id, name: 'Kramerica' }, call),
        count: () => countEvents('customer.updated', id),
      }
    },
  },
  {
    name: 'createSubscription',
    path: '/v1/subscriptions',
    async prepare() {
      const { id: customer } = await createCustomer(world.account)
      const subscription = subscriptionOf(world, customer)
      return {
        ask: (call) => world.writes.createSubscription(subscription, call),
        count: async () =>
          (await world.stripe.subscriptions.list({ customer, status: 'all' })).data.length *
          (await world.stripe.invoices.list({ customer, status: 'draft' })).data.length,
      }
    },
  },
  {
    name: 'createSubscription for later',
    path: '/v1/subscription_schedules',
    async prepare() {
      const { id: customer } = await createCustomer(world.account)
      const subscription = subscriptionOf(world, customer, { startsAt: midnightIn(world, 40) })
      return {
        ask: (call) => world.writes.createSubscription(subscription, call),
        count: async () => (await world.stripe.subscriptionSchedules.list({ customer })).data.length,
      }
    },
  },
  {
    name: 'scheduleRenewal',
    path: '/v1/subscription_schedules',
    async prepare() {
      const { id: customer } = await createCustomer(world.account)
      const { ref } = await world.writes.createSubscription(subscriptionOf(world, customer), keyed())
      const renewal = {
        subscriptionNativeId: ref.nativeId,
        items: [itemOf(world, { unitPrice: '110.00' })],
        startsAt: midnightIn(world, 366),
        termMonths: 12,
        crmContractId: undefined,
      }
      return {
        ask: (call) => world.writes.scheduleRenewal(renewal, call),
        async count() {
          const { data } = await world.stripe.subscriptionSchedules.list({ customer })
          return data.length === 1 && data[0]?.phases.length === 2 ? 1 : 0
        },
      }
    },
  },
  {
    name: 'cancelSubscription',
    path: '/v1/subscriptions',
    async prepare() {
      const { id: customer } = await createCustomer(world.account)
      const { ref } = await world.writes.createSubscription(subscriptionOf(world, customer), keyed())
      return {
        ask: (call) => world.writes.cancelSubscription(ref.nativeId, call),
        count: () => countEvents('customer.subscription.deleted', ref.nativeId),
      }
    },
  },
  {
    name: 'finaliseInvoice',
    path: '/v1/invoices',
    async prepare() {
      const { id: customer } = await createCustomer(world.account)
      const { firstInvoice } = await world.writes.createSubscription(subscriptionOf(world, customer), keyed())
      const id = firstInvoice?.nativeId ?? ''
      return {
        ask: (call) => world.writes.finaliseInvoice(id, call),
        count: () => countEvents('invoice.finalized', id),
      }
    },
  },
  {
    name: 'collectInvoice',
    path: '/v1/invoices',
    async prepare() {
      const { id: customer } = await createCustomer(world.account, 'pm_card_visa')
      const { id } = await openInvoice(world.account, customer)
      return {
        ask: (call) => world.writes.collectInvoice(id, call),
        count: async () => (await world.stripe.charges.list({ customer })).data.length,
      }
    },
  },
  {
    name: 'takeBackInvoice of an open one',
    path: '/v1/invoices',
    async prepare() {
      const { id: customer } = await createCustomer(world.account)
      const { id } = await openInvoice(world.account, customer)
      return {
        ask: (call) => world.writes.takeBackInvoice(id, 'duplicate', call),
        count: () => countEvents('invoice.voided', id),
      }
    },
  },
  {
    name: 'takeBackInvoice of a paid one',
    path: '/v1/credit_notes',
    async prepare() {
      const { id: customer } = await createCustomer(world.account, 'pm_card_visa')
      const { id } = await openInvoice(world.account, customer)
      await world.stripe.invoices.pay(id)
      return {
        ask: (call) => world.writes.takeBackInvoice(id, 'duplicate', call),
        count: async () => (await world.stripe.creditNotes.list({ invoice: id })).data.length,
      }
    },
  },
]

async function countEvents(type: string, id: string): Promise<number> {
  const { data } = await world.stripe.events.list({ type, limit: 100 })
  return data.filter(({ data: { object } }) => (object as { id: string }).id === id).length
}

const method = (name: string): 'DELETE' | 'POST' => (name === 'cancelSubscription' ? 'DELETE' : 'POST')

const DISTURBANCES: readonly [string, (write: { name: string; path: string }) => void | Promise<void>][] = [
  [
    'was applied and not answered',
    ({ name, path }) =>
      world.account.emulator.fail({
        method: method(name),
        path,
        times: 1,
        applied: true,
        reset: 'before-answer',
      }),
  ],
  [
    'never arrived',
    ({ name, path }) =>
      world.account.emulator.fail({ method: method(name), path, times: 1, reset: 'before-answer' }),
  ],
  ['met a limit', ({ path }) => world.account.control('limits', { reason: 'endpoint-rate', path, times: 1 })],
  [
    'failed before it wrote, for as long as its key is known',
    ({ path }) => world.account.control('executions', { path, times: 1, fails: 'before-writing' }),
  ],
  [
    'wrote and failed, for as long as its key is known',
    ({ path }) => world.account.control('executions', { path, times: 1, fails: 'after-writing' }),
  ],
]

for (const { name, path, prepare } of WRITES)
  for (const [what, disturb] of DISTURBANCES)
    test(`${name} has one effect when the first attempt ${what}`, async () => {
      const { ask, count } = await prepare()
      const call = keyed()
      await disturb({ name, path })
      await world.insist(() => ask(call))
      assert.equal(await count(), 1)
    })

for (const { name, prepare } of WRITES)
  test(`${name} is found when Stripe has forgotten its key`, async () => {
    const { ask, count } = await prepare()
    const call = keyed()
    const first = await ask(call)
    await world.pass(DAY + HOUR)
    const second = await ask(call)
    assert.equal(await count(), 1)
    assert.deepEqual(essence(second), essence(first))
  })

/** What an answer says, but for whether it was found. */
function essence(answer: unknown): unknown {
  const { ref, firstInvoice, how, counterDocument } = answer as Record<string, { ref?: unknown } | undefined>
  return { ref, firstInvoice, how, counterDocument: counterDocument?.ref }
}

test('a subscription that is refused half-way leaves nothing that bills', async () => {
  const { id: customer } = await createCustomer(world.account)
  world.account.emulator.fail({
    method: 'POST',
    path: '/v1/invoices/',
    times: 1,
    status: 400,
    body: { error: { type: 'invalid_request_error', message: 'not by our rules' } },
  })
  await assert.rejects(world.writes.createSubscription(subscriptionOf(world, customer), keyed()), {
    code: 'REJECTED_BY_SYSTEM',
  })
  const { data: subscriptions } = await world.stripe.subscriptions.list({ customer, status: 'all' })
  assert.deepEqual(
    subscriptions.map(({ status }) => status),
    ['canceled'],
  )
  assert.deepEqual((await world.stripe.invoices.list({ customer, status: 'draft' })).data, [])
})
