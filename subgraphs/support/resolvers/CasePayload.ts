import type { CasePayloadResolvers } from '../__generated__/resolvers.ts'
import { findVisibleCase } from '../cases.ts'

export const CasePayload: CasePayloadResolvers = {
  // As the system has it now. Where it cannot say, the write has happened all the same: the error is this field's.
  case: ({ caseId }, _, context) => (caseId === undefined ? null : findVisibleCase(caseId, context)),
}
