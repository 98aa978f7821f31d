import { type Answer, answerOf } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import { isWeftError } from '#shared/errors.ts'
import { naming } from '#shared/listed.ts'
import type { LoadRows } from './batch.ts'
import type { SuiteQlRow } from './native.ts'
import { chunks, type Need } from './queries/need.ts'

/** Rows of many keys: as many needs as the keys fill, asked together. */
export async function loadRows(
  load: LoadRows,
  keys: readonly string[],
  toNeed: (keys: readonly string[]) => Need,
  call: CallContext,
): Promise<SuiteQlRow[]> {
  const parts = await Promise.all(chunks(keys).map((part) => load(toNeed(part), call)))
  return parts.flat()
}

/** Internal ids are numbers; anything else names nothing, and would fail the whole statement. */
export const numbersOf = (ids: readonly string[]): string[] => ids.filter((id) => /^\d{1,18}$/.test(id))

export function groupRows(rows: readonly SuiteQlRow[], column: string): Map<string, SuiteQlRow[]> {
  return Map.groupBy(
    rows.filter((row) => row[column] !== undefined),
    (row) => row[column] ?? '',
  )
}

/** What keys are answered from: the rows of one kind of record by key, and how each record is named. */
export interface KeyedRows {
  rows: ReadonlyMap<string, readonly SuiteQlRow[]>
  nameOf(row: SuiteQlRow): NativeRef
}

/** Rows of one connection by the column `key`; `objectType` is NetSuite's word for the record that the column `id` names. */
export function keyedIn(connectionId: string) {
  return (
    objectType: string,
    rows: readonly SuiteQlRow[],
    { key = 'id', id = 'id' }: { key?: string; id?: string } = {},
  ): KeyedRows => ({
    rows: groupRows(rows, key),
    nameOf: (row) => ({ connectionId, objectType, nativeId: row[id] ?? '' }),
  })
}

/** One answer for each key, from its own rows. A row that cannot be read is the failure of its key alone, by its name. */
export function toAnswers<Record>(
  keys: readonly string[],
  { rows, nameOf }: KeyedRows,
  toRecord: (rows: readonly SuiteQlRow[], first: SuiteQlRow) => Record | undefined,
): Answer<Record>[] {
  return keys.map((key) => {
    const own = rows.get(key)
    const [first] = own ?? []
    if (!own || !first) return undefined
    const answer = answerOf(() => toRecord(own, first))
    return isWeftError(answer) ? naming(nameOf(first), answer) : answer
  })
}
