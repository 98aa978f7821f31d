import { assertId } from '#shared/global-id.ts'
import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import { findEvidence } from '../entitlement-evidence.ts'
import type { EntitlementCheckMapper } from '../mappers.ts'

/** Two checks that the CRM answers alike are one object: it knows no features and no channels. */
const object = ({ customerId, productId }: EntitlementCheckMapper): string =>
  `EntitlementCheck ${JSON.stringify([customerId, productId])}`

export const EntitlementCheck: EntitlementCheckResolvers = {
  __resolveReference(check) {
    assertId('Customer', check.customerId)
    return check
  },
  async crmEvidence(check, _, context) {
    const load = findEvidence(check, context)
    const evidence = await context.loadedRecords.noteOf(object(check), load, (found) => found?.contracts)
    return evidence && { grants: evidence.grants, inGrace: false, reasons: evidence.reasons }
  },
  crmReads: (check, _, { loadedRecords }) => loadedRecords.readsOf(object(check)),
}
