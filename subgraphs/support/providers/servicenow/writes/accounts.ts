import { isWeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NewAccount } from '../../../writes.ts'
import { createMarked, nativeKeyOf } from './create-once.ts'
import { findRow, getRow, toWritten, type Writing } from './writing.ts'

/** One that the CRM has is known by the CRM's id, whoever made it; any other by the key of its write. */
export async function createAccount(
  writing: Writing,
  { name, crmNativeId }: NewAccount,
  call: WriteCall,
): Promise<Written> {
  const { account } = writing.tables
  const key = nativeKeyOf(call)
  const mark =
    crmNativeId === undefined
      ? ({ word: 'key', value: key } as const)
      : ({ word: 'crmAccountId', value: crmNativeId } as const)
  const cells = { name, key, customer: 'true' }
  const { row, effect } = await createMarked(writing, { table: account, mark, cellsOf: () => cells }, call)
  return toWritten(writing, account, row, effect)
}

export async function removeAccount(writing: Writing, sysId: string, call: WriteCall): Promise<Written> {
  const { tables, writer } = writing
  const ofAccount = [['account', '=', sysId]] as const
  // Together in one call.
  const [row, ...hanging] = await Promise.all([
    getRow(writing, tables.account, sysId, call).catch(unlessGone),
    findRow<'account'>(writing, tables.contact, ofAccount, call),
    findRow<'account'>(writing, tables.case, ofAccount, call),
    findRow<'account'>(writing, tables.contract, ofAccount, call),
    findRow<'account'>(writing, tables.entitlement, ofAccount, call),
  ])
  const stays = row === undefined || hanging.some((each) => each !== undefined)
  const isRemoved = !stays && (await writer.remove(tables.account, sysId, call))
  return toWritten(writing, tables.account, row ?? { sysId }, isRemoved ? 'UPDATED' : 'FOUND')
}

function unlessGone(error: unknown): undefined {
  if (!isWeftError(error, 'NOT_FOUND')) throw error
}
