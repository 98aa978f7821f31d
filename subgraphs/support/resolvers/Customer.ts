import { toCustomFields } from '#shared/custom-field.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import { loadCases } from '../cases.ts'
import { loadAccounts } from '../customers.ts'
import { entitlementsOfCustomer, toEntitlementRefs } from '../entitlements.ts'

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async supportTier({ id }, _, context) {
    const accounts = await loadAccounts(id, context)
    return accounts?.map(({ supportTier }) => supportTier).find((tier) => tier !== undefined)
  },

  cases: ({ id }, pageArguments, context) => loadCases(id, pageArguments, context),

  async supportEntitlementRefs({ id }, _, context) {
    const records = await entitlementsOfCustomer(id, context)
    return records && toEntitlementRefs(records, context)
  },

  async supportCustomFields({ id }, _, context) {
    const accounts = await loadAccounts(id, context)
    return accounts?.flatMap(toCustomFields)
  },

  supportReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Customer ${id}`),
}
