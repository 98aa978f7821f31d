import { type Answer, answerOf } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
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

/** One answer for each key, from its own rows. A row that cannot be read is the failure of its key alone. */
export function toAnswers<Record>(
  keys: readonly string[],
  rows: ReadonlyMap<string, readonly SuiteQlRow[]>,
  toRecord: (rows: readonly SuiteQlRow[], first: SuiteQlRow) => Record | undefined,
): Answer<Record>[] {
  return keys.map((key) => {
    const own = rows.get(key)
    const [first] = own ?? []
    return own && first ? answerOf(() => toRecord(own, first)) : undefined
  })
}
