import type { PaymentAllocationResolvers } from '../__generated__/resolvers.ts'
import { toCreditNoteMapper } from './CreditNote.ts'

export const PaymentAllocation: PaymentAllocationResolvers = {
  async payment({ payment }, _, { ids }) {
    const id = payment && (await ids.findForeignId('Payment', payment))
    return id === undefined ? null : { id }
  },
  creditNote: ({ creditNote }, _, { ids }) => creditNote && toCreditNoteMapper(creditNote, ids),
  async invoice({ invoice }, _, { ids }) {
    const id = invoice && (await ids.findForeignId('Invoice', invoice))
    return id === undefined ? null : { id }
  },
  appliedAt: ({ appliedOn }) => `${appliedOn}T00:00:00Z`,
}
