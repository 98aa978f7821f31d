import { dayOf } from '#shared/clock.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { idKey, isRecordId, quote } from '../soql.ts'
import { type NativeValues, toChange, writeChanges } from './change-record.ts'
import type { WritePart } from './together.ts'
import { findStates, type RecordState, stale, toWritten, type Writing } from './writing.ts'

/** Status categories in which the org lets a contract be deleted. */
const DELETABLE: ReadonlySet<unknown> = new Set(['Draft', 'InApproval'])
const OVER: ReadonlySet<unknown> = new Set(['Terminated', 'Expired'])

/**
 * Takes a contract back, and with it what its predecessor says of it. What was never in force is deleted with its lines. An
 * activated contract can be neither deleted nor made a draft: it gets the day on which it ended, and reads as TERMINATED.
 */
export async function withdrawContract(
  writing: Writing,
  { nativeId, version }: { nativeId: string; version: string | undefined },
  call: WriteCall,
): Promise<Written> {
  const { context } = writing
  const { contract, predecessors } = await findContract(writing, nativeId, call)
  if (!contract || isOver(contract, writing))
    return toWritten('Contract', contract ?? { nativeId }, { effect: 'FOUND', context })
  if (version !== undefined && version !== contract.version) throw stale(context, 'Contract')
  const { renewedBy, renewedFrom, endedOn } = context.fields.names
  const changeOf = (state: RecordState, values: NativeValues, unmodifiedSince?: Date) =>
    toChange(writing, { object: 'Contract', state, values, unmodifiedSince }, call)
  const seenAt = version === undefined ? undefined : contract.modifiedAt
  const released = predecessors.map((state) => changeOf(state, { [renewedBy]: null }))
  if (DELETABLE.has(contract.row.StatusCode)) {
    // A deletion knows no conditions: the change before it carries them.
    await writing.client.writeTogether(
      [changeOf(contract, {}, seenAt), ...released, toDeletion(contract)],
      call,
    )
    return toWritten('Contract', { nativeId }, { effect: 'UPDATED', context })
  }
  const end = { [endedOn]: dayOf(context.clock.now()), [renewedFrom]: null }
  return writeChanges(writing, [changeOf(contract, end, seenAt), ...released], {
    object: 'Contract',
    state: contract,
    call,
  })
}

/** The contract, and those that name it as what continues them. */
async function findContract(
  writing: Writing,
  nativeId: string,
  call: WriteCall,
): Promise<{ contract: RecordState | undefined; predecessors: RecordState[] }> {
  if (!isRecordId(nativeId)) return { contract: undefined, predecessors: [] }
  const { renewedBy, endedOn } = writing.context.fields.names
  const where = `Id = ${quote(nativeId)} OR ${renewedBy} = ${quote(nativeId)}`
  const fields = ['StatusCode', endedOn]
  const states = await findStates(writing, { object: 'Contract', fields, where }, call)
  const isAsked = (state: RecordState): boolean => idKey(state.nativeId) === idKey(nativeId)
  return { contract: states.find(isAsked), predecessors: states.filter((state) => !isAsked(state)) }
}

const isOver = ({ row }: RecordState, { context }: Writing): boolean =>
  OVER.has(row.StatusCode) || row[context.fields.names.endedOn] != null

const toDeletion = ({ nativeId }: RecordState): WritePart => ({
  method: 'DELETE',
  path: `/sobjects/Contract/${nativeId}`,
  referenceId: 'deletion',
})
