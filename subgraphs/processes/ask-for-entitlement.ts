import { typeOfId } from '#shared/global-id.ts'
import { answered } from './answers.ts'
import { askForRun } from './ask-for-process.ts'
import type { CaseEntitlementInput, CaseFacts } from './case-to-entitlement/facts.ts'
import type { Context } from './context.ts'
import { wakeRuns } from './engine/wake.ts'
import { userError } from '#shared/user-errors.ts'
import { maySeeOwned } from './visibility.ts'

const KIND = 'CASE_TO_ENTITLEMENT'

/** `validateCaseEntitlement`: a run for the key, and what was asked about. Refused for a case that the caller may not see. */
export async function askForEntitlement(
  asked: CaseEntitlementInput & { idempotencyKey: string },
  context: Context,
) {
  if (!(await maySeeCase(asked.caseId, context))) {
    const userErrors = [userError('NOT_FOUND', 'there is no such case', 'caseId')]
    return { case: null, check: null, run: null, userErrors, replayed: false }
  }
  const operation = 'validateCaseEntitlement'
  const { run, ...payload } = await askForRun({ kind: KIND, operation }, { ...asked, mode: 'SYNC' }, context)
  if (!run) return { ...payload, case: null, check: null, run }
  // An earlier run may keep the case on hold: it looks again now.
  if (run.customerId !== null) await wakeRuns(context.engine, { kind: KIND, customerId: run.customerId })
  const facts = run.prepared?.facts as CaseFacts | undefined
  return { ...payload, case: { id: asked.caseId }, check: facts?.question ?? null, run }
}

/** Whose case it is stands in its record, which is read for a caller who is limited to some customers. */
async function maySeeCase(
  caseId: string,
  { engine: { tools }, request: { caller, correlationId, signal } }: Context,
): Promise<boolean> {
  if (typeOfId(caseId) !== 'Case') return false
  const [[link] = []] = await tools.crosswalk.linksOf([caseId], 'SUPPORT')
  if (!link) return false
  if (caller.customerIds === undefined && caller.businessUnits === undefined) return true
  const [answer] = await tools.support(link.connectionId).getCases([link.nativeId], { correlationId, signal })
  const account = answered(answer)?.account
  const [customerId] = account ? await tools.crosswalk.findIds('Customer', [account]) : []
  if (customerId === undefined) return false
  const businessUnitKey = (await tools.businessUnitKeyOf(customerId)) ?? null
  return maySeeOwned(caller, { customerId, businessUnitKey })
}
