import { childId } from '#shared/child-id.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { PaymentResolvers, RefundResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { PaymentMapper } from '../mappers.ts'
import type { DunningRecord } from '../provider.ts'
import { findVisible } from '../records.ts'

export const Payment: PaymentResolvers = {
  __resolveReference: ({ id }, context) => findVisible('Payment', id, context.loaders.payment, context),

  customer: ({ record }, _, context) => toEntity('Customer', record.customer, context),
  status: ({ record }) => record.status,
  amount: ({ record }) => record.amount,
  fee: ({ record }) => record.fee,
  method: ({ record }) => record.method,
  failureCode: ({ record }) => record.failureCode,
  failureMessage: ({ record }) => record.failureMessage,
  attempt: async (payment, _, context) => (await dunningOf(payment, context))?.attempt,
  nextAttemptAt: async (payment, _, context) => (await dunningOf(payment, context))?.nextAttemptAt,
  receivedAt: ({ record }) => record.receivedAt,
  refunds: ({ id, record }) => record.refunds.map((refund) => ({ paymentId: id, record: refund })),
  billingReads: ({ record }, _, { loadedRecords }) => loadedRecords.readsIn(record),
}

async function dunningOf(
  { record }: PaymentMapper,
  { loaders }: Context,
): Promise<DunningRecord | undefined> {
  const { source, customer } = record
  if (!customer) return undefined
  const { connectionId, nativeId } = source
  return loaders.dunning.load({ connectionId, nativeId, customerNativeId: customer.nativeId })
}

export const Refund: RefundResolvers = {
  id: ({ paymentId, record }) => childId(paymentId, record.nativeId),
  amount: ({ record }) => record.amount,
  reason: ({ record }) => record.reason,
  status: ({ record }) => record.status,
  // No vendor so far refunds lines.
  invoiceLine: () => null,
}
