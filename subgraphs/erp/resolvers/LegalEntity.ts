import { withId } from '#shared/subgraph/records.ts'
import type { LegalEntityResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { LegalEntityMapper } from '../mappers.ts'
import type { LegalEntityRecord } from '../provider.ts'
import { loadOwn } from '../records.ts'

/** A seller that came with another record. */
export async function toLegalEntity(
  record: LegalEntityRecord | undefined,
  context: Context,
): Promise<LegalEntityMapper | undefined> {
  return record && withId('LegalEntity', record, context)
}

export const LegalEntity: LegalEntityResolvers = {
  async __resolveReference({ id }, context) {
    const record = await loadOwn('LegalEntity', id, context.loaders.legalEntity, context)
    return record ? { id, record } : null
  },
  name: ({ record }) => record.name,
  taxRegistrationNumber: ({ record }) => record.taxRegistrationNumber,
  baseCurrency: ({ record }) => record.baseCurrency,
  countryCode: ({ record }) => record.countryCode,
}
