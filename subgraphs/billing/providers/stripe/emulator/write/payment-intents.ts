import { pay } from '../billing/collect.ts'
import type { InvoiceRow } from '../billing/rows.ts'
import { invalid, required, StripeRefusal } from '../errors.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { rowOf, type Transaction, updateRow } from '../transaction.ts'
import { boolean, type Fields, fullText, metadata, type Values } from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { cardOf } from './payment-methods.ts'
import { writeRoute } from './route.ts'

const CONFIRMED = { off_session: boolean, payment_method: fullText } satisfies Fields

/** https://docs.stripe.com/api/payment_intents: those of invoices, which payers confirm. */
export const PAYMENT_INTENT_ROUTES = [
  writeRoute({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    fields: CONFIRMED,
    run: confirm,
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/payment_intents/:id',
    fields: { metadata },
    run: ({ metadata }, transaction, { id }) => {
      const intent = find(transaction, 'payment_intents', id)
      updateRow(transaction, intent, { metadata: mergeMetadata(intent.metadata, metadata) })
      return intent
    },
  }),
]

/** Pays the intent's invoice with this card. */
function confirm(values: Values<typeof CONFIRMED>, transaction: Transaction, { id }: { id?: string }): Row {
  const intent = find(transaction, 'payment_intents', id)
  if (!String(intent.status).startsWith('requires_'))
    throw new StripeRefusal(
      400,
      {
        code: 'payment_intent_unexpected_state',
        message: `You cannot confirm this PaymentIntent because it has already ${intent.status} after being previously confirmed.`,
        payment_intent: structuredClone(intent),
      },
      { hasBegun: true },
    )
  const card = cardOf(transaction, required(values.payment_method, 'payment_method'), 'payment_method')
  const link = transaction.state.collections.invoice_payments.find(
    ({ payment }) => (payment as { payment_intent?: string }).payment_intent === intent.id,
  )
  if (!link) throw invalid('Only the payment intents of invoices can be confirmed here.', 'intent')
  const invoice = rowOf<InvoiceRow>(transaction, link.invoice)
  pay(atTimeOf(transaction, invoice.customer), invoice, { card, isOutOfBand: false })
  return intent
}
