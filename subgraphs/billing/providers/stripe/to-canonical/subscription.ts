import { Decimal } from 'decimal.js'
import type {
  CollectionMethod,
  PeriodRecord,
  SubscriptionRecord,
  SubscriptionStatus,
} from '#billing/provider.ts'
import type { Money } from '#shared/money.ts'
import type { FieldSources } from '#shared/provenance.ts'
import { toMoney } from '../currencies.ts'
import type { NativeSubscription, NativeSubscriptionItem } from '../native.ts'
import { toCanonicalPrice } from './price.ts'
import { type Mapping, toContract, toInstant, toRef, toSource, withMetadata } from './record.ts'

const SOURCES: FieldSources = {
  status: 'subscription.status',
  currentPeriod: 'subscription.items.data.current_period_start',
  cancelAtPeriodEnd: 'subscription.cancel_at_period_end',
  items: 'subscription.items',
  mrr: 'subscription.items.data.price',
  collectionMethod: 'subscription.collection_method',
}

/** https://docs.stripe.com/api/subscriptions/object#subscription_object-status (read 2026-11-22) */
const STATUSES: Readonly<Record<string, SubscriptionStatus>> = {
  incomplete: 'INCOMPLETE',
  incomplete_expired: 'CANCELLED',
  trialing: 'TRIALING',
  active: 'ACTIVE',
  past_due: 'PAST_DUE',
  unpaid: 'PAST_DUE',
  paused: 'PAUSED',
  canceled: 'CANCELLED',
}

const COLLECTION_METHODS: Readonly<Record<string, CollectionMethod>> = {
  charge_automatically: 'CHARGE_AUTOMATICALLY',
  send_invoice: 'SEND_INVOICE',
}

/** Months in one of Stripe's intervals; a week and a day by the average year. */
const MONTHS: Readonly<Record<string, Decimal>> = {
  day: new Decimal(12).div(365),
  week: new Decimal(12).div(52),
  month: new Decimal(1),
  year: new Decimal(12),
}

export function toCanonicalSubscription(
  subscription: NativeSubscription,
  mapping: Mapping,
): SubscriptionRecord {
  const status = toCanonicalSubscriptionStatus(subscription)
  return {
    source: toSource(mapping, 'subscription', subscription.id),
    fieldSources: withMetadata(SOURCES, 'contract', 'subscription', mapping.fields.crmContractId),
    createdAt: toInstant(subscription.created),
    customer: toRef(mapping, 'customer', subscription.customer),
    contract: toContract(mapping, subscription.metadata),
    status,
    currentPeriod: toCurrentPeriod(subscription.items.data),
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    endsAt: toInstant(subscription.cancel_at) ?? endOfLastPeriod(subscription),
    termMonths: toTermMonths(subscription.items.data),
    items: subscription.items.data.map((item) => ({
      nativeId: item.id,
      price: toCanonicalPrice(item.price, mapping),
      quantity: String(item.quantity ?? 1),
    })),
    mrr: status === 'CANCELLED' ? toMoney(0, subscription.currency) : toMrr(subscription),
    collectionMethod: toCanonicalCollectionMethod(subscription.collection_method),
  }
}

type StatusFacts = Pick<
  NativeSubscription,
  'status' | 'pause_collection' | 'cancel_at' | 'cancel_at_period_end'
>

/** An active one that will end, or that collects nothing meanwhile, says so: Stripe keeps those apart from the status. */
export function toCanonicalSubscriptionStatus(subscription: StatusFacts): SubscriptionStatus {
  const status = STATUSES[subscription.status] ?? 'UNKNOWN'
  if (status !== 'ACTIVE') return status
  if (subscription.pause_collection) return 'PAUSED'
  return subscription.cancel_at_period_end || subscription.cancel_at != null ? 'NON_RENEWING' : 'ACTIVE'
}

function toCanonicalCollectionMethod(method: string): CollectionMethod {
  return COLLECTION_METHODS[method] ?? 'UNKNOWN'
}

/** From the earliest start to the latest end of the items: since 2025-03-31 each has its own period. */
function toCurrentPeriod(items: readonly NativeSubscriptionItem[]): PeriodRecord {
  if (items.length === 0) return { start: undefined, end: undefined }
  return {
    start: toInstant(Math.min(...items.map((item) => item.current_period_start))),
    end: toInstant(Math.max(...items.map((item) => item.current_period_end))),
  }
}

function endOfLastPeriod({ cancel_at_period_end, items }: NativeSubscription): Date | undefined {
  return cancel_at_period_end ? toCurrentPeriod(items.data).end : undefined
}

/** The longest interval of the items: what is paid yearly renews yearly, whatever is paid monthly beside it. */
function toTermMonths(items: readonly NativeSubscriptionItem[]): number | undefined {
  const months = items.flatMap(({ price: { recurring } }) =>
    recurring?.interval === 'month' || recurring?.interval === 'year'
      ? [(recurring.interval === 'year' ? 12 : 1) * recurring.interval_count]
      : [],
  )
  return months.length === 0 ? undefined : Math.max(...months)
}

/** Sum of price × quantity per month, before discounts and tax, rounded half up once. */
export function toMrr({
  currency,
  items,
}: Pick<NativeSubscription, 'currency' | 'items'>): Money | undefined {
  let total = new Decimal(0)
  for (const { price, quantity } of items.data) {
    const amount = price.unit_amount_decimal ?? price.unit_amount
    const { recurring } = price
    const months = recurring ? MONTHS[recurring.interval] : undefined
    if (amount == null || !recurring || !months || recurring.usage_type === 'metered') return undefined
    total = total.plus(new Decimal(amount).times(quantity ?? 1).div(months.times(recurring.interval_count)))
  }
  // Twelve digits after the point are more than any price has; division by 12 leaves infinitely many.
  return toMoney(total.toFixed(12), currency, 'half-up')
}
