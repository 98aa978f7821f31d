import { stateConflict } from '../errors.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, rowOf, type Transaction, updateRow } from '../transaction.ts'
import { attemptPayment } from './collect.ts'
import { grantFeatures } from './entitlements.ts'
import {
  type DraftFacts,
  draftInvoice,
  dueDateOf,
  finalize,
  markUncollectible,
  redraw,
  voidInvoice,
} from './invoices.ts'
import { itemList, itemsOf, movePeriods } from './items.ts'
import { itemLine, type LineFacts } from './lines.ts'
import { takePending } from './pending.ts'
import { periodEnd } from './periods.ts'
import { credit } from './prorations.ts'
import {
  type CustomerRow,
  type InvoiceRow,
  type ItemRow,
  type SubscriptionRow,
  subscriptionIdOf,
} from './rows.ts'

/** How long a draft of a subscription can be edited before it is finalized by itself. */
export const DRAFT_SECONDS = 3600

export const productNames = (transaction: Transaction) => ({
  nameOf: (product: string) => String(rowOf(transaction, product).name),
})

/** The end of the period that a subscription is in: that of its first item to end. */
export const currentPeriod = ({ items }: SubscriptionRow): { start: number; end: number } => {
  const ends = items.data.map(({ current_period_end }) => current_period_end)
  const starts = items.data.map(({ current_period_start }) => current_period_start)
  return { start: Math.max(...starts), end: Math.min(...ends) }
}

/** An invoice of a subscription, with whatever waits for one. */
export function billSubscription(
  transaction: Transaction,
  subscription: SubscriptionRow,
  facts: Pick<DraftFacts, 'billing_reason'> & {
    lines: readonly LineFacts[]
    period: { start: number; end: number }
    isPaused?: boolean
  },
): InvoiceRow {
  const { now } = transaction
  const sends = subscription.collection_method === 'send_invoice'
  const invoice = draftInvoice(transaction, {
    customer: rowOf<CustomerRow>(transaction, subscription.customer),
    currency: subscription.currency,
    collection_method: subscription.collection_method,
    due_date: sends ? dueDateOf(now, subscription.days_until_due) : null,
    billing_reason: facts.billing_reason,
    auto_advance: !facts.isPaused,
    automatically_finalizes_at: facts.isPaused ? null : now + DRAFT_SECONDS,
    subscription,
    lines: facts.lines,
    period: facts.period,
    more: {
      custom_fields: subscription.invoice_settings.custom_fields,
      metadata: {},
      default_payment_method: null,
    },
  })
  takePending(transaction, invoice, subscription.id)
  redraw(transaction, invoice)
  return invoice
}

/** A draft whose time has come is finalized, and charged where nobody has to pay it by hand. */
export function advance(transaction: Transaction, invoice: InvoiceRow): void {
  finalize(transaction, invoice)
  if (invoice.status !== 'open') return
  if (invoice.collection_method === 'charge_automatically') attemptPayment(transaction, invoice)
  else emit(transaction, 'sent', invoice)
}

/** The next period begins: it is invoiced, together with what waited. */
export function renew(transaction: Transaction, subscription: SubscriptionRow): void {
  const { now } = transaction
  const anchor = Number(subscription.billing_cycle_anchor)
  const ended = itemsOf(transaction, subscription.id).filter(
    ({ current_period_end }) => current_period_end <= now,
  )
  const next = ({ current_period_end: start, price }: ItemRow) => ({
    start,
    end: periodEnd(anchor, start, price.recurring ?? { interval: 'month', interval_count: 1 }),
  })
  const lines = ended.map((item) => itemLine(item, next(item), productNames(transaction)))
  const invoiced = currentPeriod(subscription)
  movePeriods(transaction, subscription, (item) =>
    ended.includes(item) ? next(item) : { start: item.current_period_start, end: item.current_period_end },
  )
  const isTrialOver = subscription.status === 'trialing'
  updateRow(transaction, subscription, {
    items: itemList(transaction, subscription.id),
    ...(isTrialOver ? { status: 'active' } : {}),
  })
  const pause = subscription.pause_collection?.behavior
  const invoice = billSubscription(transaction, subscription, {
    billing_reason: 'subscription_cycle',
    lines,
    period: invoiced,
    isPaused: pause === 'keep_as_draft',
  })
  if (pause === 'void' || pause === 'mark_uncollectible') closePaused(transaction, invoice, pause)
}

function closePaused(
  transaction: Transaction,
  invoice: InvoiceRow,
  pause: 'void' | 'mark_uncollectible',
): void {
  finalize(transaction, invoice)
  if (invoice.status !== 'open') return
  if (pause === 'void') voidInvoice(transaction, invoice)
  else markUncollectible(transaction, invoice)
}

/** Ends a subscription now. What is left of the period is credited when asked for; unpaid invoices are not chased. */
export function endSubscription(
  transaction: Transaction,
  row: Row,
  how: { prorate?: boolean; invoiceNow?: boolean; details?: object; reason?: string } = {},
): void {
  const subscription = row as SubscriptionRow
  if (isOver(subscription)) return
  const { now } = transaction
  if (how.prorate) for (const item of subscription.items.data) credit(transaction, item, now)
  changeRow(transaction, subscription, {
    cancel_at_period_end: false,
    canceled_at: subscription.canceled_at ?? now,
    cancellation_details: {
      ...(subscription.cancellation_details as object),
      reason: how.reason ?? 'cancellation_requested',
      ...how.details,
    },
    ended_at: now,
    status: 'canceled',
  })
  for (const invoice of transaction.state.collections.invoices as InvoiceRow[])
    if (subscriptionIdOf(invoice) === subscription.id && ['draft', 'open'].includes(invoice.status))
      updateRow(transaction, invoice, {
        auto_advance: false,
        automatically_finalizes_at: null,
        next_payment_attempt: null,
      })
  if (how.invoiceNow) {
    const period = { start: now, end: now }
    billSubscription(transaction, subscription, { billing_reason: 'subscription_update', lines: [], period })
  }
  endSchedule(transaction, subscription)
  emit(transaction, 'deleted', subscription)
  grantFeatures(transaction, subscription.customer)
}

/** The schedule of a subscription ends with it. */
function endSchedule(transaction: Transaction, { schedule: id }: SubscriptionRow): void {
  if (id === null) return
  const schedule = rowOf(transaction, id)
  changeRow(transaction, schedule, { canceled_at: transaction.now, current_phase: null, status: 'canceled' })
  emit(transaction, 'canceled', schedule)
}

export const isOver = ({ status }: SubscriptionRow): boolean =>
  status === 'canceled' || status === 'incomplete_expired'

export function assertLive(subscription: SubscriptionRow): void {
  if (isOver(subscription))
    throw stateConflict(
      'A canceled subscription can only update its cancellation_details and metadata.',
      'invalid_canceled_subscription_fields',
    )
}
