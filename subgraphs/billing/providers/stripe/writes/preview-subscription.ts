import type { Stripe } from 'stripe'
import type { SubscriptionPreview, SubscriptionToPreview } from '#billing/writes.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Money } from '#shared/money.ts'
import { toMoney } from '../currencies.ts'
import { toOneTimeItem, toRecurring, toRecurringItem, toStart } from './subscription-terms.ts'
import { toNativeAddress } from './to-native.ts'
import type { Writing } from './writing.ts'

/** Stripe's own preview of the first invoice, of the same items and days as the subscription would have. */
export async function previewSubscription(
  { client, clock }: Writing,
  subscription: SubscriptionToPreview,
  call: CallContext,
): Promise<SubscriptionPreview> {
  const recurring = toRecurring(subscription.interval)
  const { start, anchor } = toStart(subscription, clock.now())
  const params: Stripe.InvoiceCreatePreviewParams = {
    ...whoseOf(subscription),
    currency: subscription.currencyCode.toLowerCase(),
    subscription_details: {
      items: subscription.items.map((item) => toRecurringItem(item, recurring)),
      start_date: start,
      ...(anchor === undefined ? {} : { billing_cycle_anchor: { type: 'timestamp', timestamp: anchor } }),
    },
    invoice_items: subscription.oneTimeItems.map(toOneTimeItem),
  }
  const invoice = await client.read(call, (stripe) => stripe.invoices.createPreview(params))
  const amount = (value: number): Money => toMoney(value, invoice.currency)
  const tax = (invoice.total_taxes ?? []).reduce((sum, part) => sum + part.amount, 0)
  return { subtotal: amount(invoice.subtotal), tax: amount(tax), total: amount(invoice.total) }
}

/** A customer that is there, or what is known of one that is not. */
function whoseOf({
  customerNativeId,
  address,
}: SubscriptionToPreview): Pick<Stripe.InvoiceCreatePreviewParams, 'customer' | 'customer_details'> {
  if (customerNativeId !== undefined) return { customer: customerNativeId }
  return {
    customer_details: {
      tax_exempt: 'none',
      ...(address === undefined ? {} : { address: toNativeAddress(address) }),
    },
  }
}
