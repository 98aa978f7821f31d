import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import type { State } from '../state.ts'
import { at, begin, commit, type Transaction, updateRow } from '../transaction.ts'
import { attemptPayment } from './collect.ts'
import { fallBehind } from './recover.ts'
import { type InvoiceRow, type SubscriptionRow, subscriptionIdOf } from './rows.ts'
import { dueOfSchedule, type ScheduleRow } from './schedules.ts'
import { advance, currentPeriod, endSubscription, isOver, renew } from './subscriptions.ts'

/** The first payment of a subscription has so long to succeed. */
const INCOMPLETE_SECONDS = 23 * 3600

interface Due {
  /** Unix seconds. */
  at: number
  run(transaction: Transaction): void
}

/** Everything that became due by the account's own time since the last call, in the order of time. */
export function settleDue(context: EmulatorContext<State>): void {
  settleUntil(context, null, Math.floor(context.now().getTime() / 1000))
}

/** The same for what lives by a test clock. */
export function settleUntil(context: EmulatorContext<State>, clock: string | null, until: number): void {
  const { settledUntil } = context.state
  const name = clock ?? ''
  // What was due before the emulator was there is history.
  const since = settledUntil.get(name) ?? until
  settledUntil.set(name, until)
  if (since >= until) return
  for (;;) {
    const next = firstDue(context.state, clock, { since, until })
    if (next.rows.length === 0) return
    for (const row of next.rows) runDue(context, row, next.at)
  }
}

/** Whatever was due at the same instant before it may have settled it. */
function runDue(context: EmulatorContext<State>, row: DueRow, instant: number): void {
  const due = dueOf(row, context.state)
  if (due?.at !== instant) return
  const transaction = at(begin(context), instant)
  due.run(transaction)
  commit(transaction)
}

/** The records that are due first, which may be several at one instant. */
function firstDue(
  state: State,
  clock: string | null,
  { since, until }: { since: number; until: number },
): { at: number; rows: DueRow[] } {
  let first = { at: until + 1, rows: [] as DueRow[] }
  const { invoices, subscription_schedules, subscriptions } = state.collections
  for (const row of [...invoices, ...subscription_schedules, ...subscriptions] as DueRow[]) {
    const instant = row.test_clock === clock ? dueOf(row, state)?.at : undefined
    if (instant === undefined || instant <= since || instant > first.at) continue
    if (instant < first.at) first = { at: instant, rows: [] }
    first.rows.push(row)
  }
  return first.at > until ? { at: until, rows: [] } : first
}

type DueRow = InvoiceRow | ScheduleRow | SubscriptionRow

function dueOf(row: DueRow, { byId }: State): Due | undefined {
  if (row.object === 'invoice') return dueOfInvoice(row as InvoiceRow, byId)
  if (row.object === 'subscription_schedule') return dueOfSchedule(row as ScheduleRow)
  return dueOfSubscription(row as SubscriptionRow)
}

function dueOfInvoice(invoice: InvoiceRow, byId: State['byId']): Due | undefined {
  const { status, automatically_finalizes_at, next_payment_attempt, due_date } = invoice
  if (status === 'draft' && invoice.auto_advance && automatically_finalizes_at !== null)
    return { at: automatically_finalizes_at, run: (transaction) => advance(transaction, invoice) }
  if (status !== 'open') return undefined
  if (next_payment_attempt !== null)
    return { at: next_payment_attempt, run: (transaction) => attemptPayment(transaction, invoice) }
  if (due_date === null) return undefined
  const subscription = byId.get(subscriptionIdOf(invoice) ?? '')
  if (subscription?.status !== 'active') return undefined
  return { at: due_date, run: (transaction) => fallBehind(transaction, invoice) }
}

function dueOfSubscription(subscription: SubscriptionRow): Due | undefined {
  const { status, created, cancel_at, pause_collection } = subscription
  if (isOver(subscription)) return undefined
  if (status === 'incomplete') {
    const expire = (transaction: Transaction): void =>
      updateRow(transaction, subscription, { ended_at: transaction.now, status: 'incomplete_expired' })
    return { at: created + INCOMPLETE_SECONDS, run: expire }
  }
  const { end } = currentPeriod(subscription)
  const resumes = pause_collection?.resumes_at
  if (typeof resumes === 'number' && resumes <= end) {
    const resume = (transaction: Transaction): void =>
      updateRow(transaction, subscription, { pause_collection: null })
    return { at: resumes, run: resume }
  }
  if (cancel_at !== null && cancel_at <= end)
    return { at: cancel_at, run: (transaction) => endSubscription(transaction, subscription) }
  return { at: end, run: (transaction) => renew(transaction, subscription) }
}
