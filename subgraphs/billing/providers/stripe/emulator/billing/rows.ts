import type { Row } from '../state.ts'

// The fields that the life of a document turns on; the rest of a record is only kept.

export type CustomerRow = Row & {
  balance: number
  currency: string | null
  email: string | null
  invoice_prefix: string
  next_invoice_sequence: number
  invoice_settings: { default_payment_method: string | null }
  metadata: Record<string, string>
  test_clock: string | null
}

export type PriceRow = Row & {
  active: boolean
  currency: string
  product: string
  recurring: { interval: Interval; interval_count: number } | null
  unit_amount: number | null
  unit_amount_decimal: string
}
export type Interval = 'day' | 'week' | 'month' | 'year'

export type ItemRow = Row & {
  current_period_start: number
  current_period_end: number
  price: PriceRow
  quantity: number
  subscription: string
  metadata: Record<string, string>
}

export type SubscriptionRow = Row & {
  created: number
  cancel_at: number | null
  cancel_at_period_end: boolean
  collection_method: CollectionMethod
  currency: string
  customer: string
  days_until_due: number | null
  default_payment_method: string | null
  ended_at: number | null
  items: { data: ItemRow[] }
  latest_invoice: string | null
  metadata: Record<string, string>
  invoice_settings: { custom_fields: object[] | null }
  pause_collection: { behavior: string; resumes_at: number | null } | null
  schedule: string | null
  status: SubscriptionStatus
  test_clock: string | null
  trial_end: number | null
}
export type CollectionMethod = 'charge_automatically' | 'send_invoice'
export type SubscriptionStatus =
  | 'active'
  | 'canceled'
  | 'incomplete'
  | 'incomplete_expired'
  | 'past_due'
  | 'paused'
  | 'trialing'
  | 'unpaid'

export type InvoiceRow = Row & {
  amount_due: number
  amount_paid: number
  amount_remaining: number
  attempt_count: number
  auto_advance: boolean
  automatically_finalizes_at: number | null
  billing_reason: string
  collection_method: CollectionMethod
  created: number
  currency: string
  customer: string
  default_payment_method: string | null
  due_date: number | null
  metadata: Record<string, string>
  next_payment_attempt: number | null
  number: string | null
  parent: { subscription_details: { subscription: string } | null } | null
  post_payment_credit_notes_amount: number
  pre_payment_credit_notes_amount: number
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void'
  status_transitions: Record<string, number | null>
  test_clock: string | null
  total: number
}

export type LineRow = Row & { amount: number; invoice: string; quantity: number | null }

export type IntentRow = Row & { amount: number; customer: string; currency: string; status: string }

export type ChargeRow = Row & {
  amount: number
  amount_refunded: number
  currency: string
  customer: string | null
  payment_intent: string | null
  payment_method: string | null
  status: string
}

export type CardRow = Row & { customer: string | null; type: string }

export const subscriptionIdOf = ({ parent }: InvoiceRow): string | undefined =>
  parent?.subscription_details?.subscription
