import {
  PAYMENT_INPUT,
  type PaymentExceptionFacts,
  type PaymentExceptionInput,
} from './payment-exception/facts.ts'
import { preparePaymentException, UNKNOWN_PAYMENT } from './payment-exception/prepare.ts'
import type { Process } from './process.ts'
import { awaitPayment } from './steps/await-payment.ts'
import { noteFailure, noteSettlement, noteSuspension } from './steps/note-at-cases.ts'
import { restoreEntitlements } from './steps/restore-entitlements.ts'
import { suspendEntitlements } from './steps/suspend-entitlements.ts'

/**
 * A payment failed. The account has its days of grace, in which a payment ends the matter; after them what the customer is
 * entitled to is suspended, and in use again as soon as nothing is owed. Restore first, argue later.
 */
export const paymentException: Process<PaymentExceptionInput, PaymentExceptionFacts> = {
  kind: 'PAYMENT_EXCEPTION',
  input: PAYMENT_INPUT,
  prepare: preparePaymentException,
  missing: () => UNKNOWN_PAYMENT,
  steps: [
    noteFailure,
    awaitPayment,
    suspendEntitlements,
    noteSuspension,
    restoreEntitlements,
    noteSettlement,
  ],
  resultStep: 'await-payment',
}
