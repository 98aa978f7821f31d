import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import type { Written } from '#shared/writes.ts'
import { z } from 'zod'
import type { SalesforceClient } from '../client.ts'
import type { NativeRow } from '../query-rows.ts'
import type { createReaders } from '../readers.ts'
import { isRecordId, quote } from '../soql.ts'
import type { MappingContext } from '../to-canonical/record.ts'
import type { WritePart } from './together.ts'

/** What every write works with. */
export interface Writing {
  client: SalesforceClient
  context: MappingContext
  readers: ReturnType<typeof createReaders>
}

/** The objects of which Weft writes records; what people call a record, where it is not its name. */
const NUMBER_FIELDS = { Account: [], Contract: ['ContractNumber'], Opportunity: [] } as const
export type WrittenObject = keyof typeof NUMBER_FIELDS

const State = z.looseObject({
  Id: z.string(),
  SystemModstamp: z.string(),
  LastModifiedDate: z.string(),
  ContractNumber: z.string().optional(),
})

/** A record as it stands before or after a write. */
export interface RecordState {
  nativeId: string
  /** `SystemModstamp`, as `ChangedRecord.version` has it. */
  version: string
  modifiedAt: Date
  number: string | undefined
  row: NativeRow
}

/** What is read of a record whatever is written to it. */
export const stateFields = (object: WrittenObject, more: readonly string[] = []): string =>
  [...new Set(['Id', 'SystemModstamp', 'LastModifiedDate', ...NUMBER_FIELDS[object], ...more])].join(', ')

/** The records that meet a condition, with the fields named. */
export async function findStates(
  { client, context }: Writing,
  { object, fields, where }: { object: WrittenObject; fields: readonly string[]; where: string },
  call: CallContext,
): Promise<RecordState[]> {
  const rows = await client.lookUp(
    `SELECT ${stateFields(object, fields)} FROM ${object} WHERE ${where}`,
    call,
  )
  return rows.map((row) => toState(row, context))
}

/** The record of an id; undefined where there is none. */
export async function findState(
  writing: Writing,
  { object, nativeId, fields }: { object: WrittenObject; nativeId: string; fields: readonly string[] },
  call: CallContext,
): Promise<RecordState | undefined> {
  if (!isRecordId(nativeId)) return undefined
  const [state] = await findStates(writing, { object, fields, where: `Id = ${quote(nativeId)}` }, call)
  return state
}

/** The last part of a write: the record as the org has it then. */
export const readBack = (object: WrittenObject, nativeId: string): WritePart => ({
  method: 'GET',
  path: `/sobjects/${object}/${nativeId}?fields=${stateFields(object).replaceAll(' ', '')}`,
  referenceId: 'written',
})

export function toState(row: unknown, { connection }: MappingContext): RecordState {
  const parsed = State.safeParse(row)
  if (!parsed.success)
    throw new WeftError('INVALID_RESPONSE', 'a written record is not as expected', { system: connection.id })
  const { Id, SystemModstamp, LastModifiedDate, ContractNumber } = parsed.data
  return {
    nativeId: Id,
    version: SystemModstamp,
    modifiedAt: new Date(LastModifiedDate.replace('+0000', 'Z')),
    number: ContractNumber,
    row: parsed.data,
  }
}

export function toWritten(
  object: WrittenObject,
  { nativeId, number, version }: Pick<RecordState, 'nativeId'> & Partial<RecordState>,
  { effect, context: { connection } }: { effect: Written['effect']; context: MappingContext },
): Written {
  return {
    ref: { connectionId: connection.id, objectType: object, nativeId },
    effect,
    number,
    version,
    url: `${connection.baseUrl}/${nativeId}`,
  }
}

export const notThere = ({ connection }: MappingContext, objectType: WrittenObject): WeftError =>
  new WeftError('NOT_FOUND', 'the record is not there', { system: connection.id, objectType })

export const stale = ({ connection }: MappingContext, objectType: WrittenObject): WeftError =>
  new WeftError('STALE_VERSION', 'somebody has changed the record', { system: connection.id, objectType })
