import { idOf, toEntity } from '#shared/subgraph/records.ts'
import type { ContactResolvers } from '../__generated__/resolvers.ts'
import { findVisible } from '../records.ts'

export const Contact: ContactResolvers = {
  __resolveReference: ({ id }, context) => findVisible('Contact', id, context.loaders.contact, context),
  id: (record, _, context) => idOf('Contact', record, context),
  customer: ({ customer }, _, context) => toEntity('Customer', customer, context),
  crmReads: (record, _, { loadedRecords }) => loadedRecords.readsIn(record),
}
