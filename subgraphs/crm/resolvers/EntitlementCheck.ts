import { assertId } from '#shared/global-id.ts'
import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import { readsOfLoaded } from '../reads.ts'

export const EntitlementCheck: EntitlementCheckResolvers = {
  __resolveReference(check) {
    assertId('Customer', check.customerId)
    return check
  },
  async crmEvidence(check, _, { loaders }) {
    const evidence = await loaders.evidence.load(check)
    return evidence && { grants: evidence.grants, inGrace: false, reasons: evidence.reasons }
  },
  crmReads: (check, _, { loaders }) => readsOfLoaded(loaders.evidence, check, ({ contracts }) => contracts),
}
