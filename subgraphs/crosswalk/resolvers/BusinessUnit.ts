import type { BusinessUnitResolvers } from '../__generated__/resolvers.ts'
import { unitsSeenBy } from '../visibility.ts'

export const BusinessUnit: BusinessUnitResolvers = {
  __resolveReference: ({ id }, { crosswalk }) => crosswalk.businessUnits.byId(id),
  async parent({ parentId }, _, context) {
    const parent = parentId === undefined ? undefined : context.crosswalk.businessUnits.byId(parentId)
    return parent && (await unitsSeenBy(context))(parent) ? parent : null
  },
  legalEntities: ({ legalEntityIds }) => legalEntityIds.map((id) => ({ id })),
  // A unit comes from the configuration, not from a system.
  externalRefs: () => [],
}
