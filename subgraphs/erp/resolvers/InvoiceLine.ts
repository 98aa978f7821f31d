import type { InvoiceLineResolvers } from '../__generated__/resolvers.ts'

export const InvoiceLine: InvoiceLineResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  revenueAccount: async ({ id }, _, { loaders }) => (await loaders.invoiceLine(id))?.revenueAccount,
}
