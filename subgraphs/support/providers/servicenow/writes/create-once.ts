import { createHash } from 'node:crypto'
import type { CallContext } from '#shared/connections/call-context.ts'
import { type ErrorCode, isWeftError } from '#shared/errors.ts'
import type { WriteCall } from '#shared/writes.ts'
import type { Row, Table } from '../native.ts'
import type { KeyedTable } from './tables.ts'
import type { Cells } from './table-writer.ts'
import { findRow, type Writing } from './writing.ts'

export interface Created<Field extends string> {
  row: Row<Field | 'sysId'>
  effect: 'CREATED' | 'FOUND'
}

/** The field and value by which a record is known before it has an id: a unique index stands on it. */
export interface Mark<Field extends string> {
  word: Field
  value: string
}

/**
 * The key as records carry it: the field holds 100 characters and is compared without regard to case, so it is a digest in
 * lower case.
 */
export function nativeKeyOf({ idempotencyKey }: Pick<WriteCall, 'idempotencyKey'>): string {
  return `weft:${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40)}`
}

/** What can be behind a failure that leaves it open whether the record was made; a refusal, because a unique index refuses so. */
const MAY_HAVE_MADE_IT: ReadonlySet<ErrorCode> = new Set([
  'TIMEOUT',
  'SYSTEM_UNAVAILABLE',
  'INVALID_RESPONSE',
  'REJECTED_BY_SYSTEM',
])

/**
 * Makes a record that carries the key of its write, unless an earlier attempt has. The interface keeps no keys, so: look, insert,
 * and look again where the insert failed in a way that may have made it. An earlier attempt that the instance is still busy
 * with is not found by looking; the unique index then refuses whichever of the two comes second.
 * No page speaks of reads behind writes: the Table API reads the database that it writes.
 */
export async function createOnce<Field extends string>(
  writing: Writing,
  table: KeyedTable<Field>,
  cellsOf: () => Cells<Field | 'key'> | Promise<Cells<Field | 'key'>>,
  call: WriteCall,
): Promise<Created<Field | 'key'>> {
  const mark = { word: 'key', value: nativeKeyOf(call) } as const
  return createMarked<Field | 'key'>(writing, { table, mark, cellsOf }, call)
}

/** The same by another mark than the key: the id of another system, which two writes may ask for. */
export async function createMarked<Field extends string>(
  writing: Writing,
  wanted: {
    table: Table<Field | 'sysId'>
    mark: Mark<NoInfer<Field>>
    cellsOf: () => Cells<NoInfer<Field>> | Promise<Cells<NoInfer<Field>>>
  },
  call: CallContext,
): Promise<Created<Field>> {
  const { table, mark, cellsOf } = wanted
  const look = () => findRow<Field>(writing, table, [[mark.word, '=', mark.value]], call)
  const earlier = await look()
  if (earlier) return { row: earlier, effect: 'FOUND' }
  const cells = { ...(await cellsOf()), [mark.word]: mark.value } as Cells<Field | 'sysId'>
  try {
    return { row: await writing.writer.insert(table, cells, call), effect: 'CREATED' }
  } catch (error) {
    if (!isWeftError(error) || !MAY_HAVE_MADE_IT.has(error.code) || call.signal.aborted) throw error
    const made = await look().catch(() => undefined)
    if (!made) throw error
    return { row: made, effect: 'FOUND' }
  }
}
