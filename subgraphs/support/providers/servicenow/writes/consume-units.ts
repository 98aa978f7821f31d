import type { WriteCall, Written } from '#shared/writes.ts'
import { parseRow } from '../native.ts'
import { createOnce } from './create-once.ts'
import { assertApplied } from './weft-writes.ts'
import { getRow, toWritten, type Writing } from './writing.ts'

/**
 * A counter cannot carry a key, and "ten used" does not say by whom: each use is a row of `u_weft_write`, one for its key, and the
 * instance adds its units to the usage of the latest period. Where nothing is counted there is nothing to take.
 */
export async function consumeUnits(
  writing: Writing,
  { entitlementNativeId, units }: { entitlementNativeId: string; units: string },
  call: WriteCall,
): Promise<Written> {
  const { tables } = writing
  const [entitlement, usage] = await Promise.all([
    getRow(writing, tables.entitlement, entitlementNativeId, call),
    findLatestUsage(writing, entitlementNativeId, call),
  ])
  if (usage === undefined) return toWritten(writing, tables.entitlement, entitlement, 'FOUND')
  const made = await createOnce(writing, tables.weftWrite, () => ({ usage, units }), call)
  assertApplied(writing, made)
  const effect = made.effect === 'CREATED' ? 'UPDATED' : 'FOUND'
  return toWritten(writing, tables.entitlement, entitlement, effect)
}

async function findLatestUsage(
  { reader, tables, connection }: Writing,
  entitlementId: string,
  call: WriteCall,
): Promise<string | undefined> {
  const { rows } = await reader.readPage(
    tables.usage,
    { anyOf: [[['entitlement', '=', entitlementId]]], orderBy: ['-periodStart'], limit: 1 },
    call,
  )
  return rows[0] && parseRow(tables.usage, rows[0], connection.id).sysId
}
