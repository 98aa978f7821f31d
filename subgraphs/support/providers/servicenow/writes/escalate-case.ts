import { isWeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { CaseEscalation } from '../../../writes.ts'
import { parseRow } from '../native.ts'
import { assertOpen } from './change-case.ts'
import { createMarked, nativeKeyOf } from './create-once.ts'
import { toNativeSeverity } from './to-native.ts'
import { getRow, toWritten, type Writing } from './writing.ts'

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
  const key = nativeKeyOf(call)
  const [before, escalations] = await Promise.all([
    getRow(writing, tables.case, caseNativeId, call),
    listEscalations(writing, caseNativeId, call),
  ])
  // Its own escalation may have ended since: the same write does not begin another.
  const isDone = escalations.some((row) => row.key === key || row.state === 'escalated')
  if (isDone || before.escalation !== '') return toWritten(writing, tables.case, before, 'FOUND')
  assertOpen(writing, before)
  const nativeSeverity = toNativeSeverity(severity)
  if (nativeSeverity !== undefined && nativeSeverity !== before.severity)
    await writer.update(tables.case, { sysId: before.sysId, cells: { severity: nativeSeverity } }, call)
  const cells = { key, sourceRecord: before.sysId, state: 'escalated', workNotes: reason }
  // Two who escalate at once, by keys of their own, both count as many escalations before theirs: one of them is refused.
  const mark = { word: 'turn', value: `${before.sysId}:${escalations.length}` } as const
  await createMarked(writing, { table: tables.escalation, mark, cellsOf: () => cells }, call)
  const version = await versionAfter(writing, caseNativeId, call)
  const seen = toWritten(writing, tables.case, before, 'UPDATED')
  return { ...seen, version, ...(seen.version === undefined ? {} : { replaced: seen.version }) }
}

async function listEscalations({ reader, tables, connection }: Writing, caseId: string, call: WriteCall) {
  const rows = await reader.readAll(tables.escalation, [['sourceRecord', '=', caseId]], call)
  return rows.map((row) => parseRow(tables.escalation, row, connection.id))
}

/** The instance has changed the case itself. Undefined where that cannot be read now: the case is escalated all the same. */
async function versionAfter(writing: Writing, caseId: string, call: WriteCall): Promise<string | undefined> {
  try {
    const after = await getRow(writing, writing.tables.case, caseId, call)
    return toWritten(writing, writing.tables.case, after, 'UPDATED').version
  } catch (error) {
    if (isWeftError(error)) return undefined
    throw error
  }
}
