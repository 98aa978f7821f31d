import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { createCustomer, openInvoice, startAccount, type TestAccount } from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
let customer: Stripe.Customer
before(async () => {
  account = await startAccount()
  stripe = account.stripe
  customer = await createCustomer(account)
})
after(() => account[Symbol.asyncDispose]())

const declinedWith = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('the card was not declined'),
    (error: Stripe.errors.StripeCardError) => error,
  )

/** The charge that paid an invoice. */
async function chargeOf(invoice: Stripe.Invoice): Promise<string> {
  const { payments } = await stripe.invoices.retrieve(invoice.id, {
    expand: ['payments.data.payment.payment_intent'],
  })
  const intent = payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent
  return String(intent.latest_charge)
}

test('a card pays an invoice: charge, fee, intent and payment agree', async () => {
  const { id } = await openInvoice(account, customer.id)
  const paid = await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' })
  assert.deepEqual(
    [paid.status, paid.amount_paid, paid.amount_remaining, paid.attempted],
    ['paid', 25_000, 0, true],
  )
  const charge = await stripe.charges.retrieve(await chargeOf(paid), {
    expand: ['balance_transaction', 'payment_intent'],
  })
  const settlement = charge.balance_transaction as Stripe.BalanceTransaction
  const intent = charge.payment_intent as Stripe.PaymentIntent
  assert.deepEqual(
    [charge.status, charge.amount, settlement.fee, settlement.net, intent.status, intent.amount_received],
    ['succeeded', 25_000, 725, 24_275, 'succeeded', 25_000],
  )
  const payments = await stripe.invoicePayments.list({ invoice: id })
  assert.deepEqual(
    payments.data.map(({ status, amount_paid }) => [status, amount_paid]),
    [['paid', 25_000]],
  )
})

for (const [card, code, decline_code] of [
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
] as const) {
  test(`${card} is declined with ${decline_code}, and the attempt is recorded`, async () => {
    const { id } = await openInvoice(account, customer.id)
    const error = await declinedWith(stripe.invoices.pay(id, { payment_method: card }))
    assert.deepEqual(
      [error.type, error.statusCode, error.code, error.decline_code, error.payment_intent?.status],
      ['StripeCardError', 402, code, decline_code, 'requires_payment_method'],
    )
    assert.match(String(error.doc_url), /error-codes/)
    const charge = await stripe.charges.retrieve(String(error.charge))
    assert.deepEqual(
      [charge.status, charge.failure_code, charge.outcome?.reason],
      ['failed', code, decline_code],
    )
    const invoice = await stripe.invoices.retrieve(id)
    assert.deepEqual([invoice.status, invoice.attempt_count, invoice.attempted], ['open', 1, true])
  })
}

test('a declined invoice is paid by another card, on the same intent', async () => {
  const { id } = await openInvoice(account, customer.id)
  const first = await declinedWith(stripe.invoices.pay(id, { payment_method: 'pm_card_chargeDeclined' }))
  const paid = await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' })
  // By hand only the first attempt counts.
  assert.deepEqual([paid.status, paid.attempt_count], ['paid', 1])
  const intent = await stripe.paymentIntents.retrieve(String(first.payment_intent?.id))
  assert.deepEqual([intent.status, intent.last_payment_error], ['succeeded', null])
})

test('a payer confirms the intent of an invoice, once', async () => {
  const { id } = await openInvoice(account, customer.id)
  const { payments } = await stripe.invoices.retrieve(id, { expand: ['payments'] })
  const intent = String(payments?.data[0]?.payment.payment_intent)
  const confirmed = await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_mastercard' })
  assert.equal(confirmed.status, 'succeeded')
  assert.equal((await stripe.invoices.retrieve(id)).status, 'paid')
  await assert.rejects(stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' }), {
    code: 'payment_intent_unexpected_state',
  })
})

test('what was paid elsewhere leaves no charge', async () => {
  const { id } = await openInvoice(account, customer.id)
  const paid = await stripe.invoices.pay(id, { paid_out_of_band: true, expand: ['payments'] })
  assert.deepEqual(
    [paid.status, paid.amount_remaining, paid.payments?.data.map(({ status }) => status)],
    ['paid', 0, ['canceled']],
  )
})

test('an invoice of a customer without a card cannot be paid without naming one', async () => {
  const { id } = await openInvoice(account, customer.id)
  await assert.rejects(stripe.invoices.pay(id), { code: 'resource_missing' })
  await assert.rejects(stripe.invoices.pay(id, { payment_method: 'pm_none' }), { param: 'payment_method' })
})

test('a card that its issuer declines cannot be given to a customer, but the one that fails later can', async () => {
  await assert.rejects(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id }), {
    statusCode: 402,
  })
  const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
  assert.equal(card.customer, customer.id)
  assert.equal((await stripe.paymentMethods.detach(card.id)).customer, null)
})

test('a charge is refunded in parts, never beyond what it was', async () => {
  const { id } = await openInvoice(account, customer.id)
  const charge = await chargeOf(await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' }))
  await account.told()
  const first = await stripe.refunds.create({ charge, amount: 5000, reason: 'requested_by_customer' })
  assert.deepEqual([first.status, first.amount], ['succeeded', 5000])
  await assert.rejects(stripe.refunds.create({ charge, amount: 20_001 }), {
    message: /greater than unrefunded/,
  })
  await stripe.refunds.create({ charge })
  const { refunded, amount_refunded } = await stripe.charges.retrieve(charge)
  assert.deepEqual([refunded, amount_refunded], [true, 25_000])
  await assert.rejects(stripe.refunds.create({ charge }), { code: 'charge_already_refunded' })
  assert.deepEqual(await account.told(), [
    'refund.created',
    'charge.refunded',
    'refund.created',
    'charge.refunded',
  ])
  const moved = await stripe.balanceTransactions.retrieve(String(first.balance_transaction))
  assert.deepEqual([moved.amount, moved.type], [-5000, 'refund'])
})
