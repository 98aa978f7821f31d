import type { InvoiceResolvers } from '../__generated__/resolvers.ts'
import { businessUnitKeyOf } from '../business-unit-of.ts'
import { combineReads } from '../provenance.ts'
import { chooseAnswer } from '../system-of-record.ts'
import { externalRefs } from './ExternalRef.ts'

export const Invoice: InvoiceResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  async invoiceNumber({ customer, erpInvoiceNumber, billingInvoiceNumber }, _, context) {
    const unit = await businessUnitKeyOf('Invoice', customer?.id, context)
    return chooseAnswer(context.systemOfRecord.orderOf('Invoice', 'invoiceNumber', unit), {
      ERP: erpInvoiceNumber,
      BILLING: billingInvoiceNumber,
    })
  },
  externalRefs: ({ id }, _, context) => externalRefs(id, context),
  provenance: async (parent, { paths }, context) =>
    combineReads(context, parent, {
      typeName: 'Invoice',
      linkedAs: 'Invoice',
      businessUnitKey: await businessUnitKeyOf('Invoice', parent.customer?.id, context),
      paths,
    }),
}
