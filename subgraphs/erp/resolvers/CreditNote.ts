import { toEntity } from '#shared/subgraph/records.ts'
import type { CreditNoteResolvers } from '../__generated__/resolvers.ts'
import { loadOwn } from '../records.ts'

export const CreditNote: CreditNoteResolvers = {
  async __resolveReference({ id }, context) {
    const record = await loadOwn('CreditNote', id, context.loaders.creditNote, context)
    return record ? { id, record } : null
  },
  number: ({ record }) => record.number,
  invoice: ({ record }, _, context) => toEntity('Invoice', record.invoice, context),
  reason: ({ record }) => record.reason,
  total: ({ record }) => record.total,
  postingStatus: ({ record }) => record.postingStatus,
}
