import { creditLines } from '../billing/credit-lines.ts'
import { issueCreditNote, voidCreditNote } from '../billing/credit-notes.ts'
import type { InvoiceRow } from '../billing/rows.ts'
import { invalid, required } from '../errors.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { rowOf, type Transaction, updateRow } from '../transaction.ts'
import {
  type Fields,
  decimal,
  hashOf,
  idOf,
  integer,
  listOf,
  metadata,
  oneOf,
  positive,
  text,
  unsigned,
  type Values,
} from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { writeRoute } from './route.ts'

const LINE = {
  amount: positive,
  description: text,
  invoice_line_item: idOf('line_items'),
  quantity: positive,
  type: oneOf('custom_line_item', 'invoice_line_item'),
  unit_amount: unsigned,
  unit_amount_decimal: decimal,
} satisfies Fields

const CREATED = {
  amount: positive,
  credit_amount: unsigned,
  effective_at: integer,
  email_type: oneOf('credit_note', 'none'),
  invoice: idOf('invoices'),
  lines: listOf(hashOf(LINE)),
  memo: text,
  metadata,
  out_of_band_amount: unsigned,
  reason: oneOf('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'),
  refund_amount: unsigned,
  refunds: listOf(hashOf({ amount_refunded: positive, refund: idOf('refunds') })),
} satisfies Fields

/** https://docs.stripe.com/api/credit_notes */
export const CREDIT_NOTE_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/credit_notes', fields: CREATED, run: create }),
  writeRoute({
    method: 'POST',
    path: '/v1/credit_notes/:id',
    fields: { memo: text, metadata },
    run: ({ memo, metadata }, transaction, { id }) => {
      const note = find(transaction, 'credit_notes', id)
      updateRow(transaction, note, {
        ...(memo === undefined ? {} : { memo }),
        metadata: mergeMetadata(note.metadata, metadata),
      })
      return note
    },
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/credit_notes/:id/void',
    fields: {},
    run: (_values, transaction, { id }) => {
      const note = find(transaction, 'credit_notes', id)
      voidCreditNote(atTimeOf(transaction, note.customer), note)
      return note
    },
  }),
]

function create(values: Values<typeof CREATED>, transaction: Transaction): Row {
  const invoice = rowOf<InvoiceRow>(transaction, required(values.invoice, 'invoice'))
  const own = atTimeOf(transaction, invoice.customer)
  const { amount, lines } = values
  if (amount !== undefined && lines)
    throw invalid(
      'You may only specify one of these parameters: amount, lines.',
      'amount',
      'parameters_exclusive',
    )
  const parts = creditLines(own, invoice, lines ?? [])
  return issueCreditNote(own, invoice, {
    amount: lines ? parts.reduce((sum, part) => sum + part.amount, 0) : required(amount, 'amount'),
    lines: parts,
    creditAmount: values.credit_amount ?? 0,
    outOfBandAmount: values.out_of_band_amount ?? 0,
    refundAmount: values.refund_amount ?? 0,
    linkedRefunds: (values.refunds ?? []).map(({ refund, amount_refunded }) => ({
      refund: required(refund, 'refunds[refund]'),
      amount: amount_refunded ?? Number(rowOf(own, refund).amount),
    })),
    effectiveAt: values.effective_at ?? own.now,
    memo: values.memo ?? null,
    metadata: mergeMetadata({}, values.metadata),
    reason: values.reason ?? null,
  })
}
