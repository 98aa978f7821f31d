import { followVisible, toEntity, withId } from '#shared/subgraph/records.ts'
import type { InvoiceLineResolvers, InvoiceResolvers } from '../__generated__/resolvers.ts'
import { loadInvoiceLines } from '../invoice-lines.ts'
import { findVisible } from '../records.ts'

export const Invoice: InvoiceResolvers = {
  __resolveReference: ({ id }, context) => findVisible('Invoice', id, context.loaders.invoice, context),

  status: ({ record }) => record.status,
  customer: ({ record }, _, context) => toEntity('Customer', record.customer, context),
  contract: ({ record }, _, context) => toEntity('Contract', record.contract, context),

  async subscription({ record: { subscription } }, _, context) {
    const record = await followVisible(subscription, context.loaders.subscription, context)
    return record && withId('BillingSubscription', record, context)
  },

  issueDate: ({ record }) => record.issueDate,
  dueDate: ({ record }) => record.dueDate,
  subtotal: ({ record }) => record.subtotal,
  discountTotal: ({ record }) => record.discountTotal,
  taxTotal: ({ record }) => record.taxTotal,
  total: ({ record }) => record.total,
  amountPaid: ({ record }) => record.amountPaid,
  amountDue: ({ record }) => record.amountDue,
  lines: ({ record }, pageArguments, context) => loadInvoiceLines(record, pageArguments, context),
  billingInvoiceNumber: ({ record }) => record.number,
  billingReads: ({ record }, _, { loadedRecords }) => loadedRecords.readsIn(record),
}

export const InvoiceLine: InvoiceLineResolvers = {
  description: ({ record }) => record.description,

  product: ({ record }, _, context) => toEntity('Product', record.product, context),

  quantity: ({ record }) => record.quantity,
  unitPrice: ({ record }) => record.unitPrice,
  discount: ({ record }) => record.discount,
  taxAmount: ({ record }) => record.taxAmount,
  amount: ({ record }) => record.amount,
  servicePeriod: ({ record }) => record.servicePeriod,
  proration: ({ record }) => record.proration,
}
