import type { InvoiceRecord } from '#billing/provider.ts'
import { WeftError } from '#shared/errors.ts'
import { allRecords } from '#shared/listed.ts'
import { answered } from '../answers.ts'
import type { Step, StepContext } from '../process.ts'
import type { RenewalFacts } from '../renewal-to-invoice/facts.ts'
import { ASK_AGAIN_MS } from '../renewal-to-invoice/policy.ts'
import { billingCustomerOf, contractOf, subscriptionOfRenewal } from './customers-of.ts'
import { keepInvoice } from './first-invoice.ts'
import { difference, keepWritten, writesOf } from './written.ts'

/**
 * The run rests until billing has made the first invoice by the new terms, which may be months. The invoice is the pivot: what
 * was renewed before it can be taken back, what comes after it only goes forward.
 */
export const billNewTerm: Step<RenewalFacts> = {
  key: 'finalise-invoice',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Wait for the first invoice of the new term, and finalise it',
  objectType: 'Invoice',
  effect: () => 'UPDATE',
  compensation: { kind: 'PIVOT', action: 'Void it, or credit and refund it where it is paid' },
  confidence: 'EXACT',
  isPivot: true,
  dependsOn: ['schedule-renewal', 'activate-contract'],
  diff: ({ preview, terms, billsAt }) =>
    difference({
      status: 'OPEN',
      total: preview.total.amount,
      currencyCode: terms.currencyCode,
      issueDate: billsAt.slice(0, 10),
    }),
  calls: 2,

  async waitUntil(facts, step, now) {
    const billsAt = new Date(facts.billsAt)
    if (now < billsAt) return billsAt
    const isLate = now.getTime() - billsAt.getTime() > facts.invoicePatienceDays * 86_400_000
    if (isLate || (await findInvoice(facts, step))) return undefined
    return new Date(now.getTime() + ASK_AGAIN_MS)
  },

  async run(facts, step) {
    const found = await findInvoice(facts, step)
    if (!found)
      throw new WeftError('NOT_FOUND', 'billing has made no invoice by the new terms', {
        system: facts.billing.connectionId,
      })
    const writes = writesOf(step.tools.billing(facts.billing.connectionId))
    const invoice = await writes.finaliseInvoice(found.source.nativeId, step.call)
    return keepWritten(invoice, 'Invoice', { step, output: keepInvoice(invoice) })
  },
}

const PAGE = 100

/**
 * The first one that the subscription made in the new term. A subscription that began later than it was asked for has another name
 * by then: its invoice names the contract.
 */
async function findInvoice(facts: RenewalFacts, step: StepContext): Promise<InvoiceRecord | undefined> {
  const { billing, crm, billsAt } = facts
  const [subscription, contract] = [subscriptionOfRenewal(facts, step), contractOf(facts, step)]
  const customer = {
    nativeId: billingCustomerOf(facts, step),
    crmNativeIds: [crm.customerNativeId],
  }
  const request = { customer, first: PAGE, after: undefined, statuses: undefined, overdueAt: undefined }
  const [page] = await step.tools.billing(billing.connectionId).listInvoices([request], step.call)
  return allRecords(answered(page)?.items ?? []).findLast(
    ({ subscription: of, contract: agreed, createdAt, status }) =>
      (of?.nativeId === subscription || agreed?.nativeId === contract) &&
      createdAt >= new Date(billsAt) &&
      status !== 'VOID',
  )
}
