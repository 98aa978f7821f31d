import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { toChange, writeChanges } from './change-record.ts'
import { findState, notThere, toWritten, type Writing } from './writing.ts'

/** Puts a draft into force. The org allows no way back: https://help.salesforce.com/s/articleView?id=000385190 */
export async function activateContract(
  writing: Writing,
  nativeId: string,
  call: WriteCall,
): Promise<Written> {
  const { context } = writing
  const { endedOn } = context.fields.names
  const state = await findState(
    writing,
    { object: 'Contract', nativeId, fields: ['StatusCode', endedOn] },
    call,
  )
  if (!state) throw notThere(context, 'Contract')
  if (state.row[endedOn] != null)
    throw new WeftError('REJECTED_BY_SYSTEM', 'the contract was taken back', {
      system: context.connection.id,
    })
  if (state.row.StatusCode === 'Activated') return toWritten('Contract', state, { effect: 'FOUND', context })
  const change = {
    object: 'Contract',
    state,
    values: { Status: 'Activated' },
    unmodifiedSince: undefined,
  } as const
  return writeChanges(writing, [toChange(writing, change, call)], {
    object: 'Contract',
    state,
    call,
  })
}
