import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { idKey, inConditions, isRecordId } from '../soql.ts'
import { isWrittenBy, toChange, writeChanges } from './change-record.ts'
import { findStates, notThere, type RecordState, toWritten, type Writing } from './writing.ts'

/** Writes the two ends of a renewal, or the one that is missing. Who has another at its other end is not taken from it. */
export async function linkRenewal(
  writing: Writing,
  { nativeId, renewedFromNativeId }: { nativeId: string; renewedFromNativeId: string },
  call: WriteCall,
): Promise<Written> {
  const { context } = writing
  const { renewedBy, renewedFrom } = context.fields.names
  const [renewal, predecessor] = await findBoth(writing, [nativeId, renewedFromNativeId], call)
  if (!renewal || !predecessor) throw notThere(context, 'Contract')
  const ends = [
    { state: predecessor, field: renewedBy, other: renewal },
    { state: renewal, field: renewedFrom, other: predecessor },
  ].filter(({ state, field, other }) => !names(state, field, other))
  const object = 'Contract'
  const isDone = ends.length === 0 || ends.some(({ state }) => isWrittenBy(state, writing, call))
  if (isDone) return toWritten(object, renewal, { effect: 'FOUND', context })
  if (ends.some(({ state, field }) => state.row[field] != null))
    throw new WeftError('DUPLICATE_RECORD', 'a contract that belongs to another renewal', {
      system: context.connection.id,
    })
  const changes = ends.map(({ state, field, other }) =>
    toChange(
      writing,
      { object, state, values: { [field]: other.nativeId }, unmodifiedSince: state.modifiedAt },
      call,
    ),
  )
  return writeChanges(writing, changes, { object, state: renewal, call })
}

async function findBoth(
  writing: Writing,
  ids: readonly [string, string],
  call: WriteCall,
): Promise<(RecordState | undefined)[]> {
  const { renewedBy, renewedFrom, lastWrite } = writing.context.fields.names
  const [where] = inConditions('Id', ids.filter(isRecordId))
  if (where === undefined) return []
  const fields = [renewedBy, renewedFrom, lastWrite]
  const states = await findStates(writing, { object: 'Contract', fields, where }, call)
  return ids.map((id) => states.find((state) => idKey(state.nativeId) === idKey(id)))
}

const names = ({ row }: RecordState, field: string, other: RecordState): boolean =>
  idKey(String(row[field] ?? '')) === idKey(other.nativeId)
