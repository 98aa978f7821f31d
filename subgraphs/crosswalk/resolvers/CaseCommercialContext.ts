import type { CaseCommercialContextResolvers } from '../__generated__/resolvers.ts'
import { mergeEntitlements } from '../entitlement-page.ts'

export const CaseCommercialContext: CaseCommercialContextResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  activeEntitlements: (parent, _, { request }) => mergeEntitlements(parent, request.receivedAt),
}
