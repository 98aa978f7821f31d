import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NewCase } from '../../../writes.ts'
import { createOnce } from './create-once.ts'
import { toNativeChannel, toNativePriority, toNativeSeverity } from './to-native.ts'
import { findRow, toWritten, type Writing } from './writing.ts'

export async function openCase(writing: Writing, newCase: NewCase, call: WriteCall): Promise<Written> {
  const { tables } = writing
  const cellsOf = async () => ({
    keyOwner: 'Weft',
    account: newCase.accountNativeId,
    contact: await contactOf(writing, newCase, call),
    product: newCase.productNativeId,
    shortDescription: newCase.subject,
    description: newCase.description,
    severity: toNativeSeverity(newCase.severity),
    channel: toNativeChannel(newCase.channel),
    ...toNativePriority(newCase.priority),
  })
  const { row, effect } = await createOnce(writing, tables.case, cellsOf, call)
  return toWritten(writing, tables.case, row, effect)
}

/** The account's own contact; the vendor would take anybody's, and nobody's. */
async function contactOf(
  writing: Writing,
  { contact, accountNativeId }: NewCase,
  call: WriteCall,
): Promise<string | undefined> {
  if (!contact) return undefined
  const { tables, connection } = writing
  const word = contact.domain === 'SUPPORT' ? 'sysId' : 'crmContactId'
  const row = await findRow(
    writing,
    tables.contact,
    [
      [word, '=', contact.nativeId],
      ['account', '=', accountNativeId],
    ],
    call,
  )
  if (row) return row.sysId
  throw new WeftError('NOT_FOUND', 'the account has no such contact', {
    system: connection.id,
    input: 'contact',
  })
}
