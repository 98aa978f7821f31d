import type { InvoiceResolvers } from '../__generated__/resolvers.ts'
import { combineReads } from '../provenance.ts'
import { chooseAnswer } from '../system-of-record.ts'
import { externalRefs } from './ExternalRef.ts'

export const Invoice: InvoiceResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  invoiceNumber: ({ erpInvoiceNumber, billingInvoiceNumber }, _, { systemOfRecord }) =>
    chooseAnswer(systemOfRecord.orderOf('Invoice', 'invoiceNumber', undefined), {
      ERP: erpInvoiceNumber,
      BILLING: billingInvoiceNumber,
    }),
  externalRefs: ({ id }, _, context) => externalRefs(id, context),
  provenance: (parent, { paths }, context) =>
    combineReads(context, parent, { typeName: 'Invoice', linkedAs: 'Invoice', paths }),
}
