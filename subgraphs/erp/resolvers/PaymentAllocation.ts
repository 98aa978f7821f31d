import { toEntity, withId } from '#shared/subgraph/records.ts'
import type { PaymentAllocationResolvers } from '../__generated__/resolvers.ts'

export const PaymentAllocation: PaymentAllocationResolvers = {
  payment: ({ payment }, _, context) => toEntity('Payment', payment, context),
  creditNote: ({ creditNote }, _, context) => creditNote && withId('CreditNote', creditNote, context),
  invoice: ({ invoice }, _, context) => toEntity('Invoice', invoice, context),
  appliedAt: ({ appliedOn }) => `${appliedOn}T00:00:00Z`,
}
