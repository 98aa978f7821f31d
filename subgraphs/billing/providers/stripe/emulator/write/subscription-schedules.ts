import type { ItemRow, PriceRow, SubscriptionRow } from '../billing/rows.ts'
import {
  cancelSchedule,
  isLiveSchedule,
  type PhaseItem,
  type PhaseRow,
  release,
  type ScheduleRow,
} from '../billing/schedules.ts'
import { addIntervals } from '../billing/periods.ts'
import { currentPeriod, endSubscription } from '../billing/subscriptions.ts'
import { invalid, required, stateConflict } from '../errors.ts'
import { newId } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { emit, insertRow, rowOf, type Transaction, updateRow } from '../transaction.ts'
import {
  boolean,
  type Fields,
  hashOf,
  idOf,
  integer,
  listOf,
  metadata,
  oneOf,
  positive,
  type Values,
} from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { NEW_ITEM, oneTimePriceOf, priceOf } from './items.ts'
import { writeRoute } from './route.ts'

const PHASE = {
  add_invoice_items: listOf(hashOf(NEW_ITEM)),
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  duration: hashOf({ interval: oneOf('day', 'week', 'month', 'year'), interval_count: positive }),
  end_date: integer,
  invoice_settings: hashOf({ days_until_due: positive }),
  items: listOf(hashOf(NEW_ITEM)),
  metadata,
  proration_behavior: oneOf('always_invoice', 'create_prorations', 'none'),
  start_date: integer,
} satisfies Fields
type GivenPhase = Values<typeof PHASE>

const EDITABLE = {
  end_behavior: oneOf('cancel', 'none', 'release', 'renew'),
  metadata,
  phases: listOf(hashOf(PHASE)),
} satisfies Fields

const CREATED = {
  ...EDITABLE,
  customer: idOf('customers'),
  from_subscription: idOf('subscriptions'),
  start_date: integer,
} satisfies Fields

/** https://docs.stripe.com/api/subscription_schedules: phases without trials, prorations or changes of the rhythm. */
export const SUBSCRIPTION_SCHEDULE_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/subscription_schedules', fields: CREATED, run: create }),
  writeRoute({ method: 'POST', path: '/v1/subscription_schedules/:id', fields: EDITABLE, run: update }),
  writeRoute({
    method: 'POST',
    path: '/v1/subscription_schedules/:id/release',
    fields: { preserve_cancel_date: boolean },
    run: (_values, transaction, { id }) => {
      const schedule = findLive(transaction, id)
      release(atTimeOf(transaction, schedule.customer), schedule)
      return schedule
    },
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/subscription_schedules/:id/cancel',
    fields: { invoice_now: boolean, prorate: boolean },
    run: ({ invoice_now: invoiceNow = true, prorate = true }, transaction, { id }) => {
      const schedule = findLive(transaction, id)
      const own = atTimeOf(transaction, schedule.customer)
      // Ends the schedule, too.
      if (schedule.subscription === null) cancelSchedule(own, schedule)
      else endSubscription(own, rowOf(own, schedule.subscription), { invoiceNow, prorate })
      return schedule
    },
  }),
]

function findLive(transaction: Transaction, id: string | undefined): ScheduleRow {
  const schedule = find<ScheduleRow>(transaction, 'subscription_schedules', id)
  if (isLiveSchedule(schedule)) return schedule
  throw stateConflict(
    `You cannot change a subscription schedule that is currently in the \`${schedule.status}\` status. It must be in \`not_started\` or \`active\`.`,
  )
}

function create(values: Values<typeof CREATED>, transaction: Transaction): Row {
  const { from_subscription: from, ...given } = values
  if (from !== undefined) return fromSubscription(transaction, from, given)
  const customer = required(given.customer, 'customer')
  const own = atTimeOf(transaction, customer)
  const start = required(given.start_date, 'start_date')
  if (start <= own.now)
    throw invalid('The start date of a schedule that starts at once is not known here.', 'start_date')
  return insert(own, {
    customer,
    end_behavior: given.end_behavior ?? 'release',
    metadata: mergeMetadata({}, given.metadata),
    phases: phasesOf(own, required(given.phases, 'phases'), start),
    status: 'not_started',
  })
}

/** The subscription as it is, until its period ends. */
function fromSubscription(transaction: Transaction, id: string, given: object): Row {
  const [other] = Object.keys(given)
  if (other !== undefined)
    throw invalid(`You cannot set \`${other}\` if \`from_subscription\` is set.`, 'from_subscription')
  const subscription = rowOf<SubscriptionRow>(transaction, id)
  if (subscription.schedule !== null)
    throw invalid(
      `You cannot migrate a subscription that is already attached to a schedule: ${String(subscription.schedule)}.`,
      'from_subscription',
    )
  const own = atTimeOf(transaction, subscription.customer)
  const { start, end } = currentPeriod(subscription)
  const phase = phaseRow({
    collection_method: null,
    currency: subscription.currency,
    items: subscription.items.data.map(({ price, quantity, metadata }: ItemRow) => ({
      price: price.id,
      quantity,
      metadata,
    })),
    start_date: start,
    end_date: end,
  })
  const schedule = insert(own, {
    current_phase: { start_date: start, end_date: end },
    customer: subscription.customer,
    end_behavior: 'release',
    metadata: {},
    phases: [phase],
    status: 'active',
    subscription: id,
  })
  updateRow(own, subscription, { schedule: schedule.id })
  return schedule
}

function update(values: Values<typeof EDITABLE>, transaction: Transaction, { id }: { id?: string }): Row {
  const schedule = findLive(transaction, id)
  const own = atTimeOf(transaction, schedule.customer)
  const { phases: given, end_behavior = schedule.end_behavior, metadata } = values
  const phases = given ? changedPhases(own, schedule, given) : schedule.phases
  const current = schedule.current_phase && phases[0]
  updateRow(own, schedule, {
    current_phase: current ? { start_date: current.start_date, end_date: current.end_date } : null,
    end_behavior,
    metadata: mergeMetadata(schedule.metadata, metadata),
    phases,
  })
  return schedule
}

/** The phase that runs keeps its start. */
function changedPhases(
  transaction: Transaction,
  { current_phase }: ScheduleRow,
  given: readonly GivenPhase[],
): PhaseRow[] {
  const start = required(given[0]?.start_date, 'phases[0][start_date]')
  if (current_phase && start !== current_phase.start_date)
    throw invalid('You can not modify the start date of the current phase.', 'phases[0][start_date]')
  const phases = phasesOf(transaction, given, start)
  const [first] = phases
  if (first && first.end_date <= transaction.now)
    throw invalid('The current phase cannot end in the past.', 'phases[0][end_date]')
  return phases
}

function phasesOf(transaction: Transaction, given: readonly GivenPhase[], from: number): PhaseRow[] {
  let start = from
  return given.map((phase, index) => {
    const param = `phases[${index}]`
    if (phase.start_date !== undefined && phase.start_date !== start)
      throw invalid('The start date must be the end date of the phase before.', `${param}[start_date]`)
    const items = required(phase.items, `${param}[items]`)
    const prices = items.map((item, at) => priceOf(transaction, item, `${param}[items][${at}]`))
    const row = phaseRow({
      add_invoice_items: (phase.add_invoice_items ?? []).map((item, at) =>
        itemRow(item, oneTimePriceOf(transaction, item, `${param}[add_invoice_items][${at}]`)),
      ),
      collection_method: phase.collection_method ?? null,
      currency: prices[0]?.currency ?? 'usd',
      invoice_settings: { days_until_due: phase.invoice_settings?.days_until_due ?? null },
      items: items.map((item, at) => itemRow(item, prices[at])),
      metadata: mergeMetadata({}, phase.metadata),
      proration_behavior: phase.proration_behavior ?? 'create_prorations',
      start_date: start,
      end_date: endOf(phase, start, param),
    })
    start = row.end_date
    return row
  })
}

function endOf({ end_date, duration }: GivenPhase, start: number, param: string): number {
  if (end_date !== undefined) return end_date
  const { interval, interval_count = 1 } = required(duration, `${param}[end_date]`)
  return addIntervals(start, required(interval, `${param}[duration][interval]`), interval_count)
}

const itemRow = (given: Values<typeof NEW_ITEM>, price: PriceRow | undefined): PhaseItem => ({
  price: String(price?.id),
  quantity: given.quantity ?? 1,
  metadata: mergeMetadata({}, given.metadata),
})

function phaseRow(
  known: Pick<PhaseRow, 'items' | 'start_date' | 'end_date'> & Record<string, unknown>,
): PhaseRow {
  const items = known.items.map((item) => ({
    billing_thresholds: null,
    discounts: [],
    plan: item.price,
    tax_rates: [],
    ...item,
  }))
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: 'usd',
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    invoice_settings: null,
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    transfer_data: null,
    trial_end: null,
    ...known,
    items,
  }
}

function insert(
  transaction: Transaction,
  known: Pick<ScheduleRow, 'customer' | 'end_behavior' | 'metadata' | 'phases' | 'status'> &
    Partial<ScheduleRow>,
): ScheduleRow {
  const schedule = insertRow<ScheduleRow>(transaction, 'subscription_schedules', {
    application: null,
    billing_mode: { type: 'classic', flexible: null },
    canceled_at: null,
    completed_at: null,
    current_phase: null,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: 'charge_automatically',
      default_payment_method: null,
      description: null,
      invoice_settings: { account_tax_ids: null, days_until_due: null, issuer: { type: 'self' } },
      on_behalf_of: null,
      transfer_data: null,
    },
    livemode: false,
    pause_schedules: [],
    released_at: null,
    released_subscription: null,
    subscription: null,
    ...known,
    id: newId('sub_sched'),
    object: 'subscription_schedule',
    created: transaction.now,
    test_clock: rowOf<Row & { test_clock: string | null }>(transaction, known.customer).test_clock,
  })
  emit(transaction, 'created', schedule)
  return schedule
}
