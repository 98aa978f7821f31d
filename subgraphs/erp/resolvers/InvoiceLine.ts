import { loadInvoiceLine } from '../records.ts'
import type { InvoiceLineResolvers } from '../__generated__/resolvers.ts'

export const InvoiceLine: InvoiceLineResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  revenueAccount: async ({ id }, _, context) => (await loadInvoiceLine(id, context))?.revenueAccount,
}
