import { maySeeUnit } from '#shared/subgraph/visibility.ts'
import type { BusinessUnitResolvers } from '../__generated__/resolvers.ts'

export const BusinessUnit: BusinessUnitResolvers = {
  __resolveReference: ({ id }, { crosswalk }) => crosswalk.businessUnits.byId(id),
  parent({ parentId }, _, { crosswalk, request }) {
    const parent = parentId === undefined ? undefined : crosswalk.businessUnits.byId(parentId)
    return parent && maySeeUnit(request.caller, parent.key) ? parent : null
  },
  legalEntities: ({ legalEntityIds }) => legalEntityIds.map((id) => ({ id })),
  // A unit comes from the configuration, not from a system.
  externalRefs: () => [],
}
