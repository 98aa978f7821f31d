import type { WriteCall, Written } from '#shared/writes.ts'
import type { NativeRow } from '../query-rows.ts'
import type { WritePart } from './together.ts'
import {
  findState,
  notThere,
  type RecordState,
  readBack,
  stale,
  toState,
  toWritten,
  type Writing,
  type WrittenObject,
} from './writing.ts'

/** Native fields and what they are to hold. */
export type NativeValues = Readonly<Record<string, string | null>>

export interface RecordChange {
  object: WrittenObject
  nativeId: string
  values: NativeValues
  /** STALE_VERSION where the record has another one. */
  expectedVersion?: string | undefined
}

/**
 * Changes a record once. The record carries the key of the last write: an attempt that was applied and not answered is found
 * by it, and what a person has changed since stays. A record that is as asked already is left alone.
 */
export async function changeRecord(
  writing: Writing,
  { object, nativeId, values, expectedVersion }: RecordChange,
  call: WriteCall,
): Promise<Written> {
  const { context } = writing
  const fields = [context.fields.names.lastWrite, ...Object.keys(values)]
  const state = await findState(writing, { object, nativeId, fields }, call)
  if (!state) throw notThere(context, object)
  const isDone = isWrittenBy(state, writing, call) || holds(state.row, values)
  if (isDone) return toWritten(object, state, { effect: 'FOUND', context })
  if (expectedVersion !== undefined && expectedVersion !== state.version) throw stale(context, object)
  const unmodifiedSince = expectedVersion === undefined ? undefined : state.modifiedAt
  return writeChanges(writing, [toChange(writing, { object, state, values, unmodifiedSince }, call)], {
    object,
    state,
    call,
  })
}

/** Whether the last write of ours to the record was this one. */
export const isWrittenBy = (
  { row }: RecordState,
  { context }: Writing,
  { idempotencyKey }: WriteCall,
): boolean => row[context.fields.names.lastWrite] === idempotencyKey

/** A change as part of a call. */
export function toChange(
  { context }: Writing,
  {
    object,
    state,
    values,
    unmodifiedSince,
  }: { object: WrittenObject; state: RecordState; values: NativeValues; unmodifiedSince: Date | undefined },
  { idempotencyKey }: WriteCall,
): WritePart {
  return {
    method: 'PATCH',
    path: `/sobjects/${object}/${state.nativeId}`,
    referenceId: `change${state.nativeId}`,
    body: { ...values, [context.fields.names.lastWrite]: idempotencyKey },
    unmodifiedSince,
  }
}

/** Makes changes together, and answers what one of the records, which was read before, is then. */
export async function writeChanges(
  { client, context }: Writing,
  changes: readonly WritePart[],
  { object, state, call }: { object: WrittenObject; state: RecordState; call: WriteCall },
): Promise<Written> {
  const bodies = await client.writeTogether([...changes, readBack(object, state.nativeId)], call)
  const written = toWritten(object, toState(bodies.at(-1), context), { effect: 'UPDATED', context })
  return { ...written, replaced: state.version }
}

/** Lines of a street come back with the vendor's own line ends. */
const comparable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\r\n', '\n') : (value ?? null)

const holds = (row: NativeRow, values: NativeValues): boolean =>
  Object.entries(values).every(([field, value]) => comparable(row[field]) === value)
