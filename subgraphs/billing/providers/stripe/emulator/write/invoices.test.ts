import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { stripeId } from '#demo-world/native-ids.ts'
import {
  createCustomer,
  createPrice,
  DAY,
  openInvoice,
  startAccount,
  type TestAccount,
} from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
let customer: Stripe.Customer
before(async () => {
  account = await startAccount()
  stripe = account.stripe
  customer = await createCustomer(account)
})
after(() => account[Symbol.asyncDispose]())

const draft = (more: Partial<Stripe.InvoiceCreateParams> = {}) =>
  stripe.invoices.create({
    customer: customer.id,
    currency: 'usd',
    collection_method: 'send_invoice',
    days_until_due: 30,
    ...more,
  })

test('a draft adds up its items, and being finalized gets its number and can be paid', async () => {
  const invoice = await draft({ metadata: { salesforce_contract_id: '800x' } })
  assert.deepEqual([invoice.status, invoice.number, invoice.ending_balance], ['draft', null, null])
  for (const amount of [1000, 250])
    await stripe.invoiceItems.create({ customer: customer.id, invoice: invoice.id, amount, currency: 'usd' })
  const open = await stripe.invoices.finalizeInvoice(invoice.id, {
    expand: ['payments.data.payment.payment_intent'],
  })
  const { invoice_prefix, next_invoice_sequence } = (await stripe.customers.retrieve(
    customer.id,
  )) as Stripe.Customer
  assert.deepEqual(
    [open.status, open.number, open.total, open.amount_remaining, open.due_date],
    [
      'open',
      `${invoice_prefix}-${String((next_invoice_sequence ?? 0) - 1).padStart(4, '0')}`,
      1250,
      1250,
      open.created + 30 * DAY,
    ],
  )
  const intent = open.payments?.data[0]?.payment.payment_intent
  assert.ok(intent && typeof intent === 'object')
  assert.deepEqual([intent.status, intent.amount], ['requires_payment_method', 1250])
  assert.deepEqual(open.metadata, { salesforce_contract_id: '800x' })
})

test("numbers go on where the customer's last invoice ended", async () => {
  const invoice = await openInvoice(account, stripeId('cus', 'acme'))
  const next = await openInvoice(account, stripeId('cus', 'acme'))
  assert.match(String(invoice.number), /^ACME-\d{4}$/)
  assert.equal(Number(next.number?.slice(-4)), Number(invoice.number?.slice(-4)) + 1)
})

test('invoice items of a draft are changed and removed, those of an open invoice are not', async () => {
  const invoice = await draft()
  const price = await createPrice(account, 300)
  const kept = await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: invoice.id,
    pricing: { price: price.id },
    quantity: 2,
  })
  const dropped = await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: invoice.id,
    amount: 99,
    currency: 'usd',
  })
  await stripe.invoiceItems.update(kept.id, { quantity: 3 })
  await stripe.invoiceItems.del(dropped.id)
  const edited = await stripe.invoices.retrieve(invoice.id)
  assert.deepEqual(
    [edited.total, edited.lines.data.map(({ amount, quantity }) => [amount, quantity])],
    [900, [[900, 3]]],
  )
  await stripe.invoices.finalizeInvoice(invoice.id)
  await assert.rejects(stripe.invoiceItems.del(kept.id), { code: 'invoice_not_editable' })
  await assert.rejects(
    stripe.invoiceItems.create({ customer: customer.id, invoice: invoice.id, amount: 1, currency: 'usd' }),
    { code: 'invoice_not_editable' },
  )
})

test('items that wait are taken by the next invoice that wants them', async () => {
  const { id } = await createCustomer(account)
  await stripe.invoiceItems.create({ customer: id, amount: 700, currency: 'usd', description: 'Set-up' })
  assert.equal((await draft({ customer: id })).total, 0)
  const taking = await draft({ customer: id, pending_invoice_items_behavior: 'include' })
  assert.deepEqual([taking.total, taking.lines.data[0]?.description], [700, 'Set-up'])
})

test('a draft is edited, an open invoice in its metadata only', async () => {
  const invoice = await draft()
  const edited = await stripe.invoices.update(invoice.id, {
    days_until_due: 10,
    footer: 'Thank you',
    metadata: { a: 'b' },
  })
  assert.deepEqual([edited.due_date, edited.footer], [edited.created + 10 * DAY, 'Thank you'])
  const { id } = await openInvoice(account, customer.id)
  await assert.rejects(stripe.invoices.update(id, { footer: 'Late' }), { code: 'invoice_not_editable' })
  assert.deepEqual((await stripe.invoices.update(id, { metadata: { c: 'd' } })).metadata, { c: 'd' })
})

test('an invoice with nothing due is paid by being finalized', async () => {
  const { id } = await draft()
  const invoice = await stripe.invoices.finalizeInvoice(id)
  assert.deepEqual([invoice.status, invoice.amount_due], ['paid', 0])
})

test("a customer's credit is used up first", async () => {
  const { id } = await createCustomer(account)
  await stripe.customers.createBalanceTransaction(id, { amount: -4000, currency: 'usd' })
  const invoice = await openInvoice(account, id, 10_000)
  assert.deepEqual(
    [invoice.amount_due, invoice.total, invoice.starting_balance, invoice.ending_balance],
    [6000, 10_000, -4000, 0],
  )
  await stripe.invoices.voidInvoice(invoice.id)
  assert.equal(((await stripe.customers.retrieve(id)) as Stripe.Customer).balance, -4000)
})

/** What each action does to an invoice in each state: the state it is in then, or why not. */
const finalize = (id: string) => stripe.invoices.finalizeInvoice(id)
const markUncollectible = (id: string) => stripe.invoices.markUncollectible(id)
const voidInvoice = (id: string) => stripe.invoices.voidInvoice(id)
const pay = (id: string) => stripe.invoices.pay(id, { paid_out_of_band: true })

const reach: Record<string, (id: string) => Promise<unknown>> = {
  draft: async () => {},
  open: finalize,
  paid: async (id) => pay(id),
  void: async (id) => voidInvoice((await finalize(id)).id),
  uncollectible: async (id) => markUncollectible((await finalize(id)).id),
}
for (const [from, action, outcome] of [
  ['open', markUncollectible, 'uncollectible'],
  ['open', voidInvoice, 'void'],
  ['open', pay, 'paid'],
  ['draft', pay, 'paid'],
  ['uncollectible', pay, 'paid'],
  ['uncollectible', voidInvoice, 'void'],
  ['open', finalize, /already finalized/],
  ['paid', pay, /already paid/],
  ['void', pay, /was voided/],
  ['draft', voidInvoice, /isn't open/],
  ['paid', voidInvoice, /isn't open/],
  ['draft', markUncollectible, /isn't open/],
  ['open', (id: string) => stripe.invoices.del(id), /only delete draft/],
] as const) {
  test(`from ${from}: ${outcome instanceof RegExp ? `refused, ${outcome.source}` : outcome}`, async () => {
    const { id } = await draft()
    await stripe.invoiceItems.create({ customer: customer.id, invoice: id, amount: 500, currency: 'usd' })
    await reach[from]?.(id)
    if (outcome instanceof RegExp)
      await assert.rejects(action(id), { type: 'StripeInvalidRequestError', message: outcome })
    else assert.equal(((await action(id)) as Stripe.Invoice).status, outcome)
  })
}

test('a draft is deleted and leaves its items to wait', async () => {
  const { id: own } = await createCustomer(account)
  const { id } = await draft({ customer: own })
  await stripe.invoiceItems.create({ customer: own, invoice: id, amount: 500, currency: 'usd' })
  assert.equal((await stripe.invoices.del(id)).deleted, true)
  await assert.rejects(stripe.invoices.retrieve(id), { statusCode: 404 })
  assert.equal((await stripe.invoiceItems.list({ customer: own, pending: true })).data.length, 1)
})

for (const [title, params, expected] of [
  ['without a customer', { customer: undefined }, { code: 'parameter_missing', param: 'customer' }],
  ['without a due date', { days_until_due: undefined }, { code: 'parameter_missing' }],
  ['with two due dates', { due_date: 2_000_000_000 }, { code: 'parameters_exclusive' }],
  [
    'that is charged, with a due date',
    { collection_method: 'charge_automatically' },
    { message: /only valid/ },
  ],
] as const) {
  test(`an invoice ${title} is refused`, async () => {
    const whole = {
      customer: customer.id,
      currency: 'usd',
      collection_method: 'send_invoice',
      days_until_due: 30,
    }
    await assert.rejects(stripe.invoices.create({ ...whole, ...params } as Stripe.InvoiceCreateParams), {
      statusCode: 400,
      ...expected,
    })
  })
}
