import { defaultCardOf, pay } from '../billing/collect.ts'
import {
  deleteDraft,
  draftInvoice,
  dueDateOf,
  finalize,
  markUncollectible,
  redraw,
  voidInvoice,
} from '../billing/invoices.ts'
import { takePending } from '../billing/pending.ts'
import type { CustomerRow, InvoiceRow, SubscriptionRow } from '../billing/rows.ts'
import { DRAFT_SECONDS } from '../billing/subscriptions.ts'
import { invalid, required, stateConflict } from '../errors.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { emit, rowOf, type Transaction, updateRow } from '../transaction.ts'
import {
  boolean,
  type Fields,
  fullText,
  givenOf,
  idOf,
  integer,
  listOf,
  hashOf,
  metadata,
  oneOf,
  orUnset,
  positive,
  text,
  type Values,
} from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { cardOf } from './payment-methods.ts'
import { writeRoute } from './route.ts'

/** What can be changed after an invoice is finalized as well. */
const ALWAYS_EDITABLE = {
  auto_advance: boolean,
  default_payment_method: orUnset(idOf('payment_methods')),
  description: text,
  metadata,
} satisfies Fields

const EDITABLE = {
  ...ALWAYS_EDITABLE,
  automatically_finalizes_at: integer,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  custom_fields: orUnset(listOf(hashOf({ name: fullText, value: fullText }))),
  days_until_due: positive,
  due_date: integer,
  effective_at: orUnset(integer),
  footer: text,
  number: text,
  statement_descriptor: text,
} satisfies Fields

const CREATED = {
  ...EDITABLE,
  currency: fullText,
  customer: idOf('customers'),
  pending_invoice_items_behavior: oneOf('exclude', 'include'),
  subscription: idOf('subscriptions'),
} satisfies Fields

/** https://docs.stripe.com/api/invoices */
export const INVOICE_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/invoices', fields: CREATED, run: create }),
  invoiceRoute('', EDITABLE, update),
  writeRoute({
    method: 'DELETE',
    path: '/v1/invoices/:id',
    fields: {},
    run: (_values, transaction, { id }) => {
      const invoice = find<InvoiceRow>(transaction, 'invoices', id)
      deleteDraft(atTimeOf(transaction, invoice.customer), invoice)
      return { id: invoice.id, object: 'invoice', deleted: true }
    },
  }),
  invoiceRoute('/finalize', { auto_advance: boolean }, finalizeByHand),
  invoiceRoute(
    '/pay',
    { off_session: boolean, paid_out_of_band: boolean, payment_method: fullText },
    (values, transaction, invoice) => {
      const { payment_method: named, paid_out_of_band: isOutOfBand = false } = values
      const card =
        named === undefined
          ? defaultCardOf(transaction, invoice)
          : cardOf(transaction, named, 'payment_method')
      pay(transaction, invoice, { card, isOutOfBand })
    },
  ),
  invoiceRoute('/send', {}, (_values, transaction, invoice) => {
    if (invoice.status === 'draft') finalize(transaction, invoice)
    emit(transaction, 'sent', invoice)
  }),
  invoiceRoute('/void', {}, (_values, transaction, invoice) => voidInvoice(transaction, invoice)),
  invoiceRoute('/mark_uncollectible', {}, (_values, transaction, invoice) =>
    markUncollectible(transaction, invoice),
  ),
]

/** A write to one invoice, at its customer's time; answers the invoice. */
function invoiceRoute<Known extends Fields>(
  action: string,
  fields: Known,
  run: (values: Values<Known>, transaction: Transaction, invoice: InvoiceRow) => void,
) {
  return writeRoute({
    method: 'POST',
    path: `/v1/invoices/:id${action}`,
    fields,
    run: (values, transaction, { id }) => {
      const invoice = find<InvoiceRow>(transaction, 'invoices', id)
      run(values, atTimeOf(transaction, invoice.customer), invoice)
      return invoice
    },
  })
}

function create(values: Values<typeof CREATED>, transaction: Transaction): Row {
  const { subscription: subscriptionId, pending_invoice_items_behavior: pending = 'exclude' } = values
  const customer = rowOf<CustomerRow>(transaction, required(values.customer, 'customer'))
  const own = atTimeOf(transaction, customer.id)
  const subscription = subscriptionId === undefined ? undefined : rowOf<SubscriptionRow>(own, subscriptionId)
  const method = values.collection_method ?? 'charge_automatically'
  const advances = values.auto_advance ?? false
  const invoice = draftInvoice(own, {
    customer,
    currency: values.currency?.toLowerCase() ?? customer.currency ?? 'usd',
    collection_method: method,
    due_date: dueDate(values, method, own.now),
    billing_reason: 'manual',
    auto_advance: advances,
    automatically_finalizes_at: advances
      ? (values.automatically_finalizes_at ?? own.now + DRAFT_SECONDS)
      : null,
    ...(subscription ? { subscription } : {}),
    more: { ...storedOf(values), metadata: mergeMetadata({}, values.metadata) },
  })
  if (pending === 'include') takePending(own, invoice, subscription?.id)
  redraw(own, invoice)
  return invoice
}

function dueDate(values: Values<typeof EDITABLE>, method: string, now: number): number | null {
  const { days_until_due: days, due_date: date } = values
  if (method !== 'send_invoice') {
    if (days === undefined && date === undefined) return null
    throw invalid("due_date and days_until_due are only valid when collection_method is 'send_invoice'.")
  }
  if (days !== undefined && date !== undefined)
    throw invalid(
      'You may only specify one of these parameters: due_date, days_until_due.',
      undefined,
      'parameters_exclusive',
    )
  if (days === undefined && date === undefined)
    throw invalid(
      'If you are using the send_invoice collection method, you must provide days_until_due or due_date.',
      'days_until_due',
      'parameter_missing',
    )
  return date ?? dueDateOf(now, days ?? null)
}

const storedOf = (values: Values<typeof EDITABLE>) =>
  givenOf(
    values,
    ...(['custom_fields', 'default_payment_method', 'description', 'effective_at'] as const),
    ...(['footer', 'number', 'statement_descriptor'] as const),
  )

function update(values: Values<typeof EDITABLE>, transaction: Transaction, invoice: InvoiceRow): void {
  const isDraft = invoice.status === 'draft'
  const locked = Object.keys(values).find((name) => !(name in ALWAYS_EDITABLE))
  if (!isDraft && locked !== undefined)
    throw stateConflict(
      `Finalized invoices can't be updated in this way. Parameter: ${locked}`,
      'invoice_not_editable',
    )
  const { auto_advance: advances = invoice.auto_advance, collection_method: method } = values
  const setsDue = values.days_until_due !== undefined || values.due_date !== undefined || method !== undefined
  const finalizesAt = values.automatically_finalizes_at ?? invoice.automatically_finalizes_at
  updateRow(transaction, invoice, {
    ...storedOf(values),
    auto_advance: advances,
    automatically_finalizes_at: isDraft && advances ? (finalizesAt ?? transaction.now + DRAFT_SECONDS) : null,
    collection_method: method ?? invoice.collection_method,
    ...(setsDue ? { due_date: dueDate(values, method ?? invoice.collection_method, invoice.created) } : {}),
    metadata: mergeMetadata(invoice.metadata, values.metadata),
  })
}

/** Where Stripe collects by itself, it begins to an hour later. */
function finalizeByHand(
  { auto_advance }: { auto_advance?: boolean },
  transaction: Transaction,
  invoice: InvoiceRow,
): void {
  finalize(transaction, invoice)
  const advances = auto_advance ?? invoice.auto_advance
  const isCharged =
    advances && invoice.status === 'open' && invoice.collection_method === 'charge_automatically'
  updateRow(transaction, invoice, {
    auto_advance: advances,
    next_payment_attempt: isCharged ? transaction.now + DRAFT_SECONDS : null,
  })
}
