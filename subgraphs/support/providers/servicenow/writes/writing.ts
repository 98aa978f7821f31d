import type { Connection } from '#shared/connections/connection.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import type { Written } from '#shared/writes.ts'
import { versionOf } from '../events/followed-tables.ts'
import type { FieldNames } from '../field-names.ts'
import { linkTo } from '../identities.ts'
import { parseRow, type Row, type Table } from '../native.ts'
import type { Condition } from '../query.ts'
import type { TableReader } from '../table-reader.ts'
import type { WrittenTables } from './tables.ts'
import type { TableWriter } from './table-writer.ts'

/** What every write of this provider works with. */
export interface Writing {
  connection: Connection
  names: FieldNames
  reader: TableReader
  writer: TableWriter
  tables: WrittenTables
}

/** The first row for which the conditions hold, in the order of `sys_id` unless another is asked for. */
export async function findRow<Field extends string>(
  { reader, connection }: Writing,
  table: Table<Field | 'sysId'>,
  conditions: readonly Condition<Field | 'sysId'>[],
  call: CallContext,
): Promise<Row<Field | 'sysId'> | undefined> {
  const { rows } = await reader.readPage(table, { anyOf: [conditions], orderBy: ['sysId'], limit: 1 }, call)
  return rows[0] && parseRow(table, rows[0], connection.id)
}

/** NOT_FOUND where there is no such record. */
export async function getRow<Field extends string>(
  writing: Writing,
  table: Table<Field | 'sysId'>,
  sysId: string,
  call: CallContext,
): Promise<Row<Field | 'sysId'>> {
  const row = await findRow(writing, table, [['sysId', '=', sysId]], call)
  if (row) return row
  throw new WeftError('NOT_FOUND', `there is no such record in ${table.name}`, {
    system: writing.connection.id,
  })
}

/** What a write left, from the record as it was answered; without a version where its changes carry none. */
export function toWritten(
  { connection }: Writing,
  { name }: Table,
  row: Row<'sysId'> & Partial<Row<'number' | 'modCount' | 'updatedAt'>>,
  effect: Written['effect'],
): Written {
  const { sysId, number, modCount, updatedAt } = row
  return {
    ref: { connectionId: connection.id, objectType: name, nativeId: sysId },
    effect,
    number: number || undefined,
    version: modCount && updatedAt ? versionOf({ modCount, updatedAt }) : undefined,
    url: linkTo(connection, name, sysId),
  }
}
