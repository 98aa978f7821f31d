import type { LegalEntityResolvers } from '../__generated__/resolvers.ts'
import type { CanonicalIds } from '../canonical-ids.ts'
import type { LegalEntityMapper } from '../mappers.ts'
import type { LegalEntityRecord } from '../provider.ts'

/** A seller that came with another record. */
export async function toLegalEntityMapper(
  record: LegalEntityRecord | undefined,
  ids: CanonicalIds,
): Promise<LegalEntityMapper | undefined> {
  return record && { id: await ids.ensureId('LegalEntity', record.source), record }
}

export const LegalEntity: LegalEntityResolvers = {
  async __resolveReference({ id }, { loaders }) {
    const record = await loaders.legalEntity(id)
    return record ? { id, record } : null
  },
  name: ({ record }) => record.name,
  taxRegistrationNumber: ({ record }) => record.taxRegistrationNumber,
  baseCurrency: ({ record }) => record.baseCurrency,
  countryCode: ({ record }) => record.countryCode,
}
