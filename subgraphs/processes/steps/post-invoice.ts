import type { NewLine } from '#erp/writes.ts'
import { WeftError } from '#shared/errors.ts'
import { divideMoney } from '#shared/money.ts'
import { moneyOf } from '../kept-money.ts'
import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { contractOf, erpCustomerOf } from './customers-of.ts'
import { type FirstInvoice, finalisedInvoiceOf } from './first-invoice.ts'
import { certainlyMadeBy, difference, keepWritten, writesOf } from './written.ts'

type PostingFacts = Pick<DealFacts, 'billing' | 'crm' | 'erp' | 'lines' | 'preview' | 'terms' | 'today'>

/** The invoice enters the ledger, line by line as billing has it. One customer's postings come one after the other. */
export const postInvoice: Step<PostingFacts> = {
  key: 'post-invoice',
  connectionOf: ({ erp }) => erp.connectionId,
  action: 'Post the invoice to the ledger',
  objectType: 'Invoice',
  effect: ({ terms }) => (terms.startsLater ? 'NO_OP' : 'CREATE'),
  compensation: {
    kind: 'COUNTER_DOCUMENT',
    action: 'Void it and close the order again; a credit memo where its period is closed',
  },
  confidence: 'SIMULATED',
  dependsOn: ['create-order', 'finalise-invoice'],
  isSequencedByCustomer: true,
  diff: ({ preview, terms }) => difference({ total: preview.total.amount, currencyCode: terms.currencyCode }),
  calls: 3,

  async run(facts, step) {
    const { erp, terms, today } = facts
    const invoice = finalisedInvoiceOf(step)
    const posted = await writesOf(step.tools.erp(erp.connectionId)).postInvoice(
      {
        customerNativeId: erpCustomerOf(facts, step),
        orderNativeId: certainlyMadeBy('create-order', step),
        legalEntityNativeId: erp.legalEntityNativeId,
        currencyCode: terms.currencyCode,
        postedOn: invoice.issuedOn ?? today,
        dueOn: invoice.dueOn ?? undefined,
        invoiceNumber: invoice.number ?? undefined,
        billingInvoiceId: invoice.nativeId,
        crmContractId: contractOf(facts, step),
        lines: invoice.lines.map((line) => toLedgerLine(line, facts)),
        tax: moneyOf(invoice.tax),
        total: moneyOf(invoice.total),
      },
      step.call,
    )
    return keepWritten(posted, undefined, { step })
  },

  async compensate({ erp, today }, { record }, step) {
    if (!record) return
    const { ref, version } = record
    const reason = 'the deal was taken back'
    await writesOf(step.tools.erp(erp.connectionId)).takeBackInvoice(
      { nativeId: ref.nativeId, version, today, reason, isDuplicate: false },
      step.call,
    )
  },
}

function toLedgerLine(line: FirstInvoice['lines'][number], { lines, billing }: PostingFacts): NewLine {
  const sold = lines.find(({ billingProductId }) => billingProductId === line.productNativeId)
  if (!sold)
    throw new WeftError('NOT_LINKED', 'the invoice has a line that was not sold', {
      system: billing.connectionId,
      externalId: line.nativeId,
    })
  const amount = moneyOf(line.amount)
  return {
    productNativeId: sold.erpProductId,
    quantity: line.quantity,
    unitPrice: divideMoney(amount, line.quantity) ?? moneyOf(sold.unitPrice),
    amount,
    description: line.description ?? sold.name,
    billingLineId: line.nativeId,
  }
}
