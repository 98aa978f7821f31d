import { Decimal } from 'decimal.js'
import { invoiceTax, invoiceTotal, linesTotal } from '#demo-world/company-builder.ts'
import { stripeId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoInvoice } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { sharesOf, toSmallestUnit } from '../amounts.ts'
import { BLANK_INVOICE } from '../blank-records.ts'
import type { Row, State } from '../state.ts'
import { priceId } from './catalogue.ts'
import { addressOf } from './customers.ts'
import { seedPayments } from './payments.ts'
import { contractMetadata } from './subscriptions.ts'
import { secondsOf } from './time.ts'

/** How many lines come with an invoice; the rest is on the lines endpoint. */
const INLINE_LINES = 10

export function seedInvoices(state: State, company: DemoCompany, world: DemoWorld): void {
  for (const invoice of company.invoices) {
    const lines = lineRows(company, invoice, world)
    // The lines endpoint answers in the invoice's order, collections are kept the other way round.
    state.collections.line_items.push(...lines.toReversed())
    state.collections.invoices.push(invoiceRow(company, invoice, { lines, world }))
    seedPayments(state, company, invoice, world)
  }
}

/** Stripe retries only what it charges itself: invoices that a card or a debit was tried for. */
function isChargedAutomatically({ payments }: DemoInvoice): boolean {
  return payments.some(({ method }) => method !== 'BANK_TRANSFER')
}

function lineRows(company: DemoCompany, invoice: DemoInvoice, world: DemoWorld): Row[] {
  const { currencyCode } = company
  const amounts = invoice.lines.map(({ quantity, unitPrice }) =>
    toSmallestUnit(new Decimal(quantity).times(unitPrice).toFixed(), currencyCode),
  )
  const taxes = sharesOf(toSmallestUnit(invoiceTax(invoice, currencyCode), currencyCode), amounts)
  const start = secondsOf(world.today, invoice.issuedInDays)
  return invoice.lines.map((line, index) => ({
    id: stripeId('il', `${invoice.key}/${line.key}`),
    object: 'line_item',
    amount: amounts[index],
    currency: currencyCode.toLowerCase(),
    description: line.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: stripeId('in', invoice.key),
    livemode: false,
    metadata: {},
    parent: lineParent(invoice, line),
    period: { start, end: start + 30 * 86_400 },
    pretax_credit_amounts: [],
    pricing: {
      price_details: {
        price: priceId(line.productKey, currencyCode),
        product: stripeId('prod', line.productKey),
      },
      type: 'price_details',
      unit_amount_decimal: String(toSmallestUnit(line.unitPrice, currencyCode)),
    },
    quantity: Number(line.quantity),
    quantity_decimal: line.quantity,
    subscription: invoice.subscriptionKey ? stripeId('sub', invoice.subscriptionKey) : null,
    subtotal: amounts[index],
    taxes: taxPart(taxes[index] ?? 0, amounts[index] ?? 0),
  }))
}

function lineParent(
  { key, subscriptionKey }: DemoInvoice,
  line: DemoInvoice['lines'][number],
): Record<string, unknown> {
  const details = { proration: line.proration, proration_details: { credited_items: null } }
  if (subscriptionKey === undefined) {
    const invoice_item = stripeId('ii', `${key}/${line.key}`)
    return {
      invoice_item_details: { ...details, invoice_item, subscription: null },
      subscription_item_details: null,
      type: 'invoice_item_details',
    }
  }
  return {
    invoice_item_details: null,
    subscription_item_details: {
      ...details,
      invoice_item: null,
      subscription: stripeId('sub', subscriptionKey),
      subscription_item: stripeId('si', `${subscriptionKey}/${line.key}`),
    },
    type: 'subscription_item_details',
  }
}

/** One rate for the whole document; none where there is no tax. */
function taxPart(amount: number, taxable: number) {
  if (amount === 0) return []
  return [
    {
      amount,
      tax_behavior: 'exclusive',
      tax_rate_details: null,
      taxability_reason: 'standard_rated',
      taxable_amount: taxable,
      type: 'tax_rate_details',
    },
  ]
}

function invoiceRow(
  company: DemoCompany,
  invoice: DemoInvoice,
  { lines, world }: { lines: Row[]; world: DemoWorld },
): Row {
  const id = stripeId('in', invoice.key)
  const issued = secondsOf(world.today, invoice.issuedInDays)
  const draft = invoice.status === 'DRAFT'
  const charged = isChargedAutomatically(invoice)
  const [subscription] = invoice.subscriptionKey ? [stripeId('sub', invoice.subscriptionKey)] : []
  const metadata = contractMetadata(invoice.contractKey)
  return {
    ...BLANK_INVOICE,
    ...amountsOf(company, invoice),
    ...dunningOf(invoice, world),
    id,
    object: 'invoice',
    auto_advance: !draft,
    billing_reason: subscription ? 'subscription_cycle' : 'manual',
    collection_method: charged ? 'charge_automatically' : 'send_invoice',
    created: issued,
    currency: company.currencyCode.toLowerCase(),
    customer: stripeId('cus', company.key),
    customer_address: addressOf(company),
    customer_email: `accounts@${company.domain}`,
    customer_name: company.name,
    customer_phone: company.phone,
    customer_tax_ids: [{ type: company.taxId.scheme, value: company.taxId.value }],
    // Null where Stripe charges: such an invoice is due when it is finalized.
    due_date: charged ? null : secondsOf(world.today, invoice.dueInDays),
    effective_at: draft ? null : issued,
    lines: {
      object: 'list',
      data: structuredClone(lines.slice(0, INLINE_LINES)),
      has_more: lines.length > INLINE_LINES,
      url: `/v1/invoices/${id}/lines`,
    },
    metadata,
    number: draft ? null : invoice.number,
    parent: subscription
      ? {
          quote_details: null,
          subscription_details: { metadata, subscription },
          type: 'subscription_details',
        }
      : null,
    period_end: issued,
    period_start: issued,
    status: invoice.status.toLowerCase(),
    status_transitions: transitionsOf(invoice, issued, world),
  }
}

function amountsOf({ currencyCode }: DemoCompany, invoice: DemoInvoice): Record<string, unknown> {
  const units = (amount: string): number => toSmallestUnit(amount, currencyCode)
  const total = units(invoiceTotal(invoice, currencyCode))
  const subtotal = units(linesTotal(invoice.lines, currencyCode))
  const paid = invoice.status === 'PAID' ? total : units(invoice.amountPaid)
  return {
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: paid,
    amount_remaining: total - paid,
    amount_shipping: 0,
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: [],
    total_excluding_tax: subtotal,
    total_pretax_credit_amounts: [],
    total_taxes: taxPart(units(invoiceTax(invoice, currencyCode)), subtotal),
  }
}

function dunningOf(invoice: DemoInvoice, world: DemoWorld): Record<string, unknown> {
  const charged = isChargedAutomatically(invoice)
  const attempts = charged ? Math.max(0, ...invoice.payments.map(({ attempt }) => attempt)) : 0
  const next = invoice.payments.find(({ nextAttemptInDays }) => nextAttemptInDays !== undefined)
  return {
    attempt_count: attempts,
    attempted: attempts > 0,
    next_payment_attempt:
      charged && next?.nextAttemptInDays !== undefined
        ? secondsOf(world.today, next.nextAttemptInDays)
        : null,
  }
}

function transitionsOf(invoice: DemoInvoice, issued: number, world: DemoWorld): Record<string, unknown> {
  const last = invoice.payments.at(-1)
  const due = secondsOf(world.today, invoice.dueInDays)
  return {
    finalized_at: invoice.status === 'DRAFT' ? null : issued,
    marked_uncollectible_at: invoice.status === 'UNCOLLECTIBLE' ? due : null,
    paid_at: invoice.status === 'PAID' && last ? secondsOf(world.today, last.receivedInDays) : null,
    voided_at: invoice.status === 'VOID' ? due : null,
  }
}
