import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { assertPublished } from '../published-types.ts'
import {
  createCustomer,
  createPrice,
  openInvoice,
  startAccount,
  startReceiver,
  type TestAccount,
} from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
let customer: Stripe.Customer
let invoice: Stripe.Invoice
before(async () => {
  account = await startAccount()
  stripe = account.stripe
  customer = await createCustomer(account, 'pm_card_visa')
  const price = await createPrice(account)
  await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })
  const { id } = await openInvoice(account, customer.id)
  invoice = await stripe.invoices.pay(id)
  await stripe.creditNotes.create({ invoice: id, amount: 100, refund_amount: 60, credit_amount: 40 })
})
after(() => account[Symbol.asyncDispose]())

const first = async (list: PromiseLike<{ data: object[] }>): Promise<object> => {
  const [record] = (await list).data
  assert.ok(record)
  return record
}

const SHAPES: readonly [string, string, () => Promise<object>][] = [
  ['Customers', 'Customer', () => stripe.customers.retrieve(customer.id)],
  ['Products', 'Product', () => first(stripe.products.list())],
  ['Prices', 'Price', () => first(stripe.prices.list())],
  ['Subscriptions', 'Subscription', () => first(stripe.subscriptions.list())],
  [
    'SubscriptionItems',
    'SubscriptionItem',
    async () => {
      const { data } = await stripe.subscriptions.list({ customer: customer.id })
      return first(stripe.subscriptionItems.list({ subscription: data[0]?.id ?? '' }))
    },
  ],
  ['Invoices', 'Invoice', () => stripe.invoices.retrieve(invoice.id)],
  ['InvoiceLineItems', 'InvoiceLineItem', () => first(stripe.invoices.listLineItems(invoice.id))],
  ['InvoiceItems', 'InvoiceItem', () => first(stripe.invoiceItems.list({ customer: customer.id }))],
  ['InvoicePayments', 'InvoicePayment', () => first(stripe.invoicePayments.list())],
  ['PaymentIntents', 'PaymentIntent', () => first(stripe.paymentIntents.list())],
  ['PaymentMethods', 'PaymentMethod', () => first(stripe.customers.listPaymentMethods(customer.id))],
  ['Charges', 'Charge', () => first(stripe.charges.list())],
  ['BalanceTransactions', 'BalanceTransaction', () => first(stripe.balanceTransactions.list())],
  ['Refunds', 'Refund', () => first(stripe.refunds.list())],
  ['CreditNotes', 'CreditNote', () => first(stripe.creditNotes.list())],
  [
    'CreditNoteLineItems',
    'CreditNoteLineItem',
    async () => {
      const { data } = await stripe.creditNotes.list()
      return first(stripe.creditNotes.listLineItems(data[0]?.id ?? ''))
    },
  ],
  [
    'CustomerBalanceTransactions',
    'CustomerBalanceTransaction',
    () => first(stripe.customers.listBalanceTransactions(customer.id)),
  ],
  [
    'TestHelpers/TestClocks',
    'TestClock',
    () => stripe.testHelpers.testClocks.create({ frozen_time: 1_900_000_000 }),
  ],
  ['Events', 'EventBase', () => first(stripe.events.list())],
  [
    'WebhookEndpoints',
    'WebhookEndpoint',
    async () => {
      await using receiver = await startReceiver()
      return stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['charge.failed'] })
    },
  ],
]

for (const [resource, type, read] of SHAPES) {
  test(`a written ${type} has the fields of the published type, null only where that allows it`, async () => {
    assertPublished(await read(), resource, type)
  })
}
