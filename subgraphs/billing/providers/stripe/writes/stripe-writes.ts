import type { BillingWrites } from '#billing/writes.ts'
import { cancelSubscription } from './cancel-subscription.ts'
import { createSubscription } from './create-subscription.ts'
import { createCustomer, removeCustomer, updateCustomer } from './customers.ts'
import { collectInvoice, finaliseInvoice } from './invoices.ts'
import { previewSubscription } from './preview-subscription.ts'
import { cancelRenewal, scheduleRenewal } from './renewals.ts'
import { takeBackInvoice } from './take-back-invoice.ts'
import type { Writing } from './writing.ts'

/** What Weft writes into an account. Why asking again has no second effect is in `write-once.ts`. */
export function createStripeWrites(writing: Writing): BillingWrites {
  return {
    createCustomer: (customer, call) => createCustomer(writing, customer, call),
    updateCustomer: (change, call) => updateCustomer(writing, change, call),
    removeCustomer: (nativeId, call) => removeCustomer(writing, nativeId, call),
    previewSubscription: (subscription, call) => previewSubscription(writing, subscription, call),
    createSubscription: (subscription, call) => createSubscription(writing, subscription, call),
    scheduleRenewal: (renewal, call) => scheduleRenewal(writing, renewal, call),
    cancelRenewal: (nativeId, call) => cancelRenewal(writing, nativeId, call),
    cancelSubscription: (nativeId, call) => cancelSubscription(writing, nativeId, call),
    finaliseInvoice: (nativeId, call) => finaliseInvoice(writing, nativeId, call),
    takeBackInvoice: (nativeId, reason, call) => takeBackInvoice(writing, { nativeId, reason }, call),
    collectInvoice: (nativeId, call) => collectInvoice(writing, nativeId, call),
  }
}
