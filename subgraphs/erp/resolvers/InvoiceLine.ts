import type { InvoiceLineResolvers } from '../__generated__/resolvers.ts'
import { loadInvoiceLine } from '../records.ts'

export const InvoiceLine: InvoiceLineResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  revenueAccount: async ({ id }, _, context) => (await loadInvoiceLine(id, context))?.revenueAccount,
}
