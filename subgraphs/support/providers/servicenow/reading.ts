import { answerOf } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError } from '#shared/errors.ts'
import { type Listed, toUnreadable } from '#shared/listed.ts'
import type { Table, Tables } from './native.ts'
import type { RawRow, TableReader } from './table-reader.ts'
import type { Origin } from './to-canonical/origin.ts'

/** What every read of this provider works with. */
export interface Reading {
  reader: TableReader
  tables: Tables
  /** Who reads, and when: made anew for each read. */
  origin(): Origin
}

/** Ids in one condition: an address within a batch has no stated limit, alone it has about 8,000 characters. */
const IDS_PER_CONDITION = 150

/** Asks for many ids in parts that fit into an address; the parts travel together. */
export async function readInParts(
  ids: readonly string[],
  read: (part: readonly string[]) => Promise<RawRow[]>,
): Promise<RawRow[]> {
  const distinct = [...new Set(ids)]
  const parts = Array.from({ length: Math.ceil(distinct.length / IDS_PER_CONDITION) }, (_, index) =>
    distinct.slice(index * IDS_PER_CONDITION, (index + 1) * IDS_PER_CONDITION),
  )
  return (await Promise.all(parts.map(read))).flat()
}

/** Rows by `sys_id`; one that is not there, or not for us, is missing. */
export async function readByIds<Field extends string>(
  { reader }: Reading,
  table: Table<Field | 'sysId'>,
  ids: readonly string[],
  call: CallContext,
): Promise<Map<string, RawRow>> {
  const rows = await readInParts(ids, (part) => reader.readAll(table, [['sysId', 'IN', part]], call))
  return new Map(rows.map((row) => [String(row[table.fields.sysId]), row]))
}

/** A record of a list from its row; one that cannot be made stands at `createdAt` as what could not be read. */
export function toListed<Item>(
  { table, row, connectionId }: { table: Table<'sysId'>; row: RawRow; connectionId: string },
  createdAt: Date | undefined,
  make: () => Item,
): Listed<Item> {
  const made = answerOf(make)
  if (!isWeftError(made)) return made
  const nativeId = String(row[table.fields.sysId])
  return toUnreadable({ connectionId, objectType: table.name, nativeId }, createdAt ?? new Date(), made)
}
