import { userError } from '#shared/user-errors.ts'
import type { EscalationInput } from './case-input.ts'
import type { Context } from './context.ts'
import { type CaseAttempt, writeCase, writingOf } from './written-case.ts'

/** One attempt to escalate a case. Rejects where the system cannot answer: then it may be escalated, or not. */
export async function attemptEscalation(
  { caseId, reason, severity }: EscalationInput,
  writeKey: string,
  context: Context,
): Promise<CaseAttempt> {
  const [link] = await context.ids.linksOf(caseId, 'SUPPORT')
  if (!link) return { refusal: [userError('NOT_FOUND', 'there is no such case', 'caseId')] }
  const writes = writingOf(context).writesOf(link.connectionId)
  const escalation = { caseNativeId: link.nativeId, reason, severity: severity ?? undefined }
  return writeCase(
    { writeKey, write: (call) => writes.escalateCase(escalation, call), missing: 'caseId' },
    context,
  )
}
