import { toConnection } from '#shared/page.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import { loadAccounts, loadedAccounts } from '../accounts.ts'
import { CASES, loadCasePage, positionOf } from '../cases.ts'
import type { Context } from '../context.ts'
import { entitlementsOfCustomer, toEntitlementRefs } from '../entitlements.ts'
import type { AccountRecord } from '../provider.ts'

/** The customer's accounts, noted as what the object was answered from. */
function accountsOf(id: string, context: Context): Promise<AccountRecord[] | undefined> {
  return context.loadedRecords.note(`Customer ${id}`, loadAccounts(id, context), (accounts) =>
    loadedAccounts(accounts, context),
  )
}

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async supportTier({ id }, _arguments, context) {
    const accounts = await accountsOf(id, context)
    return accounts?.map(({ supportTier }) => supportTier).find((tier) => tier !== undefined)
  },

  async cases({ id }, pageArguments, context) {
    const { page, after } = await loadCasePage(id, pageArguments, context)
    return toConnection(CASES, page, after, { positionOf, nodeOf: (node) => node })
  },

  async supportEntitlementRefs({ id }, _arguments, context) {
    const records = await entitlementsOfCustomer(id, context)
    return records && toEntitlementRefs(records, context)
  },

  async supportCustomFields({ id }, _arguments, context) {
    const accounts = await accountsOf(id, context)
    return accounts?.flatMap(({ customFields, source }) =>
      customFields.map((field) => ({ ...field, system: { id: source.connectionId } })),
    )
  },

  supportReads: ({ id }, _arguments, { loadedRecords }) => loadedRecords.readsOf(`Customer ${id}`),
}
