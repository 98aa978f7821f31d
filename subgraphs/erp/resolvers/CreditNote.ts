import type { CreditNoteResolvers } from '../__generated__/resolvers.ts'
import type { CanonicalIds } from '../canonical-ids.ts'
import type { CreditNoteMapper } from '../mappers.ts'
import type { CreditNoteRecord } from '../provider.ts'

/** A credit note that came with another record. */
export async function toCreditNoteMapper(
  record: CreditNoteRecord,
  ids: CanonicalIds,
): Promise<CreditNoteMapper> {
  return { id: await ids.ensureId('CreditNote', record.source), record }
}

export const CreditNote: CreditNoteResolvers = {
  async __resolveReference({ id }, { loaders }) {
    const record = await loaders.creditNote(id)
    return record ? { id, record } : null
  },
  number: ({ record }) => record.number,
  async invoice({ record }, _, { ids }) {
    const id = record.invoice && (await ids.findForeignId('Invoice', record.invoice))
    return id === undefined ? null : { id }
  },
  reason: ({ record }) => record.reason,
  total: ({ record }) => record.total,
  postingStatus: ({ record }) => record.postingStatus,
}
