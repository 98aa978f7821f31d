import { maySeeCustomer } from '#shared/subgraph/visibility.ts'
import type { QueryResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { CanonicalRecord } from '../provider.ts'
import { linkedEntity, recordById } from './references.ts'

/** A record of a customer whom the caller may see; null for anything else, so that a refusal tells nothing. */
async function ifVisible<Value extends CanonicalRecord & { customerId: string | undefined }>(
  record: Value | undefined,
  context: Context,
): Promise<Value | null> {
  if (!record) return null
  const customer = await linkedEntity('Customer', record.source.connectionId, record.customerId, context)
  return maySeeCustomer(context.request.caller, customer?.id) ? record : null
}

export const Query: QueryResolvers = {
  contract: async (_, { id }, context) =>
    ifVisible(await recordById('Contract', id, context.loaders.contracts, context), context),
  opportunity: async (_, { id }, context) =>
    ifVisible(await recordById('Opportunity', id, context.loaders.opportunities, context), context),
}
