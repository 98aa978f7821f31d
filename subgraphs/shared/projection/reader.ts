import type { Page } from '../page.ts'
import type { CanonicalRecord } from '../provenance.ts'
import type { Store } from '../store/store.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Count, Series } from '../telemetry/metric.ts'
import type { Heard } from './heard.ts'
import type { KeptAnswer, Projection } from './projection.ts'
import { type FoundRow, findPageRows, findRecordRows } from './record-rows.ts'
import { fromStored } from './stored-record.ts'

/** A list that this process may answer from. */
export interface ReadableList {
  form: string
  heard: Heard
}

/** Answers from the store what can be answered from it. `listOf` is undefined for a connection whose list is not kept. */
export function createProjection<Item extends CanonicalRecord>(
  name: string,
  {
    store,
    logger,
    reads,
    listOf,
  }: {
    store: Store
    logger: Logger
    reads: Series<Count>
    listOf(connectionId: string): ReadableList | undefined
  },
): Projection<Item> {
  /** Rows by the place of their question, without those of customers of whom more was heard than is kept. */
  const find = async (
    connectionId: string,
    since: number,
    query: (asked: { connectionId: string; name: string; form: string; since: Date }) => Promise<FoundRow[]>,
  ): Promise<Map<number, FoundRow[]>> => {
    const list = listOf(connectionId)
    if (!list || !Number.isFinite(since)) return new Map()
    const rows = await query({ connectionId, name, form: list.form, since: new Date(since) }).catch(
      (error: unknown) => {
        logger.warn({ err: error, system: connectionId, list: name }, 'a projection could not be read')
        return []
      },
    )
    const known = rows.filter(
      ({ ownerId, appliedSequence }) => list.heard.lastOf(ownerId ?? '') <= appliedSequence,
    )
    if (rows[0]) list.heard.settle(rows[0].appliedSequence)
    return Map.groupBy(known, ({ question }) => question)
  }

  const count = <Answer>(connectionId: string, answers: (Answer | undefined)[]): (Answer | undefined)[] => {
    if (!listOf(connectionId)) return answers
    const kept = answers.filter((answer) => answer !== undefined).length
    reads.of(connectionId, name, 'kept').value += kept
    reads.of(connectionId, name, 'asked').value += answers.length - kept
    return answers
  }

  return {
    async findPages(connectionId, questions, since) {
      const found = await find(connectionId, since, (asked) => findPageRows(store, asked, questions))
      const answers = questions.map(({ first }, index) => toPage<Item>(found.get(index), first))
      return count(connectionId, answers)
    },
    async findRecords(connectionId, nativeIds, since) {
      const found = await find(connectionId, since, (asked) => findRecordRows(store, asked, nativeIds))
      const answers = nativeIds.map((_, index) => toRecord<Item>(found.get(index)?.[0]))
      return count(connectionId, answers)
    },
  }
}

function toRecord<Item extends CanonicalRecord>(row: FoundRow | undefined): KeptAnswer<Item> | undefined {
  if (!row?.record) return undefined
  return { value: fromStored<Item>(row.record, row.completeThrough), currentAt: row.completeThrough }
}

function toPage<Item extends CanonicalRecord>(
  rows: readonly FoundRow[] | undefined,
  first: number,
): KeptAnswer<Page<Item>> | undefined {
  const currentAt = rows?.[0]?.completeThrough
  if (!rows || !currentAt) return undefined
  const items = rows.flatMap(({ record }) => (record ? [fromStored<Item>(record, currentAt)] : []))
  return { value: { items: items.slice(0, first), hasNextPage: items.length > first }, currentAt }
}
