import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { Row } from '../native.ts'
import { createOnce } from './create-once.ts'
import type { WrittenTables } from './tables.ts'
import { CASE_STATES } from './to-native.ts'
import { findRow, getRow, toWritten, type Writing } from './writing.ts'
import { assertApplied } from './weft-writes.ts'

type CaseRow = Row<keyof WrittenTables['case']['fields']>

/** REJECTED_BY_SYSTEM for a case that is closed, which an instance changes no more. */
export function assertOpen({ connection }: Writing, { state }: Pick<CaseRow, 'state'>): void {
  if (state !== CASE_STATES.closed) return
  throw new WeftError('REJECTED_BY_SYSTEM', 'the case is closed', { system: connection.id })
}

/** A note carries no key itself: the row of `u_weft_write` does, and the instance writes the note. */
export async function annotateCase(
  writing: Writing,
  { caseNativeId, text }: { caseNativeId: string; text: string },
  call: WriteCall,
): Promise<Written> {
  const { tables } = writing
  const row = await getRow(writing, tables.case, caseNativeId, call)
  const cellsOf = () => {
    assertOpen(writing, row)
    return { case: row.sysId, workNote: text }
  }
  const made = await createOnce(writing, tables.weftWrite, cellsOf, call)
  assertApplied(writing, made)
  const effect = made.effect === 'CREATED' ? 'UPDATED' : 'FOUND'
  return { ...toWritten(writing, tables.case, row, effect), version: undefined }
}

/**
 * On hold is Awaiting Info: the vendor lists no state for waiting on somebody else than the customer. A new case has to be
 * open before it can wait.
 */
export async function setCaseOnHold(
  writing: Writing,
  { caseNativeId, isOnHold, reason }: { caseNativeId: string; isOnHold: boolean; reason: string },
  call: WriteCall,
): Promise<Written> {
  const { tables, writer } = writing
  const row = await getRow(writing, tables.case, caseNativeId, call)
  if ((row.state === CASE_STATES.awaitingInfo) === isOnHold)
    return toWritten(writing, tables.case, row, 'FOUND')
  assertOpen(writing, row)
  if (isOnHold && row.state === CASE_STATES.new)
    await writer.update(tables.case, { sysId: row.sysId, cells: { state: CASE_STATES.open } }, call)
  const state = isOnHold ? CASE_STATES.awaitingInfo : CASE_STATES.open
  return updateCase(writing, row, { state, workNotes: reason }, call)
}

export async function routeCase(
  writing: Writing,
  { caseNativeId, groupName, reason }: { caseNativeId: string; groupName: string; reason: string },
  call: WriteCall,
): Promise<Written> {
  const { tables, connection } = writing
  const [row, group] = await Promise.all([
    getRow(writing, tables.case, caseNativeId, call),
    findRow<'name'>(writing, tables.group, [['name', '=', groupName]], call),
  ])
  if (!group)
    throw new WeftError('NOT_FOUND', 'the system has no group of that name', { system: connection.id })
  if (row.group === group.sysId) return toWritten(writing, tables.case, row, 'FOUND')
  assertOpen(writing, row)
  return updateCase(writing, row, { group: group.sysId, workNotes: reason }, call)
}

async function updateCase(
  writing: Writing,
  { sysId }: CaseRow,
  cells: Partial<CaseRow>,
  call: WriteCall,
): Promise<Written> {
  const { tables, writer } = writing
  return toWritten(writing, tables.case, await writer.update(tables.case, { sysId, cells }, call), 'UPDATED')
}
