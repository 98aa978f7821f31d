import { z } from 'zod'

/**
 * What we read of Stripe's objects, API version 2026-10-28.endive, and nothing else: unknown fields pass, unknown values
 * of enumerations are text. The official client's own types say more, but nobody checks them against what arrives.
 */

/** The client makes objects of decimals, the wire has text. */
const decimal = z
  .union([z.string(), z.number(), z.custom<object>((value) => typeof value === 'object' && value !== null)])
  .transform(String)
const timestamp = z.number().int()
/** An id, or the object where it was expanded. */
export const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {})
const list = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item), has_more: z.boolean() })

/** https://docs.stripe.com/api/tax_ids/object */
const taxId = z.object({
  type: z.string(),
  value: z.string(),
  verification: z.object({ status: z.string() }).nullish(),
})

/** https://docs.stripe.com/api/prices/object */
export const nativePrice = z.object({
  id: z.string(),
  created: timestamp,
  currency: z.string(),
  product: reference,
  unit_amount: z.number().nullish(),
  unit_amount_decimal: decimal.nullish(),
  recurring: z.object({ interval: z.string(), interval_count: z.number(), usage_type: z.string() }).nullish(),
  tax_behavior: z.string().nullish(),
})
export type NativePrice = z.infer<typeof nativePrice>

/** https://docs.stripe.com/api/subscription_items/object */
const subscriptionItem = z.object({
  id: z.string(),
  price: nativePrice,
  quantity: z.number().nullish(),
  current_period_start: timestamp,
  current_period_end: timestamp,
})
export type NativeSubscriptionItem = z.infer<typeof subscriptionItem>

/** https://docs.stripe.com/api/subscriptions/object */
export const nativeSubscription = z.object({
  id: z.string(),
  created: timestamp,
  customer: reference,
  currency: z.string(),
  status: z.string(),
  cancel_at: timestamp.nullish(),
  cancel_at_period_end: z.boolean(),
  collection_method: z.string(),
  pause_collection: z.object({}).nullish(),
  items: list(subscriptionItem),
  metadata,
})
export type NativeSubscription = z.infer<typeof nativeSubscription>

/** https://docs.stripe.com/api/customers/object · `tax_ids` and `subscriptions` only where expanded */
export const nativeCustomer = z.object({
  id: z.string(),
  created: timestamp,
  deleted: z.boolean().optional(),
  livemode: z.boolean(),
  name: z.string().nullish(),
  business_name: z.string().nullish(),
  email: z.string().nullish(),
  address: z
    .object({
      line1: z.string().nullish(),
      line2: z.string().nullish(),
      city: z.string().nullish(),
      state: z.string().nullish(),
      postal_code: z.string().nullish(),
      country: z.string().nullish(),
    })
    .nullish(),
  metadata,
  tax_ids: list(taxId).optional(),
  subscriptions: z.object({ data: z.array(z.unknown()), has_more: z.boolean() }).optional(),
})
export type NativeCustomer = z.infer<typeof nativeCustomer>

/** https://docs.stripe.com/api/invoices/line_item */
export const nativeInvoiceLine = z.object({
  id: z.string(),
  amount: z.number(),
  currency: z.string(),
  description: z.string().nullish(),
  discount_amounts: z.array(z.object({ amount: z.number() })).nullish(),
  taxes: z.array(z.object({ amount: z.number() })).nullish(),
  period: z.object({ start: timestamp, end: timestamp }).nullish(),
  pricing: z
    .object({
      price_details: z.object({ product: reference }).nullish(),
      unit_amount_decimal: decimal.nullish(),
    })
    .nullish(),
  parent: z
    .object({
      invoice_item_details: z.object({ proration: z.boolean() }).nullish(),
      subscription_item_details: z.object({ proration: z.boolean() }).nullish(),
    })
    .nullish(),
  quantity: z.number().nullish(),
  quantity_decimal: decimal.nullish(),
})
export type NativeInvoiceLine = z.infer<typeof nativeInvoiceLine>

/** https://docs.stripe.com/api/invoice-payment/object */
const nativeInvoicePayment = z.object({
  is_default: z.boolean(),
  payment: z.object({ payment_intent: reference.nullish() }),
})

/** https://docs.stripe.com/api/invoices/object · `payments` only where expanded */
export const nativeInvoice = z.object({
  id: z.string(),
  created: timestamp,
  number: z.string().nullish(),
  status: z.string().nullish(),
  customer: reference.nullish(),
  currency: z.string(),
  collection_method: z.string(),
  due_date: timestamp.nullish(),
  effective_at: timestamp.nullish(),
  subtotal: z.number(),
  total: z.number(),
  amount_paid: z.number(),
  amount_remaining: z.number(),
  total_discount_amounts: z.array(z.object({ amount: z.number() })).nullish(),
  total_taxes: z.array(z.object({ amount: z.number() })).nullish(),
  attempt_count: z.number(),
  next_payment_attempt: timestamp.nullish(),
  status_transitions: z.object({ finalized_at: timestamp.nullish() }),
  metadata,
  parent: z
    .object({ subscription_details: z.object({ subscription: reference, metadata }).nullish() })
    .nullish(),
  lines: z.object({ data: z.array(z.unknown()), has_more: z.boolean() }),
  payments: list(nativeInvoicePayment).optional(),
})
export type NativeInvoice = z.infer<typeof nativeInvoice>

/** https://docs.stripe.com/api/refunds/object */
const refund = z.object({
  id: z.string(),
  amount: z.number(),
  currency: z.string(),
  reason: z.string().nullish(),
  status: z.string().nullish(),
})
export type NativeRefund = z.infer<typeof refund>

/** https://docs.stripe.com/api/charges/object · `balance_transaction` and `refunds` only where expanded */
const charge = z.object({
  id: z.string(),
  created: timestamp,
  paid: z.boolean(),
  refunded: z.boolean(),
  amount_refunded: z.number(),
  disputed: z.boolean(),
  failure_code: z.string().nullish(),
  failure_message: z.string().nullish(),
  payment_method_details: z.object({ type: z.string() }).nullish(),
  balance_transaction: z.object({ fee: z.number(), currency: z.string() }).nullish().catch(undefined),
  refunds: list(refund).nullish(),
})

/** https://docs.stripe.com/api/payment_intents/object · `latest_charge` expanded */
export const nativePaymentIntent = z.object({
  id: z.string(),
  created: timestamp,
  amount: z.number(),
  currency: z.string(),
  customer: reference.nullish(),
  status: z.string(),
  payment_method_types: z.array(z.string()),
  last_payment_error: z
    .object({
      code: z.string().nullish(),
      decline_code: z.string().nullish(),
      message: z.string().nullish(),
      payment_method: z.object({ type: z.string() }).nullish(),
    })
    .nullish(),
  latest_charge: charge.nullish(),
})
export type NativePaymentIntent = z.infer<typeof nativePaymentIntent>

/** https://docs.stripe.com/api/products/object */
export const nativeProduct = z.object({
  id: z.string(),
  deleted: z.boolean().optional(),
  livemode: z.boolean(),
  name: z.string(),
  tax_code: reference.nullish(),
  updated: timestamp,
  metadata,
})
export type NativeProduct = z.infer<typeof nativeProduct>

/** https://docs.stripe.com/api/entitlements/feature/object */
const nativeFeature = z.object({ id: z.string(), lookup_key: z.string(), name: z.string() })
export type NativeFeature = z.infer<typeof nativeFeature>

/** https://docs.stripe.com/api/product-feature/object */
export const nativeProductFeature = z.object({ entitlement_feature: nativeFeature })

/** https://docs.stripe.com/api/entitlements/active-entitlement/object · `feature` expanded */
export const nativeActiveEntitlement = z.object({
  id: z.string(),
  feature: nativeFeature,
  lookup_key: z.string(),
})
export type NativeActiveEntitlement = z.infer<typeof nativeActiveEntitlement>
