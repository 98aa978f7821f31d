import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import { objectKey } from '../loaders.ts'

export const EntitlementCheck: EntitlementCheckResolvers = {
  __resolveReference: (check) => ({ ...check }),
  /** A hold speaks against; without one, or without an account in the ERP, the ERP has no say. */
  async erpEvidence({ customerId }, _, { loaders }) {
    const onHold = (await loaders.holdOf(customerId))?.creditHold === true
    return { grants: onHold ? false : null, inGrace: false, reasons: onHold ? ['CREDIT_HOLD'] : [] }
  },
  erpReads: ({ customerId }, _, { reads }) => reads.of(objectKey('EntitlementCheck', customerId)),
}
