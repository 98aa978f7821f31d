import type { AccountBalanceResolvers } from '../__generated__/resolvers.ts'
import { combineReads } from '../provenance.ts'

export const AccountBalance: AccountBalanceResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  provenance: (parent, _, context) =>
    combineReads(context, parent, { typeName: 'AccountBalance', linkedAs: 'Customer' }),
}
