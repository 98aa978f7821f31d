import { BLANK_SUBSCRIPTION } from '../blank-records.ts'
import { newId } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import { planOf } from '../plan.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, insertRow, rowOf, type Transaction, updateRow } from '../transaction.ts'
import { grantFeatures } from './entitlements.ts'
import { insertItem, itemList, itemsOf, removeItem } from './items.ts'
import { amountOf, itemLine } from './lines.ts'
import { insertPending } from './pending.ts'
import { periodEnd } from './periods.ts'
import type { CollectionMethod, CustomerRow, PriceRow, SubscriptionRow } from './rows.ts'
import { billSubscription, productNames } from './subscriptions.ts'

export type PhaseItem = { price: string; quantity: number; metadata: Record<string, string> }

export type PhaseRow = Record<string, unknown> & {
  add_invoice_items: PhaseItem[]
  collection_method: CollectionMethod | null
  currency: string
  /** Unix seconds. */
  end_date: number
  start_date: number
  invoice_settings: { days_until_due: number | null } | null
  items: PhaseItem[]
  metadata: Record<string, string>
}

export type ScheduleRow = Row & {
  current_phase: { start_date: number; end_date: number } | null
  customer: string
  end_behavior: 'cancel' | 'none' | 'release' | 'renew'
  metadata: Record<string, string>
  phases: PhaseRow[]
  status: 'active' | 'canceled' | 'completed' | 'not_started' | 'released'
  subscription: string | null
  test_clock: string | null
}

export const isLiveSchedule = ({ status }: ScheduleRow): boolean =>
  status === 'active' || status === 'not_started'

/** The phase that begins at an instant; undefined where the last one ends. */
const phaseFrom = ({ phases }: ScheduleRow, instant: number): PhaseRow | undefined =>
  phases.find(({ start_date }) => start_date === instant)

/** When a schedule does something by itself, and what; before the subscription that it changes is renewed. */
export function dueOfSchedule(
  schedule: ScheduleRow,
): { at: number; run(transaction: Transaction): void } | undefined {
  if (!isLiveSchedule(schedule)) return undefined
  const at = schedule.current_phase?.end_date ?? schedule.phases[0]?.start_date
  if (at === undefined) return undefined
  return { at, run: (transaction) => enterPhase(transaction, schedule, phaseFrom(schedule, at)) }
}

function enterPhase(transaction: Transaction, schedule: ScheduleRow, phase: PhaseRow | undefined): void {
  if (!phase) {
    release(transaction, schedule)
    return
  }
  const { start_date, end_date } = phase
  const subscription =
    schedule.subscription === null
      ? begin(transaction, schedule, phase)
      : rowOf<SubscriptionRow>(transaction, schedule.subscription)
  if (schedule.subscription !== null) turn(transaction, subscription, phase)
  updateRow(transaction, schedule, {
    current_phase: { start_date, end_date },
    status: 'active',
    subscription: subscription.id,
  })
}

/** The subscription goes on as it is, and nothing of the schedule comes any more. */
export function release(transaction: Transaction, schedule: ScheduleRow): void {
  const { subscription: id } = schedule
  if (id !== null) updateRow(transaction, rowOf(transaction, id), { schedule: null })
  changeRow(transaction, schedule, {
    current_phase: null,
    released_at: transaction.now,
    released_subscription: id,
    status: 'released',
    subscription: null,
  })
  emit(transaction, 'released', schedule)
}

export function cancelSchedule(transaction: Transaction, schedule: ScheduleRow): void {
  changeRow(transaction, schedule, { canceled_at: transaction.now, current_phase: null, status: 'canceled' })
  emit(transaction, 'canceled', schedule)
}

/** A subscription that a schedule starts is active at once; its first invoice is a draft for an hour, whoever pays. */
function begin(transaction: Transaction, schedule: ScheduleRow, phase: PhaseRow): SubscriptionRow {
  const customer = rowOf<CustomerRow>(transaction, schedule.customer)
  const { start_date: start, currency, metadata } = phase
  const subscription = insertRow(transaction, 'subscriptions', {
    ...BLANK_SUBSCRIPTION,
    id: newId('sub'),
    object: 'subscription',
    billing_cycle_anchor: start,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    collection_method: phase.collection_method ?? 'charge_automatically',
    created: transaction.now,
    currency,
    customer: customer.id,
    days_until_due: phase.invoice_settings?.days_until_due ?? null,
    ended_at: null,
    items: { data: [] },
    latest_invoice: null,
    metadata: { ...metadata },
    schedule: schedule.id,
    start_date: start,
    status: 'active',
    test_clock: customer.test_clock,
    trial_end: null,
    trial_start: null,
  } as unknown as SubscriptionRow)
  for (const item of phase.items) addItem(transaction, subscription, { item, start })
  changeRow(transaction, subscription, { items: itemList(transaction, subscription.id) })
  emit(transaction, 'created', subscription)
  addPending(transaction, subscription, phase.add_invoice_items)
  const lines = itemsOf(transaction, subscription.id).map((item) =>
    itemLine(
      item,
      { start: item.current_period_start, end: item.current_period_end },
      productNames(transaction),
    ),
  )
  billSubscription(transaction, subscription, {
    billing_reason: 'subscription_create',
    lines,
    period: { start, end: start },
  })
  grantFeatures(transaction, customer.id)
  return subscription
}

function addItem(
  transaction: Transaction,
  subscription: SubscriptionRow,
  { item, start }: { item: PhaseItem; start: number },
): void {
  const price = rowOf<PriceRow>(transaction, item.price)
  const end = periodEnd(start, start, price.recurring ?? { interval: 'month', interval_count: 1 })
  insertItem(transaction, { subscription: subscription.id, ...item, price, period: { start, end } })
}

/** What is billed once, on the subscription's next invoice. */
export function addPending(
  transaction: Transaction,
  subscription: SubscriptionRow,
  items: readonly PhaseItem[],
): void {
  for (const { price: id, quantity, metadata } of items) {
    const price = rowOf<PriceRow>(transaction, id)
    insertPending(transaction, {
      customer: rowOf<CustomerRow>(transaction, subscription.customer),
      currency: subscription.currency,
      amount: amountOf(price, quantity),
      description: productNames(transaction).nameOf(price.product),
      price,
      quantity,
      metadata,
      period: { start: transaction.now, end: transaction.now },
      subscription: subscription.id,
    })
  }
}

/** The new phase's items in the places of the old ones, without proration; its metadata is added to the subscription's. */
function turn(transaction: Transaction, subscription: SubscriptionRow, phase: PhaseRow): void {
  const old = itemsOf(transaction, subscription.id)
  for (const [index, item] of phase.items.entries()) {
    const price = rowOf<PriceRow>(transaction, item.price)
    const known = old[index]
    const { quantity, metadata } = item
    if (known)
      changeRow(transaction, known, {
        plan: planOf(price),
        price: structuredClone(price),
        quantity,
        metadata,
      })
    else {
      const [first] = old
      const period = {
        start: first?.current_period_start ?? phase.start_date,
        end: first?.current_period_end ?? phase.start_date,
      }
      insertItem(transaction, { subscription: subscription.id, price, quantity, metadata, period })
    }
  }
  for (const item of old.slice(phase.items.length)) removeItem(transaction, item)
  addPending(transaction, subscription, phase.add_invoice_items)
  updateRow(transaction, subscription, {
    items: itemList(transaction, subscription.id),
    metadata: mergeMetadata(subscription.metadata, phase.metadata),
  })
  grantFeatures(transaction, subscription.customer)
}
