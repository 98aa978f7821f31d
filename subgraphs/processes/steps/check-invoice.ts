import { WeftError } from '#shared/errors.ts'
import { formatAmount, isSameMoney } from '#shared/money.ts'
import { answered } from '../answers.ts'
import { moneyOf } from '../kept-money.ts'
import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { draftInvoiceOf } from './first-invoice.ts'
import { difference } from './written.ts'

/** The last look while there is a way back: the draft is the invoice that was shown. Nothing is written. */
export const checkInvoice: Step<DealFacts> = {
  key: 'check-invoice',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Compare the draft invoice with what was shown',
  objectType: 'Invoice',
  effect: ({ terms }) => (terms.startsLater ? 'NO_OP' : 'VALIDATE'),
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'EXACT',
  dependsOn: ['create-subscription'],
  diff: ({ preview }) => difference({ total: preview.total.amount }),
  calls: 1,

  async run({ billing, preview }, step) {
    const [answer] = await step.tools
      .billing(billing.connectionId)
      .getInvoices([draftInvoiceOf(step)], step.call)
    const draft = answered(answer)
    if (draft && isSameMoney(draft.total, moneyOf(preview.total)))
      return { record: undefined, output: {}, isUnchanged: true }
    throw new WeftError('AMOUNTS_DIFFER', 'the draft is not the invoice that was shown', {
      system: billing.connectionId,
      expected: preview.total.amount,
      actual: draft ? formatAmount(draft.total) : null,
    })
  },
}
