import type { Process } from './process.ts'
import type { DealFacts } from './quote-to-cash/facts.ts'
import { QUOTE_TO_CASH_INPUT, type QuoteToCashInput } from './quote-to-cash/input.ts'
import { prepareQuoteToCash, UNKNOWN_DEAL } from './quote-to-cash/prepare.ts'
import { activateContract } from './steps/activate-contract.ts'
import { activateEntitlement } from './steps/activate-entitlement.ts'
import { checkCredit } from './steps/check-credit.ts'
import { checkInvoice } from './steps/check-invoice.ts'
import { collectPayment } from './steps/collect-payment.ts'
import { createBillingCustomer } from './steps/create-billing-customer.ts'
import { createErpCustomer } from './steps/create-erp-customer.ts'
import { createOrder } from './steps/create-order.ts'
import { createSubscription } from './steps/create-subscription.ts'
import { createSupportAccount } from './steps/create-support-account.ts'
import { draftContract } from './steps/draft-contract.ts'
import { finaliseInvoice } from './steps/finalise-invoice.ts'
import { noteOutcome } from './steps/note-outcome.ts'
import { postInvoice } from './steps/post-invoice.ts'
import { previewInvoice } from './steps/preview-invoice.ts'
import { reconcile } from './steps/reconcile.ts'
import { recordPayment } from './steps/record-payment.ts'

/**
 * A deal that is won becomes customer, contract, order, subscription, invoice and entitlement, in all systems.
 *
 * Whoever can say no is asked before there is a document: the preparation reads everything, and what still can refuse comes
 * before the invoice is finalised. The contract is drafted first, so that order and subscription can name it, and put into
 * force last, so that it is taken back most seldom.
 */
export const quoteToCash: Process<QuoteToCashInput, DealFacts> = {
  kind: 'QUOTE_TO_CASH',
  input: QUOTE_TO_CASH_INPUT,
  prepare: prepareQuoteToCash,
  missing: () => UNKNOWN_DEAL,
  steps: [
    checkCredit,
    createErpCustomer,
    createBillingCustomer,
    createSupportAccount,
    previewInvoice,
    draftContract,
    createOrder,
    createSubscription,
    checkInvoice,
    activateContract,
    finaliseInvoice,
    postInvoice,
    activateEntitlement,
    noteOutcome,
    collectPayment,
    recordPayment,
    reconcile,
  ],
  resultStep: 'activate-contract',
}
