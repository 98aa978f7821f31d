import type { SaleRecord } from '#crm/writes.ts'
import type { Prepared } from '../process.ts'
import type { DealFacts } from './facts.ts'

type Warning = Prepared<unknown>['warnings'][number]

/** What stops nothing, and what whoever approves should know. */
export function warningsFor({ terms, support, lines }: DealFacts, sale: SaleRecord): Warning[] {
  const found: Warning[] = []
  if (sale.paymentTermsCode === undefined)
    found.push({
      code: 'PAYMENT_TERMS_ASSUMED',
      message: `the deal names no payment terms: ${terms.paymentTermsCode} is taken`,
      path: 'paymentTermsCode',
    })
  if (terms.startsLater)
    found.push({
      code: 'FIRST_INVOICE_LATER',
      message: `billing makes the first invoice on ${terms.startDate}`,
      path: 'startDate',
    })
  if (!support)
    found.push({ code: 'NO_SUPPORT_SYSTEM', message: 'nobody is entitled to support', path: undefined })
  for (const [index, { isRecurring, supportProductId, name }] of lines.entries())
    if (support && isRecurring && supportProductId === undefined)
      found.push({
        code: 'ENTITLEMENT_NOT_MAPPED',
        message: `support does not know ${name}: nobody is entitled to it`,
        path: `lines[${index}].product`,
      })
  return found
}
