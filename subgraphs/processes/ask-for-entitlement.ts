import { askForRun } from './ask-for-process.ts'
import type { CaseEntitlementInput, CaseFacts } from './case-to-entitlement/facts.ts'
import type { Context } from './context.ts'
import { wakeRuns } from './engine/wake.ts'
import { userError } from './user-errors.ts'
import { maySeeRun } from './visibility.ts'

const KIND = 'CASE_TO_ENTITLEMENT'

/** `validateCaseEntitlement`: a run for the key, and what was asked about, for a caller who may see the case's customer. */
export async function askForEntitlement(
  asked: CaseEntitlementInput & { idempotencyKey: string },
  context: Context,
) {
  const operation = 'validateCaseEntitlement'
  const { run, ...payload } = await askForRun({ kind: KIND, operation }, { ...asked, mode: 'SYNC' }, context)
  if (!run) return { ...payload, case: null, check: null, run }
  if (!maySeeRun(context.request.caller, run)) {
    const userErrors = [userError('NOT_FOUND', 'there is no such case', ['caseId'])]
    return { case: null, check: null, run: null, userErrors, replayed: payload.replayed }
  }
  // An earlier run may keep the case on hold: it looks again now.
  if (run.customerId !== null) await wakeRuns(context.engine, { kind: KIND, customerId: run.customerId })
  const facts = run.prepared?.facts as CaseFacts | undefined
  return { ...payload, case: facts ? { id: asked.caseId } : null, check: facts?.question ?? null, run }
}
