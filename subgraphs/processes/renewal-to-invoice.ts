import type { Process } from './process.ts'
import type { RenewalFacts } from './renewal-to-invoice/facts.ts'
import { RENEWAL_INPUT, type RenewalToInvoiceInput } from './renewal-to-invoice/input.ts'
import { prepareRenewal, UNKNOWN_CONTRACT } from './renewal-to-invoice/prepare.ts'
import { activateContract } from './steps/activate-contract.ts'
import { billNewTerm } from './steps/bill-new-term.ts'
import { checkCredit } from './steps/check-credit.ts'
import { createOrder } from './steps/create-order.ts'
import { createSubscription } from './steps/create-subscription.ts'
import { draftContract } from './steps/draft-contract.ts'
import { extendEntitlements } from './steps/extend-entitlements.ts'
import { linkRenewal } from './steps/link-renewal.ts'
import { postInvoice } from './steps/post-invoice.ts'
import { reconcile } from './steps/reconcile.ts'
import { scheduleRenewal } from './steps/schedule-renewal.ts'

/**
 * A contract whose term ends goes on: a new contract from the day after, its order, the subscription by the new terms and
 * entitlements that outlast the seam. All of that is done at once and can be taken back, until billing makes the first
 * invoice of the new term: for that the run waits, and then posts it.
 */
export const renewalToInvoice: Process<RenewalToInvoiceInput, RenewalFacts> = {
  kind: 'RENEWAL_TO_INVOICE',
  input: RENEWAL_INPUT,
  prepare: prepareRenewal,
  missing: () => UNKNOWN_CONTRACT,
  steps: [
    checkCredit,
    { ...draftContract, dependsOn: ['check-credit'] },
    linkRenewal,
    { ...createOrder, dependsOn: ['link-renewal'] },
    scheduleRenewal,
    {
      ...createSubscription,
      effect: ({ subscription }) => (subscription ? 'NO_OP' : 'CREATE'),
      dependsOn: ['create-order'],
    },
    { ...activateContract, dependsOn: ['create-order', 'schedule-renewal', 'create-subscription'] },
    extendEntitlements,
    billNewTerm,
    { ...postInvoice, effect: () => 'CREATE' },
    { ...reconcile, dependsOn: ['post-invoice'] },
  ],
  resultStep: 'activate-contract',
}
