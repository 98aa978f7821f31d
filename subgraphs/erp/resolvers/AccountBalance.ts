import { WeftError } from '#shared/errors.ts'
import type { AccountBalanceResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { BalanceRecord } from '../provider.ts'
import { loadBalance } from '../records.ts'

async function recordOf(customerId: string, context: Context): Promise<BalanceRecord> {
  const record = await loadBalance(customerId, context)
  if (record) return record
  throw new WeftError('NOT_LINKED', 'the customer has no account in the ERP')
}

export const AccountBalance: AccountBalanceResolvers = {
  __resolveReference: ({ customerId }) => ({ customerId }),
  receivable: async ({ customerId }, _, context) => (await recordOf(customerId, context)).receivable,
  overdue: async ({ customerId }, _, context) => (await recordOf(customerId, context)).overdue,
  unapplied: async ({ customerId }, _, context) => (await recordOf(customerId, context)).unapplied,
  // Disputes are the payment processor's; the ledger does not know them.
  disputed: () => null,
  asOf: async ({ customerId }, _, context) => (await recordOf(customerId, context)).source.readAt,
  erpReads: ({ customerId }, _, { loadedRecords }) => loadedRecords.readsOf(`AccountBalance ${customerId}`),
}
