import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERP_CUSTOMER, usd } from './deal.ts'
import { goBack, goForward } from './drive.ts'
import { createSystems, type Situation } from './systems.ts'

/** What a new customer's deal writes, in order. */
const WRITES = [
  'erp.createCustomer',
  'billing.createCustomer',
  'support.createAccount',
  'crm.createContract',
  'erp.createOrder',
  'billing.createSubscription',
  'crm.activateContract',
  'billing.finaliseInvoice',
  'erp.postInvoice',
  'support.createEntitlement',
  'crm.noteOutcome',
]
const known: Situation = { erpCustomer: ERP_CUSTOMER }

const askedOf = (systems: ReturnType<typeof createSystems>, name: string): Record<string, unknown> =>
  (systems.books.effects.find((effect) => effect.name === name)?.asked ?? {}) as Record<string, unknown>

test('a deal becomes customer, contract, order, subscription, invoice and entitlement, each named by those after it', async () => {
  const systems = createSystems({ tax: usd(907) })
  const { refusal, skipped, outcomes } = await goForward(systems)
  assert.equal(refusal, undefined)
  assert.deepEqual(skipped, ['check-credit', 'collect-payment', 'record-payment'])
  assert.deepEqual(systems.books.names(), WRITES)
  assert.deepEqual(systems.linked, ['erp-new', 'billing-new', 'account'])
  assert.deepEqual(
    systems.own,
    // What was known of the contract in billing is out of date as well.
    systems.books.effects.flatMap(({ nativeId }) =>
      nativeId === 'subscription' ? ['contract', nativeId] : [nativeId],
    ),
  )
  const { crmContractId, crmOpportunityId, purchaseOrderNumber } = askedOf(systems, 'erp.createOrder')
  assert.deepEqual([crmContractId, crmOpportunityId, purchaseOrderNumber], ['contract', 'deal', 'PP-1'])
  const subscription = askedOf(systems, 'billing.createSubscription')
  assert.deepEqual(
    [subscription.customerNativeId, subscription.crmContractId, subscription.erpOrderId],
    ['billing-new', 'contract', 'order'],
  )
  const { crmNativeId, erpNativeId } = askedOf(systems, 'billing.createCustomer')
  assert.deepEqual([crmNativeId, erpNativeId], ['crm-piper', 'erp-new'])
  assert.deepEqual(outcomes.get('reconcile')?.output, { total: '11907.00' })
})

test('the ledger gets the invoice as billing has it, line by line', async () => {
  const systems = createSystems({ tax: usd(907) })
  await goForward(systems)
  const { lines, ...invoice } = askedOf(systems, 'erp.postInvoice')
  assert.deepEqual(invoice, {
    customerNativeId: 'erp-new',
    orderNativeId: 'order',
    legalEntityNativeId: 'us',
    currencyCode: 'USD',
    postedOn: '2026-11-25',
    dueOn: '2026-12-25',
    invoiceNumber: 'N-invoice',
    billingInvoiceId: 'invoice',
    crmContractId: 'contract',
    tax: usd(907),
    total: usd(11_907),
  })
  assert.deepEqual(lines, [
    {
      productNativeId: 'erp-platform',
      quantity: '5',
      unitPrice: usd(1200),
      amount: usd(6000),
      description: 'platform',
      billingLineId: 'il-0',
    },
    {
      productNativeId: 'erp-onboarding',
      quantity: '1',
      unitPrice: usd(5000),
      amount: usd(5000),
      description: 'onboarding',
      billingLineId: 'il-1',
    },
  ])
})

test('the contract says the whole term’s amount of what recurs, and once what does not', async () => {
  const systems = createSystems()
  await goForward(systems)
  const { lines } = askedOf(systems, 'crm.createContract') as {
    lines: { netAmount: unknown; renewable: boolean }[]
  }
  assert.deepEqual(
    lines.map(({ netAmount, renewable }) => [netAmount, renewable]),
    [
      [usd(72_000), true],
      [usd(5000), false],
    ],
  )
})

/** What takes back what each write did. */
const UNDONE: Readonly<Record<string, readonly string[]>> = {
  'erp.createCustomer': ['erp.setCustomerActive'],
  'billing.createCustomer': ['billing.removeCustomer'],
  'support.createAccount': ['support.removeAccount'],
  'crm.createContract': ['crm.withdrawContract'],
  'erp.createOrder': ['erp.closeOrder'],
  'billing.createSubscription': ['billing.cancelSubscription', 'billing.takeBackInvoice'],
  'crm.activateContract': ['crm.withdrawContract'],
}

for (const [index, name] of WRITES.slice(0, WRITES.indexOf('billing.finaliseInvoice')).entries())
  test(`refused at ${name}, all that was written before is taken back, the last first, once`, async () => {
    const systems = createSystems()
    systems.books.fail(name, 'refused')
    const driven = await goForward(systems)
    assert.equal(driven.refusal?.error.code, 'REJECTED_BY_SYSTEM')
    const done = WRITES.slice(0, index)
    assert.deepEqual(systems.books.names(), done)
    await goBack(systems, driven)
    assert.deepEqual(
      systems.books.names().slice(done.length),
      done.toReversed().flatMap((write) => UNDONE[write] ?? []),
    )
  })

for (const name of WRITES)
  test(`${name} is done once, whether the system is away or its answer lost`, async () => {
    const systems = createSystems()
    systems.books.fail(name, 'busy', 'lost', 'busy')
    const { refusal } = await goForward(systems)
    assert.equal(refusal, undefined)
    assert.deepEqual(systems.books.names(), WRITES)
    assert.equal(systems.books.asked.filter((asked) => asked === name).length, 4)
  })

test('a contract that was put into force is ended once, and its draft not deleted after', async () => {
  const systems = createSystems()
  systems.books.fail('billing.finaliseInvoice', 'refused')
  await goBack(systems, await goForward(systems))
  const withdrawn = systems.books.effects.filter(({ name }) => name === 'crm.withdrawContract')
  assert.deepEqual(
    withdrawn.map(({ asked }) => asked),
    [{ nativeId: 'contract', version: '1' }],
  )
})

test('who knows the customer is not told again, and loses nothing when the deal is taken back', async () => {
  const systems = createSystems({
    ...known,
    extraLinks: [
      { domain: 'BILLING', nativeId: 'billing-piper', state: 'ACTIVE' },
      { domain: 'SUPPORT', nativeId: 'support-piper', state: 'ACTIVE' },
    ],
  })
  systems.books.fail('crm.createContract', 'refused')
  const driven = await goForward(systems)
  await goBack(systems, driven)
  assert.deepEqual(systems.books.names(), [])
  assert.deepEqual(driven.skipped, [
    'create-erp-customer',
    'create-billing-customer',
    'create-support-account',
  ])
})

test('a customer that the ERP has put aside is active for the deal, and put aside again when it is taken back', async () => {
  const systems = createSystems({ erpCustomer: { ...ERP_CUSTOMER, isActive: false } })
  systems.books.fail('crm.createContract', 'refused')
  await goBack(systems, await goForward(systems))
  const settings = systems.books.effects.filter(({ name }) => name === 'erp.setCustomerActive')
  assert.deepEqual(
    settings.map(({ asked }) => asked),
    [true, false],
  )
})

test('a draft that sales have made is put into force, not made anew', async () => {
  const systems = createSystems({ contract: {} })
  const { skipped } = await goForward(systems)
  assert.ok(skipped.includes('draft-contract'))
  assert.equal(askedOf(systems, 'erp.createOrder').crmContractId, 'sales-draft')
  assert.equal(
    systems.books.effects.find(({ name }) => name === 'crm.activateContract')?.asked,
    'sales-draft',
  )
})

test('credit that is gone when the run begins stops it before it writes', async () => {
  const owed = [usd(9_000), usd(9_001)]
  const situation: Situation = {
    ...known,
    get receivable() {
      return owed.shift() ?? usd(0)
    },
  }
  const systems = createSystems(situation)
  const { refusal } = await goForward(systems)
  assert.equal(refusal?.error.code, 'CREDIT_HOLD')
  assert.deepEqual(systems.books.names(), [])
})

test('where the service begins later, billing makes the invoice then, and nothing is posted before', async () => {
  const systems = createSystems({ sale: { startDate: '2026-12-01' } })
  const { refusal, skipped } = await goForward(systems)
  assert.equal(refusal, undefined)
  assert.deepEqual(
    systems.books.names(),
    WRITES.filter((name) => !['billing.finaliseInvoice', 'erp.postInvoice'].includes(name)),
  )
  assert.ok(skipped.includes('finalise-invoice') && skipped.includes('post-invoice'))
})

test('what is charged automatically is collected, and its receipt applied', async () => {
  const systems = createSystems({
    collectionMethod: 'CHARGE_AUTOMATICALLY',
    extraLinks: [{ domain: 'BILLING', nativeId: 'billing-piper', state: 'ACTIVE' }],
  })
  const { refusal } = await goForward(systems)
  assert.equal(refusal, undefined)
  assert.deepEqual(systems.books.names().slice(-2), ['billing.collectInvoice', 'erp.recordPayment'])
  assert.deepEqual(askedOf(systems, 'erp.recordPayment'), {
    customerNativeId: 'erp-new',
    invoiceNativeId: 'ledger-invoice',
    amount: usd(11_000),
    receivedOn: '2026-11-25',
    billingPaymentId: 'payment',
  })
})

test('a decline is told and left to dunning: the deal is done all the same', async () => {
  const systems = createSystems({
    collectionMethod: 'CHARGE_AUTOMATICALLY',
    extraLinks: [{ domain: 'BILLING', nativeId: 'billing-piper', state: 'ACTIVE' }],
  })
  systems.books.fail('billing.collectInvoice', 'refused')
  const { refusal, outcomes } = await goForward(systems)
  assert.equal(refusal, undefined)
  assert.equal(outcomes.get('collect-payment')?.output.declined, 'REJECTED_BY_SYSTEM')
  assert.equal(systems.books.names().includes('erp.recordPayment'), false)
})

test('a ledger that says something else is an exception with the difference', async () => {
  const { refusal } = await goForward(createSystems({ ledgerTotal: usd(10_950) }))
  assert.equal(refusal?.stepKey, 'reconcile')
  assert.equal(refusal.error.code, 'AMOUNTS_DIFFER')
  const { expected, actual, difference } = refusal.error.facts
  assert.deepEqual([expected, actual, difference], ['11000.00 USD', '10950.00 USD', '-50.00'])
})

test('what comes after the pivot can be taken back by counter-documents', async () => {
  const systems = createSystems()
  await goBack(systems, await goForward(systems))
  assert.deepEqual(systems.books.names().slice(WRITES.length), [
    'crm.noteOutcome',
    'support.setEntitlementActive',
    'erp.takeBackInvoice',
    'billing.takeBackInvoice',
    'crm.withdrawContract',
    'billing.cancelSubscription',
    'billing.takeBackInvoice',
    'erp.closeOrder',
    'support.removeAccount',
    'billing.removeCustomer',
    'erp.setCustomerActive',
  ])
})
