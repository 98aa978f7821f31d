import type { InvoiceLineRecord, InvoiceRecord, InvoiceStatus } from '#billing/provider.ts'
import { dayOf } from '#shared/clock.ts'
import type { Money } from '#shared/money.ts'
import type { FieldSources } from '#shared/provenance.ts'
import { toMoney } from '../currencies.ts'
import { type NativeInvoice, type NativeInvoiceLine, nativeInvoiceLine } from '../native.ts'
import { listedOf } from './listed.ts'
import { type Mapping, parseNative, toContract, toInstant, toRef, toSource, withMetadata } from './record.ts'

const SOURCES: FieldSources = {
  status: 'invoice.status',
  invoiceNumber: 'invoice.number',
  issueDate: 'invoice.effective_at',
  dueDate: 'invoice.due_date',
  subtotal: 'invoice.subtotal',
  discountTotal: 'invoice.total_discount_amounts',
  taxTotal: 'invoice.total_taxes',
  total: 'invoice.total',
  amountPaid: 'invoice.amount_paid',
  amountDue: 'invoice.amount_remaining',
  lines: 'invoice.lines',
}

const LINE_SOURCES: FieldSources = {
  description: 'line_item.description',
  quantity: 'line_item.quantity_decimal',
  unitPrice: 'line_item.pricing.unit_amount_decimal',
  amount: 'line_item.amount',
}

export function toCanonicalInvoice(invoice: NativeInvoice, mapping: Mapping): InvoiceRecord {
  const amount = (value: number): Money => toMoney(value, invoice.currency)
  const subscription = invoice.parent?.subscription_details
  const issued = invoice.effective_at ?? invoice.status_transitions.finalized_at
  const status = toCanonicalInvoiceStatus(invoice)
  return {
    source: toSource(mapping, 'invoice', invoice.id),
    fieldSources: withMetadata(SOURCES, 'contract', 'invoice', mapping.fields.crmContractId),
    createdAt: toInstant(invoice.created),
    number: invoice.number ?? undefined,
    status,
    customer: invoice.customer ? toRef(mapping, 'customer', invoice.customer) : undefined,
    contract: toContract(mapping, invoice.metadata, subscription?.metadata),
    subscription: subscription ? toRef(mapping, 'subscription', subscription.subscription) : undefined,
    issueDate: issued == null ? undefined : dayOf(toInstant(issued)),
    dueDate: toDueDate(invoice, issued),
    subtotal: amount(invoice.subtotal),
    discountTotal: sumOf(invoice.total_discount_amounts, invoice.currency),
    taxTotal: sumOf(invoice.total_taxes, invoice.currency) ?? amount(0),
    total: amount(invoice.total),
    amountPaid: amount(invoice.amount_paid),
    amountDue: status === 'VOID' ? amount(0) : amount(invoice.amount_remaining),
    lines: {
      items: listedOf(mapping.connectionId, invoice.lines.data, (line) =>
        toCanonicalInvoiceLine(parseNative(nativeInvoiceLine, line, mapping), mapping),
      ),
      hasNextPage: invoice.lines.has_more,
    },
  }
}

type StatusFacts = Pick<NativeInvoice, 'status' | 'amount_paid' | 'amount_remaining'>

/** https://docs.stripe.com/api/invoices/object#invoice_object-status; "partially paid" is open there (read 2026-11-22) */
export function toCanonicalInvoiceStatus(invoice: StatusFacts): InvoiceStatus {
  switch (invoice.status) {
    case 'draft':
      return 'DRAFT'
    case 'open':
      return invoice.amount_paid > 0 && invoice.amount_remaining > 0 ? 'PARTIALLY_PAID' : 'OPEN'
    case 'paid':
      return 'PAID'
    case 'void':
      return 'VOID'
    case 'uncollectible':
      return 'UNCOLLECTIBLE'
    default:
      return 'UNKNOWN'
  }
}

/** Stripe names no due day for an invoice that it charges itself: that one is due when it is issued. */
function toDueDate(
  { due_date, collection_method }: NativeInvoice,
  issued: number | null | undefined,
): string | undefined {
  if (due_date != null) return dayOf(toInstant(due_date))
  return collection_method === 'charge_automatically' && issued != null ? dayOf(toInstant(issued)) : undefined
}

/** dueDate passed and amountDue above zero. */
export function isOverdue({ dueDate, amountDue }: InvoiceRecord, at: Date): boolean {
  return dueDate !== undefined && dueDate < dayOf(at) && amountDue.minorUnits > 0n
}

export function toCanonicalInvoiceLine(line: NativeInvoiceLine, mapping: Mapping): InvoiceLineRecord {
  // A line's share of tax or of a prorated period may be a fraction of the currency's own unit.
  const part = (value: number | string): Money => toMoney(value, line.currency, 'half-up')
  const { parent, period, pricing } = line
  const product = pricing?.price_details?.product
  return {
    source: toSource(mapping, 'line_item', line.id),
    fieldSources: LINE_SOURCES,
    description: line.description ?? undefined,
    product: product === undefined ? undefined : toRef(mapping, 'product', product),
    quantity: line.quantity_decimal ?? String(line.quantity ?? 1),
    unitPrice: part(pricing?.unit_amount_decimal ?? line.amount),
    discount: sumOf(line.discount_amounts, line.currency),
    taxAmount: sumOf(line.taxes, line.currency),
    amount: part(line.amount),
    servicePeriod: period ? { start: toInstant(period.start), end: toInstant(period.end) } : undefined,
    proration:
      parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration ?? false,
  }
}

/** Undefined for an empty list: nothing was taken off, nothing was taxed. */
function sumOf(parts: readonly { amount: number }[] | null | undefined, currency: string): Money | undefined {
  if (!parts || parts.length === 0) return undefined
  return toMoney(
    parts.reduce((sum, { amount }) => sum + amount, 0),
    currency,
    'half-up',
  )
}
