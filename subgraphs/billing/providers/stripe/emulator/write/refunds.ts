import { refund } from '../billing/refunds.ts'
import type { ChargeRow } from '../billing/rows.ts'
import { invalid } from '../errors.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { rowOf, type Transaction, updateRow } from '../transaction.ts'
import { type Fields, idOf, metadata, oneOf, positive, type Values } from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { writeRoute } from './route.ts'

const CREATED = {
  amount: positive,
  charge: idOf('charges'),
  metadata,
  payment_intent: idOf('payment_intents'),
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
} satisfies Fields

/** https://docs.stripe.com/api/refunds: of cards, which succeed at once. */
export const REFUND_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/refunds', fields: CREATED, run: create }),
  writeRoute({
    method: 'POST',
    path: '/v1/refunds/:id',
    fields: { metadata },
    run: ({ metadata }, transaction, { id }) => {
      const row = find(transaction, 'refunds', id)
      updateRow(transaction, row, { metadata: mergeMetadata(row.metadata, metadata) })
      return row
    },
  }),
]

function create(values: Values<typeof CREATED>, transaction: Transaction): Row {
  const charge = chargeOf(values, transaction)
  return refund(atTimeOf(transaction, charge.customer), charge, {
    amount: values.amount,
    reason: values.reason ?? null,
    metadata: mergeMetadata({}, values.metadata),
  })
}

function chargeOf({ charge, payment_intent }: Values<typeof CREATED>, transaction: Transaction): ChargeRow {
  if (charge !== undefined) return rowOf<ChargeRow>(transaction, charge)
  if (payment_intent === undefined)
    throw invalid(
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  const { latest_charge } = rowOf(transaction, payment_intent)
  if (latest_charge === null)
    throw invalid('This PaymentIntent does not have a successful charge to refund.', 'payment_intent')
  return rowOf<ChargeRow>(transaction, latest_charge)
}
