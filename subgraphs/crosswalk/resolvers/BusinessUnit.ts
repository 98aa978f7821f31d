import type { BusinessUnitResolvers } from '../__generated__/resolvers.ts'

export const BusinessUnit: BusinessUnitResolvers = {
  __resolveReference: ({ id }, { crosswalk }) => crosswalk.businessUnits.byId(id),
  parent: ({ parentId }, _, { crosswalk }) =>
    parentId === undefined ? null : crosswalk.businessUnits.byId(parentId),
  legalEntities: ({ legalEntityIds }) => legalEntityIds.map((id) => ({ id })),
  // A unit comes from the configuration, not from a system.
  externalRefs: () => [],
}
