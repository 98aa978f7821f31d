import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { CaseEscalation } from '../../../writes.ts'
import { createOnce, nativeKeyOf } from './create-once.ts'
import { assertOpen } from './change-case.ts'
import { toNativeSeverity } from './to-native.ts'
import { findRow, getRow, toWritten, type Writing } from './writing.ts'

/**
 * An escalation is a record of its own, which the instance then names on the case. The severity is written before it: were the
 * attempt to end between the two, the next one would find a case that is not escalated yet, and go on.
 */
export async function escalateCase(
  writing: Writing,
  { caseNativeId, reason, severity }: CaseEscalation,
  call: WriteCall,
): Promise<Written> {
  const { tables, writer } = writing
  const [before, earlier] = await Promise.all([
    getRow(writing, tables.case, caseNativeId, call),
    findRow(writing, tables.escalation, [['key', '=', nativeKeyOf(call)]], call),
  ])
  // Its own escalation may have ended since: the same write does not begin another.
  if (before.escalation !== '' || earlier) return toWritten(writing, tables.case, before, 'FOUND')
  assertOpen(writing, before)
  const nativeSeverity = toNativeSeverity(severity)
  if (nativeSeverity !== undefined && nativeSeverity !== before.severity) {
    await writer.update(tables.case, { sysId: before.sysId, cells: { severity: nativeSeverity } }, call)
  }
  const cells = { sourceRecord: before.sysId, state: 'escalated', workNotes: reason }
  await createOnce(writing, tables.escalation, () => cells, call)
  return { ...toWritten(writing, tables.case, before, 'UPDATED'), version: await versionAfter() }

  /** The instance has changed the case itself. Undefined where that cannot be read now: the case is escalated all the same. */
  async function versionAfter(): Promise<string | undefined> {
    const after = await getRow(writing, tables.case, caseNativeId, call).catch((error: unknown) => {
      if (!(error instanceof WeftError)) throw error
      return undefined
    })
    return after && toWritten(writing, tables.case, after, 'UPDATED').version
  }
}
