import { typeOfId } from '#shared/global-id.ts'
import { mayActFor } from '#shared/subgraph/write-desk.ts'
import { keyConflict, type UserErrorRecord, userError } from '#shared/user-errors.ts'
import { attemptEscalation } from './attempt-escalation.ts'
import { attemptOpening } from './attempt-opening.ts'
import { findVisibleCase } from './cases.ts'
import {
  type EscalationInput,
  type OpeningInput,
  problemsOfEscalation,
  problemsOfOpening,
} from './case-input.ts'
import type { Context, Writing } from './context.ts'
import type { CasePayloadMapper } from './mappers.ts'
import { type CaseAttempt, writingOf } from './written-case.ts'

/** Opens a case for a customer that the caller may act for. A customer that it may not see is refused like one that is not there. */
export async function openCase(input: OpeningInput, context: Context): Promise<CasePayloadMapper> {
  const { desk } = writingOf(context)
  const problems = problemsOfOpening(input)
  if (problems.length > 0) return refused(problems)
  if (!(await mayActFor(context.request.caller, input.customerId, desk)))
    return refused([userError('NOT_FOUND', 'there is no such customer', 'customerId')])
  return once('caseOpen', input, context, (writeKey) => attemptOpening(input, writeKey, context))
}

/** Asks for more attention to a case that the caller may see; one that is escalated already stays as it is. */
export async function escalateCase(input: EscalationInput, context: Context): Promise<CasePayloadMapper> {
  const { desk } = writingOf(context)
  const problems = problemsOfEscalation(input)
  if (problems.length > 0) return refused(problems)
  if (!(await mayActOn(input.caseId, context, desk)))
    return refused([userError('NOT_FOUND', 'there is no such case', 'caseId')])
  return once('caseEscalate', input, context, (writeKey) => attemptEscalation(input, writeKey, context))
}

/** Whose case it is stands in its record, which is read for a caller who is limited to some customers. */
async function mayActOn(caseId: string, context: Context, desk: Writing['desk']): Promise<boolean> {
  const { caller } = context.request
  if (typeOfId(caseId) !== 'Case') return false
  if (caller.customerIds === undefined && caller.businessUnits === undefined)
    return (await context.ids.linksOf(caseId, 'SUPPORT')).length > 0
  const account = (await findVisibleCase(caseId, context))?.record.account
  const customerId = account && (await context.ids.findId('Customer', account))
  return customerId !== undefined && mayActFor(caller, customerId, desk)
}

/** One effect for the client's key, however often and by however many processes it is asked for. */
async function once(
  operation: 'caseOpen' | 'caseEscalate',
  { idempotencyKey, ...input }: OpeningInput | EscalationInput,
  context: Context,
  attempt: (writeKey: string) => Promise<CaseAttempt>,
): Promise<CasePayloadMapper> {
  const { caller, signal } = context.request
  const asked = { clientId: caller.clientId, operation, key: idempotencyKey, input, signal }
  const answer = await writingOf(context).desk.keys.once(asked, attempt)
  if ('conflict' in answer) return refused([keyConflict(answer.conflict)])
  if ('refusal' in answer) return refused(answer.refusal)
  return { caseId: answer.outcome.caseId, userErrors: [], replayed: answer.isReplayed }
}

const refused = (userErrors: UserErrorRecord[]): CasePayloadMapper => ({
  caseId: undefined,
  userErrors,
  replayed: false,
})
