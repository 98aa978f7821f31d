import type { ContactResolvers } from '../__generated__/resolvers.ts'
import { readsOf } from '../reads.ts'
import { linkedEntity, ownId, recordById } from './references.ts'

export const Contact: ContactResolvers = {
  __resolveReference: ({ id }, context) => recordById('Contact', id, context.loaders.contacts, context),
  id: (contact, _, context) => ownId('Contact', contact, context),
  customer: ({ source, customerId }, _, context) =>
    linkedEntity('Customer', source.connectionId, customerId, context),
  crmReads: readsOf,
}
