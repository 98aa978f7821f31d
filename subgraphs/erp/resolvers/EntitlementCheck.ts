import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import { loadHold } from '../records.ts'

export const EntitlementCheck: EntitlementCheckResolvers = {
  __resolveReference: (check) => ({ ...check }),
  /** A hold speaks against; without one, or without an account in the ERP, the ERP has no say. */
  async erpEvidence({ customerId }, _, context) {
    const onHold = (await loadHold(customerId, context))?.creditHold === true
    return { grants: onHold ? false : null, inGrace: false, reasons: onHold ? ['CREDIT_HOLD'] : [] }
  },
  erpReads: ({ customerId }, _, { loadedRecords }) => loadedRecords.readsOf(`EntitlementCheck ${customerId}`),
}
