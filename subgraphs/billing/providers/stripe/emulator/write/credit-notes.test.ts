import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { createCustomer, openInvoice, startAccount, type TestAccount } from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
before(async () => {
  account = await startAccount()
  stripe = account.stripe
})
after(() => account[Symbol.asyncDispose]())

const open = async () => openInvoice(account, (await createCustomer(account)).id)
const paid = async () => stripe.invoices.pay((await open()).id, { payment_method: 'pm_card_visa' })
const read = (id: string) => stripe.invoices.retrieve(id)

test('a credit note on an open invoice lowers what is owed', async () => {
  const { id, number } = await open()
  const note = await stripe.creditNotes.create({
    invoice: id,
    amount: 10_000,
    reason: 'order_change',
    memo: 'returned',
  })
  assert.deepEqual(
    [note.type, note.status, note.number, note.pre_payment_amount, note.post_payment_amount],
    ['pre_payment', 'issued', `${number}-CN-01`, 10_000, 0],
  )
  const invoice = await read(id)
  assert.deepEqual(
    [invoice.status, invoice.total, invoice.amount_due, invoice.amount_remaining],
    ['open', 25_000, 15_000, 15_000],
  )
  assert.equal(invoice.pre_payment_credit_notes_amount, 10_000)
  const settled = await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' })
  assert.deepEqual([settled.amount_paid, settled.amount_remaining], [15_000, 0])
})

test('an open invoice that is credited whole is paid', async () => {
  const { id } = await open()
  await stripe.creditNotes.create({ invoice: id, amount: 25_000 })
  const invoice = await read(id)
  assert.deepEqual([invoice.status, invoice.amount_paid, invoice.amount_remaining], ['paid', 0, 0])
})

test('what was paid is refunded, credited and given back elsewhere, to the cent', async () => {
  const { id, customer } = await paid()
  for (const parts of [{}, { refund_amount: 5000 }, { refund_amount: 9000, credit_amount: 2000 }])
    await assert.rejects(stripe.creditNotes.create({ invoice: id, amount: 10_000, ...parts }), {
      message: /must equal the post payment amount/,
    })
  const note = await stripe.creditNotes.create({
    invoice: id,
    amount: 10_000,
    refund_amount: 5000,
    credit_amount: 3000,
    out_of_band_amount: 2000,
    expand: ['customer_balance_transaction'],
  })
  assert.deepEqual(
    [note.type, note.post_payment_amount, note.out_of_band_amount, note.refunds[0]?.amount_refunded],
    ['post_payment', 10_000, 2000, 5000],
  )
  const entry = note.customer_balance_transaction as Stripe.CustomerBalanceTransaction
  assert.deepEqual([entry.amount, entry.type, entry.credit_note], [-3000, 'credit_note', note.id])
  const { balance } = (await stripe.customers.retrieve(String(customer))) as Stripe.Customer
  const invoice = await read(id)
  assert.deepEqual(
    [balance, invoice.status, invoice.amount_paid, invoice.post_payment_credit_notes_amount],
    [-3000, 'paid', 25_000, 10_000],
  )
  const refund = await stripe.refunds.retrieve(String(note.refunds[0]?.refund))
  assert.equal(refund.amount, 5000)
})

test('notes together never exceed the invoice', async () => {
  const { id } = await paid()
  await stripe.creditNotes.create({ invoice: id, amount: 20_000, refund_amount: 20_000 })
  await assert.rejects(stripe.creditNotes.create({ invoice: id, amount: 5001, refund_amount: 5001 }), {
    param: 'amount',
  })
})

test('a note repeats lines of the invoice, in part, or says its own', async () => {
  const invoice = await open()
  const [line] = invoice.lines.data
  const note = await stripe.creditNotes.create({
    invoice: invoice.id,
    lines: [
      { type: 'invoice_line_item', invoice_line_item: line?.id ?? '', amount: 1000 },
      { type: 'custom_line_item', description: 'Delay', unit_amount: 250, quantity: 2 },
    ],
  })
  assert.equal(note.amount, 1500)
  const lines = await stripe.creditNotes.listLineItems(note.id)
  assert.deepEqual(
    lines.data.map(({ type, amount, description }) => [type, amount, description]),
    [
      ['invoice_line_item', 1000, 'Latex'],
      ['custom_line_item', 500, 'Delay'],
    ],
  )
})

test('a note on an open invoice is voided and owed again, one that gave back is not', async () => {
  const { id } = await open()
  const note = await stripe.creditNotes.create({ invoice: id, amount: 10_000 })
  const voided = await stripe.creditNotes.voidCreditNote(note.id)
  assert.equal(voided.status, 'void')
  assert.equal((await read(id)).amount_remaining, 25_000)
  await assert.rejects(stripe.creditNotes.voidCreditNote(note.id), { message: /already been voided/ })
  const after = await stripe.creditNotes.create({ invoice: (await paid()).id, amount: 1, credit_amount: 1 })
  await assert.rejects(stripe.creditNotes.voidCreditNote(after.id), { message: /that is open/ })
})

test('drafts and void invoices have no credit notes', async () => {
  const { id } = await open()
  await stripe.invoices.voidInvoice(id)
  await assert.rejects(stripe.creditNotes.create({ invoice: id, amount: 1 }), { message: /open or paid/ })
})

test("the next invoice takes the customer's credit", async () => {
  const { id, customer } = await paid()
  await stripe.creditNotes.create({ invoice: id, amount: 4000, credit_amount: 4000 })
  const next = await openInvoice(account, String(customer), 10_000)
  assert.deepEqual([next.amount_due, next.starting_balance, next.ending_balance], [6000, -4000, 0])
})
