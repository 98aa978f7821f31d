import { toSourceReads } from '#shared/provenance.ts'
import type { InvoiceLineResolvers, InvoiceResolvers } from '../__generated__/resolvers.ts'
import { toContract } from '../contracts.ts'
import { toCustomer } from '../customers.ts'
import { loadInvoiceLines } from '../invoice-lines.ts'
import { recordKey } from '../loader-factories.ts'
import { findVisible, withId } from '../records.ts'

export const Invoice: InvoiceResolvers = {
  __resolveReference: ({ id }, context) => findVisible('Invoice', id, context.loaders.invoice, context),

  status: ({ record }) => record.status,
  customer: ({ record }, _arguments, context) => toCustomer(record, context),
  contract: ({ record }, _arguments, context) => toContract(record, context),

  async subscription({ record: { subscription } }, _arguments, context) {
    const record = subscription && (await context.loaders.subscription.load(subscription))
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
  billingReads: ({ record }) => toSourceReads(record.source, record.fieldSources),
}

export const InvoiceLine: InvoiceLineResolvers = {
  // A line can only be read with its invoice: what no invoice of this operation held is not found.
  async __resolveReference({ id }, { loaders }) {
    const [link] = await loaders.billingLinks.load(id)
    const record = link && loaders.seenInvoiceLines.get(recordKey(link))
    return record ? { id, record } : null
  },

  description: ({ record }) => record.description,

  async product({ record: { product } }, _arguments, { loaders }) {
    const id = product && (await loaders.foundId.load({ type: 'Product', ref: product }))
    return id === undefined ? null : { id }
  },

  quantity: ({ record }) => record.quantity,
  unitPrice: ({ record }) => record.unitPrice,
  discount: ({ record }) => record.discount,
  taxAmount: ({ record }) => record.taxAmount,
  amount: ({ record }) => record.amount,
  servicePeriod: ({ record }) => record.servicePeriod,
  proration: ({ record }) => record.proration,
}
