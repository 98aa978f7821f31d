import { z } from 'zod'
import type { KeptMoney } from '../kept-money.ts'
import type { PaymentFailure } from './classify.ts'

export interface PaymentExceptionInput {
  /** Canonical. */
  paymentId: string
  /** Canonical: what was to be paid. Undefined: the payment stands for itself. */
  invoiceId?: string | undefined
  /** ISO 8601: when it failed. The days of grace begin here. */
  failedAt: string
}

export const PAYMENT_INPUT = z.strictObject({
  paymentId: z.string(),
  invoiceId: z.string().optional(),
  failedAt: z.iso.datetime(),
})

/** All that the steps need, read before the first write. JSON. */
export interface PaymentExceptionFacts {
  payment: { connectionId: string; nativeId: string }
  invoiceNativeId?: string | undefined
  failure: PaymentFailure
  /** Billing's own code. */
  failureCode?: string | undefined
  amount: KeptMoney
  /** ISO 8601: billing's next try by itself. */
  nextAttemptAt?: string | undefined
  customerId: string
  /** ISO 8601: until then the account is in grace. */
  graceUntil: string
  /** What can be suspended: the customer's accounts in each system of support that can be written to. */
  support: { connectionId: string; accountNativeIds: string[] }[]
  /** Open cases, whose agents are told. */
  cases: { connectionId: string; nativeId: string; number: string }[]
}
