import type { Stripe } from 'stripe'
import type { NewSubscription, WrittenSubscription } from '#billing/writes.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { WriteCall } from '#shared/writes.ts'
import { cancelSubscription } from './cancel-subscription.ts'
import { findInList } from './scan.ts'
import { type Start, toOneTimeItem, toRecurring, toRecurringItem, toStart } from './subscription-terms.ts'
import { takeBackInvoice } from './take-back-invoice.ts'
import { writeOnce } from './write-once.ts'
import { carriesKey, keyMetadata, metadataOf, toNativeRef, toWritten, type Writing } from './writing.ts'

/** Where the terms of a sent invoice are not said. */
const USUAL_NET_DAYS = 30

/**
 * A subscription whose first day has come: made as one whose invoices are sent, since Stripe leaves the first of those in
 * draft, where one that charges is finalised and charged in the same call. Then the draft is told to wait, and who is to be
 * charged gets the method back. One that begins later is a schedule, of which nothing is there before its day.
 */
export async function createSubscription(
  writing: Writing,
  subscription: NewSubscription,
  call: WriteCall,
): Promise<WrittenSubscription> {
  if (subscription.collectionMethod === 'UNKNOWN')
    throw new WeftError('INVALID_ARGUMENT', 'a subscription needs a collection method that is known')
  const start = toStart(subscription, writing.clock.now())
  const [earlier, schedule] = await Promise.all([
    findSubscription(writing, subscription, call),
    findSchedule(writing, subscription, call),
  ])
  if (earlier?.status === 'canceled')
    throw new WeftError('REJECTED_BY_SYSTEM', 'an earlier attempt was refused half-way and taken back', {
      system: writing.connection.id,
    })
  if (earlier) return finishOrTakeBack(writing, subscription, { record: earlier, isFound: true }, call)
  if (schedule) return { ...toWritten(writing, schedule, 'FOUND'), firstInvoice: undefined }
  if (start.anchor === undefined) return createSchedule(writing, subscription, start, call)
  const made = await writeOnce<Stripe.Subscription>(
    writing,
    {
      part: 'subscription',
      look: () => findSubscription(writing, subscription, call),
      make: (stripe, key) => stripe.subscriptions.create(paramsOf(writing, subscription, start, call), key),
    },
    call,
  )
  return finishOrTakeBack(writing, subscription, made, call)
}

function findSubscription(
  { client }: Writing,
  { customerNativeId: customer }: NewSubscription,
  call: WriteCall,
): Promise<Stripe.Subscription | undefined> {
  return findInList(
    (params) =>
      client.read(call, (stripe) => stripe.subscriptions.list({ ...params, customer, status: 'all' })),
    (subscription) => carriesKey(subscription, call),
  )
}

function findSchedule(
  { client }: Writing,
  { customerNativeId: customer }: NewSubscription,
  call: WriteCall,
): Promise<Stripe.SubscriptionSchedule | undefined> {
  return findInList(
    (params) => client.read(call, (stripe) => stripe.subscriptionSchedules.list({ ...params, customer })),
    (schedule) => carriesKey(schedule, call),
  )
}

function ownMetadata(
  { fields }: Writing,
  { crmContractId, erpOrderId, purchaseOrderNumber }: NewSubscription,
): Record<string, string> {
  return metadataOf({
    [fields.crmContractId]: crmContractId,
    [fields.erpOrderId]: erpOrderId,
    purchase_order: purchaseOrderNumber,
  })
}

function paramsOf(
  writing: Writing,
  subscription: NewSubscription,
  { start, anchor }: Start,
  call: WriteCall,
): Stripe.SubscriptionCreateParams {
  const recurring = toRecurring(subscription.interval)
  const { purchaseOrderNumber: value } = subscription
  return {
    customer: subscription.customerNativeId,
    currency: subscription.currencyCode.toLowerCase(),
    items: subscription.items.map((item) => toRecurringItem(item, recurring)),
    add_invoice_items: subscription.oneTimeItems.map(toOneTimeItem),
    backdate_start_date: start,
    ...(anchor === undefined ? {} : { billing_cycle_anchor: anchor }),
    collection_method: 'send_invoice',
    days_until_due: subscription.netDays ?? USUAL_NET_DAYS,
    ...(value === undefined
      ? {}
      : { invoice_settings: { custom_fields: [{ name: 'Purchase order', value }] } }),
    metadata: { ...keyMetadata(call), ...ownMetadata(writing, subscription) },
  }
}

/** One period by the schedule; then it lets go, and the subscription renews by itself. */
async function createSchedule(
  writing: Writing,
  subscription: NewSubscription,
  { start }: Start,
  call: WriteCall,
): Promise<WrittenSubscription> {
  const { collectionMethod, netDays } = subscription
  const recurring = toRecurring(subscription.interval)
  const metadata = { ...keyMetadata(call), ...ownMetadata(writing, subscription) }
  const isSent = collectionMethod === 'SEND_INVOICE'
  const params: Stripe.SubscriptionScheduleCreateParams = {
    customer: subscription.customerNativeId,
    start_date: start,
    end_behavior: 'release',
    metadata,
    phases: [
      {
        items: subscription.items.map((item) => toRecurringItem(item, recurring)),
        add_invoice_items: subscription.oneTimeItems.map(toOneTimeItem),
        collection_method: isSent ? 'send_invoice' : 'charge_automatically',
        ...(isSent ? { invoice_settings: { days_until_due: netDays ?? USUAL_NET_DAYS } } : {}),
        duration: recurring,
        metadata,
        proration_behavior: 'none',
      },
    ],
  }
  const { record, isFound } = await writeOnce<Stripe.SubscriptionSchedule>(
    writing,
    {
      part: 'schedule',
      look: () => findSchedule(writing, subscription, call),
      make: (stripe, key) => stripe.subscriptionSchedules.create(params, key),
    },
    call,
  )
  return { ...toWritten(writing, record, isFound ? 'FOUND' : 'CREATED'), firstInvoice: undefined }
}

/** Refused half-way, nothing is left of it: who hears the refusal knows of nothing that could be taken back. */
async function finishOrTakeBack(...parts: Parameters<typeof finish>): Promise<WrittenSubscription> {
  try {
    return await finish(...parts)
  } catch (error) {
    if (isWeftError(error) && !error.retryable) await takeBack(...parts)
    throw error
  }
}

async function takeBack(...[writing, , { record }, call]: Parameters<typeof finish>): Promise<void> {
  await cancelSubscription(writing, record.id, { ...call, idempotencyKey: `${call.idempotencyKey}:back` })
  const invoice = await findFirstInvoice(writing, record.id, call)
  if (!invoice) return
  const request = { nativeId: invoice.id, reason: 'its subscription was refused' }
  await takeBackInvoice(writing, request, { ...call, idempotencyKey: `${call.idempotencyKey}:back-invoice` })
}

/** What follows making it, and what an attempt that ended in between left to do. */
async function finish(
  writing: Writing,
  subscription: NewSubscription,
  { record, isFound }: { record: Stripe.Subscription; isFound: boolean },
  call: WriteCall,
): Promise<WrittenSubscription> {
  const isCharged = subscription.collectionMethod === 'CHARGE_AUTOMATICALLY'
  const invoice = await findFirstInvoice(writing, record.id, call)
  if (invoice) await letWait(writing, { subscription, invoice, isCharged }, call)
  if (isCharged && record.collection_method === 'send_invoice' && record.status !== 'canceled')
    await chargeFromNowOn(writing, record.id, call)
  return {
    ...toWritten(writing, record, isFound ? 'FOUND' : 'CREATED'),
    firstInvoice: invoice && toNativeRef(writing, 'invoice', invoice.id),
  }
}

function findFirstInvoice(
  { client }: Writing,
  subscription: string,
  call: WriteCall,
): Promise<Stripe.Invoice | undefined> {
  return findInList(
    (params) => client.read(call, (stripe) => stripe.invoices.list({ ...params, subscription })),
    ({ billing_reason }) => billing_reason === 'subscription_create',
  )
}

/** A draft that nobody stops is finalised an hour after it was made. One that was is as it is. */
async function letWait(
  writing: Writing,
  {
    subscription,
    invoice,
    isCharged,
  }: { subscription: NewSubscription; invoice: Stripe.Invoice; isCharged: boolean },
  call: WriteCall,
): Promise<void> {
  const method = isCharged ? 'charge_automatically' : 'send_invoice'
  const waits = (draft: Stripe.Invoice): boolean =>
    draft.status !== 'draft' || (draft.auto_advance === false && draft.collection_method === method)
  if (waits(invoice)) return
  await writeOnce<Stripe.Invoice>(
    writing,
    {
      part: 'first-invoice',
      async look() {
        const draft = await writing.client.read(call, (stripe) => stripe.invoices.retrieve(invoice.id))
        return waits(draft) ? draft : undefined
      },
      make: (stripe, key) =>
        stripe.invoices.update(
          invoice.id,
          {
            auto_advance: false,
            ...(isCharged ? { collection_method: method } : {}),
            metadata: ownMetadata(writing, subscription),
          },
          key,
        ),
    },
    call,
  )
}

async function chargeFromNowOn(writing: Writing, id: string, call: WriteCall): Promise<void> {
  await writeOnce<Stripe.Subscription>(
    writing,
    {
      part: 'charge',
      async look() {
        const found = await writing.client.read(call, (stripe) => stripe.subscriptions.retrieve(id))
        return found.collection_method === 'charge_automatically' ? found : undefined
      },
      make: (stripe, key) =>
        stripe.subscriptions.update(id, { collection_method: 'charge_automatically' }, key),
    },
    call,
  )
}
