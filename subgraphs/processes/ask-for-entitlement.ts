import { typeOfId } from '#shared/global-id.ts'
import { isUnlimited } from '#shared/subgraph/visibility.ts'
import { answered } from './answers.ts'
import { askForRun } from './ask-for-process.ts'
import type { CaseEntitlementInput, CaseFacts } from './case-to-entitlement/facts.ts'
import type { Context } from './context.ts'
import { wakeRuns } from './engine/wake.ts'
import { userError } from '#shared/user-errors.ts'
import { isWithinReach, linksWithinReach, noteReadOwner } from './reach.ts'

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

/** Whose case it is stands in its record, which is read for a caller who is limited, unless it is known to be another's. */
async function maySeeCase(
  caseId: string,
  { engine: { tools }, request: { caller: reach, correlationId, signal } }: Context,
): Promise<boolean> {
  if (typeOfId(caseId) !== 'Case') return false
  const [link] = await linksWithinReach(caseId, 'SUPPORT', { reach, tools })
  if (!link) return false
  if (isUnlimited(reach)) return true
  const [answer] = await tools.support(link.connectionId).getCases([link.nativeId], { correlationId, signal })
  const found = answered(answer)
  if (!found) return false
  noteReadOwner(link, found, { tools })
  const [customerId] = found.account ? await tools.crosswalk.findIds('Customer', [found.account]) : []
  return isWithinReach(customerId, { reach, tools })
}
