import { moneyOf } from '../kept-money.ts'
import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { contractOf, erpCustomerOf } from './customers-of.ts'
import { difference, keepWritten, noteWritten, writesOf } from './written.ts'

interface OrderFacts extends Pick<DealFacts, 'crm' | 'erp' | 'terms' | 'lines' | 'total' | 'today'> {
  /** Without an opportunity: no deal led to it. */
  sale: { opportunityNativeId?: string | undefined }
}

/** What was sold, as finance has it: the invoice will bill it. */
export const createOrder: Step<OrderFacts> = {
  key: 'create-order',
  connectionOf: ({ erp }) => erp.connectionId,
  action: 'Create the sales order',
  objectType: 'Order',
  effect: () => 'CREATE',
  compensation: { kind: 'REVERSIBLE', action: 'Close it', notes: 'While nothing of it is billed.' },
  confidence: 'SIMULATED',
  dependsOn: ['create-erp-customer', 'draft-contract'],
  isSequencedByCustomer: true,
  diff: ({ total, terms, lines }) =>
    difference({
      total: total.amount,
      currencyCode: terms.currencyCode,
      purchaseOrderNumber: terms.purchaseOrderNumber,
      lines: lines.map(({ quantity, name }) => `${quantity} × ${name}`).join(', '),
    }),
  calls: 2,

  async run(facts, step) {
    const { erp, sale, terms, today, lines } = facts
    const written = await writesOf(step.tools.erp(erp.connectionId)).createOrder(
      {
        customerNativeId: erpCustomerOf(facts, step),
        legalEntityNativeId: erp.legalEntityNativeId,
        currencyCode: terms.currencyCode,
        orderedOn: today,
        purchaseOrderNumber: terms.purchaseOrderNumber,
        crmContractId: contractOf(facts, step),
        crmOpportunityId: sale.opportunityNativeId,
        lines: lines.map(({ erpProductId, quantity, unitPrice, amount, name }) => ({
          productNativeId: erpProductId,
          quantity,
          unitPrice: moneyOf(unitPrice),
          amount: moneyOf(amount),
          description: name,
        })),
      },
      step.call,
    )
    return keepWritten(written, 'Order', { step })
  },

  async compensate({ erp }, { record }, step) {
    if (!record) return
    const writes = writesOf(step.tools.erp(erp.connectionId))
    await noteWritten(await writes.closeOrder(record.ref.nativeId, step.call), step)
  },
}
