import type { NewCustomer } from '#crm/writes.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NativeRow } from '../query-rows.ts'
import { isRecordId, quote } from '../soql.ts'
import { toChange } from './change-record.ts'
import { insertOnce } from './insert-once.ts'
import { toBillingFields } from './to-native.ts'
import type { WritePart } from './together.ts'
import { stale, stateFields, toState, toWritten, type Writing } from './writing.ts'

/** An account. An org that holds tax numbers unique refuses a second one of a number: DUPLICATE_RECORD. */
export function createCustomer(
  writing: Writing,
  { name, legalName, domain, taxId, businessUnitKey, billingAddress }: NewCustomer,
  call: WriteCall,
): Promise<Written> {
  const { fields } = writing.context
  const { names } = fields
  const body = {
    Name: name,
    ...(legalName !== undefined && { [names.legalName]: legalName }),
    ...(domain !== undefined && { Website: domain }),
    ...(taxId !== undefined && { [names.taxId]: taxId }),
    ...(businessUnitKey !== undefined && { [names.businessUnit]: businessUnitKey }),
    ...(billingAddress && toBillingFields(billingAddress, fields)),
  }
  return insertOnce(writing, { object: 'Account', body }, call)
}

/** What a deletion would take along, or is refused for. */
const HANGING = ['Contacts', 'Opportunities', 'Contracts', 'Orders', 'ChildAccounts']

/** Deletes an account that we made and nothing hangs on. */
export async function removeCustomer(
  writing: Writing,
  { nativeId, version }: { nativeId: string; version: string | undefined },
  call: WriteCall,
): Promise<Written> {
  const { client, context } = writing
  const row = await findAccount(writing, nativeId, call)
  if (!row) return toWritten('Account', { nativeId }, { effect: 'FOUND', context })
  const state = toState(row, context)
  if (version !== undefined && version !== state.version) throw stale(context, 'Account')
  if (HANGING.some((name) => hasRows(row[name])))
    return toWritten('Account', state, { effect: 'FOUND', context })
  const unmodifiedSince = version === undefined ? undefined : state.modifiedAt
  // A deletion knows no conditions: the change before it carries them.
  const seen = toChange(writing, { object: 'Account', state, values: {}, unmodifiedSince }, call)
  await client.writeTogether([seen, toDeletion(state.nativeId)], call)
  return toWritten('Account', { nativeId }, { effect: 'UPDATED', context })
}

async function findAccount(
  { client }: Writing,
  nativeId: string,
  call: WriteCall,
): Promise<NativeRow | undefined> {
  if (!isRecordId(nativeId)) return undefined
  const children = HANGING.map((name) => `(SELECT Id FROM ${name} LIMIT 1)`).join(', ')
  const where = `Id = ${quote(nativeId)}`
  const [row] = await client.lookUp(
    `SELECT ${stateFields('Account')}, ${children} FROM Account WHERE ${where}`,
    call,
  )
  return row
}

/** A list of a row that was looked up: null where it is empty. */
const hasRows = (list: unknown): boolean => list != null

const toDeletion = (nativeId: string): WritePart => ({
  method: 'DELETE',
  path: `/sobjects/Account/${nativeId}`,
  referenceId: 'deletion',
})
