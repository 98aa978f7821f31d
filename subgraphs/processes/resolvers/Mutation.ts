import type { MutationResolvers } from '../__generated__/resolvers.ts'
import { askForEntitlement } from '../ask-for-entitlement.ts'
import { askForPlan, askForRun } from '../ask-for-process.ts'
import { askForReplay } from '../ask-for-replay.ts'
import { askForUpsert } from '../ask-for-upsert.ts'
import type { Context } from '../context.ts'
import { approveRun, rejectRun } from '../decide/approve.ts'
import { cancelRun } from '../decide/cancel.ts'
import { decideOnce } from '../decide/decide.ts'
import { endAccess } from '../decide/end-access.ts'
import { resolveException, retryExceptions } from '../decide/exceptions.ts'
import { toExceptionPayload, toRevokePayload, toRunPayload } from '../payloads.ts'

const asked = <Input>(operation: string, input: Input, { request: { caller, receivedAt } }: Context) => ({
  caller,
  operation,
  input,
  now: receivedAt,
})

export const Mutation: MutationResolvers = {
  planQuoteToCash: (_, { input }, context) => askForPlan('QUOTE_TO_CASH', input, context),
  startQuoteToCash: (_, { input }, context) =>
    askForRun({ kind: 'QUOTE_TO_CASH', operation: 'startQuoteToCash' }, input, context),
  planRenewalToInvoice: (_, { input }, context) => askForPlan('RENEWAL_TO_INVOICE', input, context),
  startRenewalToInvoice: (_, { input }, context) =>
    askForRun({ kind: 'RENEWAL_TO_INVOICE', operation: 'startRenewalToInvoice' }, input, context),
  validateCaseEntitlement: (_, { input }, context) => askForEntitlement(input, context),
  customerUpsert: (_, { input }, context) => askForUpsert(input, context),
  async processRunApprove(_, { input }, context) {
    const decided = asked('processRunApprove', input, context)
    return toRunPayload(await decideOnce(context.engine, decided, approveRun), context)
  },
  async processRunReject(_, { input }, context) {
    const decided = asked('processRunReject', input, context)
    return toRunPayload(await decideOnce(context.engine, decided, rejectRun), context)
  },
  async processRunCancel(_, { input }, context) {
    const decided = asked('processRunCancel', input, context)
    return toRunPayload(await decideOnce(context.engine, decided, cancelRun), context)
  },
  async exceptionRetry(_, { input }, context) {
    const decided = asked('exceptionRetry', input, context)
    return toExceptionPayload(await decideOnce(context.engine, decided, retryExceptions), context)
  },
  async exceptionResolve(_, { input }, context) {
    const decided = asked('exceptionResolve', input, context)
    return toExceptionPayload(await decideOnce(context.engine, decided, resolveException), context)
  },
  eventsReplay: (_, { input }, context) => askForReplay(input, context),
  async clientRevoke(_, { input }, context) {
    const decided = asked('clientRevoke', input, context)
    return toRevokePayload(await decideOnce(context.engine, decided, endAccess))
  },
}
