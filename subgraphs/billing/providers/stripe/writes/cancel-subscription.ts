import { isWeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { writeOnce } from './write-once.ts'
import { toWritten, type Writing } from './writing.ts'

/** A subscription, or the schedule of one that has not begun. Nothing is prorated, nothing invoiced. */
export function cancelSubscription(writing: Writing, nativeId: string, call: WriteCall): Promise<Written> {
  return nativeId.startsWith('sub_sched_')
    ? cancelScheduled(writing, nativeId, call)
    : cancelRunning(writing, nativeId, call)
}

/** Stripe keeps no keys of DELETE: of one that is over it says that it is not there. */
async function cancelRunning(writing: Writing, id: string, call: WriteCall): Promise<Written> {
  const { client } = writing
  const read = () => client.read(call, (stripe) => stripe.subscriptions.retrieve(id))
  const subscription = await read()
  if (isOver(subscription)) return toWritten(writing, subscription, 'FOUND')
  try {
    const ended = await client.write(call, (stripe) =>
      stripe.subscriptions.cancel(id, { invoice_now: false, prorate: false }),
    )
    return toWritten(writing, ended, 'UPDATED')
  } catch (error) {
    const now = isWeftError(error, 'NOT_FOUND') ? await read() : undefined
    if (now && isOver(now)) return toWritten(writing, now, 'FOUND')
    throw error
  }
}

const isOver = ({ status }: { status: string }): boolean =>
  status === 'canceled' || status === 'incomplete_expired'

async function cancelScheduled(writing: Writing, id: string, call: WriteCall): Promise<Written> {
  const read = () => writing.client.read(call, (stripe) => stripe.subscriptionSchedules.retrieve(id))
  const schedule = await read()
  // It let go of a subscription that began meanwhile.
  const { released_subscription: began } = schedule
  if (schedule.status === 'released' && began !== null) return cancelRunning(writing, began, call)
  if (schedule.status !== 'not_started' && schedule.status !== 'active')
    return toWritten(writing, schedule, 'FOUND')
  const { record, isFound } = await writeOnce(
    writing,
    {
      part: 'cancel',
      async look() {
        const found = await read()
        return found.status === 'canceled' ? found : undefined
      },
      make: (stripe, key) =>
        stripe.subscriptionSchedules.cancel(id, { invoice_now: false, prorate: false }, key),
    },
    call,
  )
  return toWritten(writing, record, isFound ? 'FOUND' : 'UPDATED')
}
