import type { Stripe } from 'stripe'
import type { SubscriptionRenewal } from '#billing/writes.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { type Recurring, toRecurringItem } from './subscription-terms.ts'
import { toSeconds } from './to-native.ts'
import { writeOnce } from './write-once.ts'
import { carriesKey, metadataOf, toWritten, type Writing } from './writing.ts'

type Schedule = Stripe.SubscriptionSchedule

/** On a schedule: the renewal that it carries. */
const RENEWAL_FIELD = 'weft_renewal'

/**
 * What runs goes on until the new term begins; then the new items take its place without proration, and with the contract's id
 * of the new term. After that term the schedule lets go, and the subscription renews as it is.
 * https://docs.stripe.com/billing/subscriptions/subscription-schedules (read 2026-11-25)
 */
export async function scheduleRenewal(
  writing: Writing,
  renewal: SubscriptionRenewal,
  call: WriteCall,
): Promise<Written> {
  const { client } = writing
  const { subscriptionNativeId: id } = renewal
  const subscription = await client.read(call, (stripe) => stripe.subscriptions.retrieve(id))
  const known = await scheduleOf(writing, subscription, call)
  if (known && carriesKey(known, call, RENEWAL_FIELD)) return toWritten(writing, known, 'FOUND')
  if (known && (comesAfter(known) || known.end_behavior === 'cancel')) throw isScheduled(writing)
  const schedule = known ?? (await beginSchedule(writing, id, call))
  const phases = phasesOf(writing, { subscription, schedule, renewal })
  try {
    const { record, isFound } = await setPhases(writing, { schedule, phases }, call)
    return toWritten(writing, record, isFound ? 'FOUND' : 'CREATED')
  } catch (error) {
    // A renewal that is refused leaves no schedule that changes nothing.
    if (!known && isWeftError(error) && !error.retryable) await release(writing, { id, schedule }, call)
    throw error
  }
}

function setPhases(
  writing: Writing,
  { schedule, phases }: { schedule: Schedule; phases: Stripe.SubscriptionScheduleUpdateParams.Phase[] },
  call: WriteCall,
): Promise<{ record: Schedule; isFound: boolean }> {
  return writeOnce<Schedule>(
    writing,
    {
      part: 'renewal',
      async look() {
        const found = await writing.client.read(call, (stripe) =>
          stripe.subscriptionSchedules.retrieve(schedule.id),
        )
        return carriesKey(found, call, RENEWAL_FIELD) ? found : undefined
      },
      make: (stripe, key) =>
        stripe.subscriptionSchedules.update(
          schedule.id,
          { phases, end_behavior: 'release', metadata: { [RENEWAL_FIELD]: call.idempotencyKey } },
          key,
        ),
    },
    call,
  )
}

async function scheduleOf(
  { client }: Writing,
  { schedule }: Stripe.Subscription,
  call: WriteCall,
): Promise<Schedule | undefined> {
  if (schedule === null) return undefined
  const id = typeof schedule === 'string' ? schedule : schedule.id
  return client.read(call, (stripe) => stripe.subscriptionSchedules.retrieve(id))
}

/** Whether a schedule will change anything yet. */
const comesAfter = ({ phases, current_phase }: Schedule): boolean =>
  phases.some(({ start_date }) => start_date > (current_phase?.start_date ?? 0))

async function beginSchedule(writing: Writing, subscription: string, call: WriteCall): Promise<Schedule> {
  const { record } = await writeOnce<Schedule>(
    writing,
    {
      part: 'schedule',
      async look() {
        const found = await writing.client.read(call, (stripe) => stripe.subscriptions.retrieve(subscription))
        return scheduleOf(writing, found, call)
      },
      make: (stripe, key) => stripe.subscriptionSchedules.create({ from_subscription: subscription }, key),
    },
    call,
  )
  return record
}

function phasesOf(
  { fields }: Writing,
  {
    subscription,
    schedule,
    renewal,
  }: { subscription: Stripe.Subscription; schedule: Schedule; renewal: SubscriptionRenewal },
): Stripe.SubscriptionScheduleUpdateParams.Phase[] {
  const begins = toSeconds(renewal.startsAt)
  const recurring = recurringOf(subscription)
  return [
    {
      start_date: schedule.current_phase?.start_date ?? subscription.start_date,
      end_date: begins,
      items: subscription.items.data.map(({ price, quantity, metadata }) => ({
        price: price.id,
        ...(quantity === undefined ? {} : { quantity }),
        metadata,
      })),
      proration_behavior: 'none',
    },
    {
      items: renewal.items.map((item) => toRecurringItem(item, recurring)),
      duration: { interval: 'month', interval_count: renewal.termMonths },
      metadata: metadataOf({ [fields.crmContractId]: renewal.crmContractId }),
      proration_behavior: 'none',
    },
  ]
}

/** The rhythm that the subscription has: prices of a renewal are for one of its intervals. */
function recurringOf({ items }: Stripe.Subscription): Recurring {
  const { interval = 'month', interval_count = 1 } = items.data[0]?.price.recurring ?? {}
  return { interval: interval as Recurring['interval'], interval_count }
}

/** Lets go of a schedule whose renewal is still to come; the subscription goes on as it is. */
export async function cancelRenewal(
  writing: Writing,
  subscriptionNativeId: string,
  call: WriteCall,
): Promise<Written> {
  const subscription = await writing.client.read(call, (stripe) =>
    stripe.subscriptions.retrieve(subscriptionNativeId),
  )
  const schedule = await scheduleOf(writing, subscription, call)
  if (schedule?.metadata?.[RENEWAL_FIELD] === undefined) return toWritten(writing, subscription, 'FOUND')
  if (!comesAfter(schedule)) throw hasBegun(writing)
  await release(writing, { id: subscriptionNativeId, schedule }, call)
  return toWritten(writing, subscription, 'UPDATED')
}

/** The subscription has no schedule any more. */
async function release(
  writing: Writing,
  { id, schedule }: { id: string; schedule: Schedule },
  call: WriteCall,
): Promise<void> {
  const read = () => writing.client.read(call, (stripe) => stripe.subscriptions.retrieve(id))
  await writeOnce<unknown>(
    writing,
    {
      part: 'release',
      look: async () => ((await read()).schedule === null ? schedule : undefined),
      make: (stripe, key) => stripe.subscriptionSchedules.release(schedule.id, {}, key),
    },
    call,
  )
}

const isScheduled = ({ connectionId }: Writing): WeftError =>
  new WeftError('DUPLICATE_RECORD', 'the subscription has a change or an end scheduled already', {
    system: connectionId,
    objectType: 'subscription_schedule',
  })

const hasBegun = ({ connectionId }: Writing): WeftError =>
  new WeftError('REJECTED_BY_SYSTEM', 'the renewal has begun', {
    system: connectionId,
    vendorCode: 'phase_started',
  })
