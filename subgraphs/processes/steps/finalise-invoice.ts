import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { draftInvoiceOf, keepInvoice } from './first-invoice.ts'
import { difference, keepWritten, writesOf } from './written.ts'

/**
 * The pivot: what is finalised is a document, and the customer may have it. From here on the run only goes forward; whoever
 * takes it back later does so by a counter-document.
 */
export const finaliseInvoice: Step<DealFacts> = {
  key: 'finalise-invoice',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Finalise the first invoice',
  objectType: 'Invoice',
  effect: ({ terms }) => (terms.startsLater ? 'NO_OP' : 'UPDATE'),
  compensation: { kind: 'PIVOT', action: 'Void it, or credit and refund it where it is paid' },
  confidence: 'EXACT',
  isPivot: true,
  dependsOn: ['create-subscription', 'activate-contract'],
  diff: ({ preview, terms }) =>
    difference({ status: 'OPEN', total: preview.total.amount, currencyCode: terms.currencyCode }),
  calls: 1,

  async run({ billing }, step) {
    const writes = writesOf(step.tools.billing(billing.connectionId))
    const invoice = await writes.finaliseInvoice(draftInvoiceOf(step), step.call)
    return keepWritten(invoice, 'Invoice', { step, output: keepInvoice(invoice) })
  },

  async compensate({ billing }, { record }, step) {
    if (!record) return
    const writes = writesOf(step.tools.billing(billing.connectionId))
    await writes.takeBackInvoice(record.ref.nativeId, 'the deal was taken back', step.call)
  },
}
