import { WeftError } from '#shared/errors.ts'
import type { StepContext } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { madeBy } from './written.ts'

/** The customer in the ERP: as it was found, or as it was made. */
export function erpCustomerOf({ erp }: Pick<DealFacts, 'erp'>, step: StepContext): string {
  return known(erp.customerNativeId ?? madeBy('create-erp-customer', step), 'the ERP')
}

/** The same in billing. */
export function billingCustomerOf({ billing }: Pick<DealFacts, 'billing'>, step: StepContext): string {
  return known(billing.customerNativeId ?? madeBy('create-billing-customer', step), 'billing')
}

/** The same in support. */
export function supportAccountOf({ support }: Pick<DealFacts, 'support'>, step: StepContext): string {
  return known(support?.accountNativeId ?? madeBy('create-support-account', step), 'support')
}

/** The contract: the draft that sales had made, or ours. */
export function contractOf({ crm }: Pick<DealFacts, 'crm'>, step: StepContext): string {
  return known(crm.draftContractNativeId ?? madeBy('draft-contract', step), 'the CRM')
}

/** The subscription that bills a renewed contract: it goes on, or was made. */
export function subscriptionOfRenewal(
  { subscription }: { subscription?: { nativeId: string } | undefined },
  step: StepContext,
): string {
  return known(subscription?.nativeId ?? madeBy('create-subscription', step), 'billing')
}

function known(nativeId: string | undefined, system: string): string {
  if (nativeId === undefined) throw new WeftError('INTERNAL', `${system} has nothing that this step needs`)
  return nativeId
}
