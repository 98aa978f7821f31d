import { WeftError } from '#shared/errors.ts'
import { formatAmount, isSameMoney, type Money } from '#shared/money.ts'
import { type KeptMoney, moneyOf } from '../kept-money.ts'
import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { subscriptionOf } from '../quote-to-cash/subscription.ts'
import { billingCustomerOf } from './customers-of.ts'
import { difference, writesOf } from './written.ts'

/**
 * Billing says once more what its first invoice will be, now for the customer as it has it: what was sold, and the tax that
 * was shown. Nothing is written, so there is nothing to take back.
 */
export const previewInvoice: Step<DealFacts> = {
  key: 'preview-invoice',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Let billing work out first invoice and tax',
  objectType: 'Invoice',
  effect: () => 'VALIDATE',
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'EXACT',
  dependsOn: ['create-billing-customer'],
  diff: ({ preview }) =>
    difference({ subtotal: preview.subtotal.amount, tax: preview.tax.amount, total: preview.total.amount }),
  calls: 1,

  async run(facts, step) {
    const { billing, customer, preview } = facts
    const customerNativeId = billingCustomerOf(facts, step)
    const said = await writesOf(step.tools.billing(billing.connectionId)).previewSubscription(
      { ...subscriptionOf(facts), customerNativeId, address: customer.address },
      step.call,
    )
    const agree = (name: string, shown: KeptMoney, now: Money): void => {
      if (isSameMoney(moneyOf(shown), now)) return
      const facts = { system: billing.connectionId, expected: shown.amount, actual: formatAmount(now) }
      throw new WeftError(
        'AMOUNTS_DIFFER',
        `the ${name} of the first invoice is not the one that was shown`,
        facts,
      )
    }
    agree('subtotal', preview.subtotal, said.subtotal)
    agree('tax', preview.tax, said.tax)
    return { record: undefined, output: {}, isUnchanged: true }
  },
}
