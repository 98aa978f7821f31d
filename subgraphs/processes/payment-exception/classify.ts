import type { PaymentRecord } from '#billing/provider.ts'

/** Why money did not come, as far as it changes what is to be done. */
export type PaymentFailure =
  | 'INSUFFICIENT_FUNDS'
  | 'EXPIRED_CARD'
  | 'AUTHENTICATION_REQUIRED'
  | 'DISPUTE'
  | 'OTHER'

/** Billing's codes, in lower case. https://docs.stripe.com/declines/codes (read 2026-11-22) */
const BY_CODE: Readonly<Record<string, PaymentFailure>> = {
  insufficient_funds: 'INSUFFICIENT_FUNDS',
  withdrawal_count_limit_exceeded: 'INSUFFICIENT_FUNDS',
  card_velocity_exceeded: 'INSUFFICIENT_FUNDS',
  expired_card: 'EXPIRED_CARD',
  invalid_expiry_month: 'EXPIRED_CARD',
  invalid_expiry_year: 'EXPIRED_CARD',
  authentication_required: 'AUTHENTICATION_REQUIRED',
  payment_intent_authentication_failure: 'AUTHENTICATION_REQUIRED',
  authentication_not_handled: 'AUTHENTICATION_REQUIRED',
}

export function classifyFailure({
  status,
  failureCode,
}: Pick<PaymentRecord, 'status' | 'failureCode'>): PaymentFailure {
  if (status === 'DISPUTED') return 'DISPUTE'
  if (status === 'REQUIRES_ACTION') return 'AUTHENTICATION_REQUIRED'
  return BY_CODE[failureCode?.toLowerCase() ?? ''] ?? 'OTHER'
}

/** What whoever talks to the customer can say. */
export const ADVICE: Readonly<Record<PaymentFailure, string>> = {
  INSUFFICIENT_FUNDS: 'The account was not covered: another try, or another payment method, may do.',
  EXPIRED_CARD: 'The card has expired: no further try will do before the customer gives another one.',
  AUTHENTICATION_REQUIRED: 'The bank wants the customer to confirm the payment.',
  DISPUTE: 'The customer disputes the payment: nothing is suspended for it.',
  OTHER: 'The payment was declined.',
}
