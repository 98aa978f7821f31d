import type { CaseCommercialContextResolvers } from '../__generated__/resolvers.ts'
import { loadInvoices, loadPayments } from '../customer-pages.ts'
import { entitlementsOfCustomer, toEntitlementRefs } from '../feature-entitlements.ts'

export const CaseCommercialContext: CaseCommercialContextResolvers = {
  __resolveReference: ({ caseId, customerId }) => ({ caseId, customerId }),

  openInvoices: ({ customerId }, pageArguments, context) =>
    loadInvoices(
      customerId,
      { ...pageArguments, kind: 'CaseCommercialContext.openInvoices', statuses: ['OPEN', 'PARTIALLY_PAID'] },
      context,
    ),

  async lastPayment({ customerId }, _, context) {
    const payments = await loadPayments(customerId, { first: 1 }, context)
    return payments?.nodes[0]
  },

  async featureEntitlementRefs({ customerId }, _, context) {
    const records = await entitlementsOfCustomer(customerId, context)
    return records && toEntitlementRefs(records, context)
  },
}
