import { setTimeout as delay } from 'node:timers/promises'
import { isWeftError } from '../errors.ts'
import type { KeepOptions } from './keep-options.ts'
import { deleteList, type ListRow, savePosition } from './list-rows.ts'
import type { ProjectedList } from './projected-list.ts'
import { saveRecords } from './record-rows.ts'
import { toRecordRow } from './to-record-row.ts'

/** Cursors of vendors die: with these codes a reading that was taken up again begins anew. */
const LOST_CURSOR = ['INVALID_CURSOR', 'REJECTED_BY_SYSTEM', 'NOT_FOUND'] as const
const NO_ROOM_MS = 1_000

/**
 * Reads what is left of a whole list, a page after the other, with as much rest after each as it took: at most half of one of the
 * connection's calls at once. A page and where the next one begins are kept together, so what is killed goes on there.
 */
export async function fillList(
  list: ProjectedList,
  state: ListRow,
  options: KeepOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    await readPages(list, state, options, signal)
  } catch (error) {
    const isLost = state.cursor !== undefined && LOST_CURSOR.some((code) => isWeftError(error, code))
    if (isLost) await deleteList(options.store, state)
    throw error
  }
}

async function readPages(
  list: ProjectedList,
  state: ListRow,
  { store, clock, newCall }: KeepOptions,
  signal: AbortSignal,
): Promise<void> {
  let { cursor, records } = state
  do {
    await untilThereIsRoom(list, signal)
    const readAt = clock.now()
    const began = performance.now()
    const page = await list.whole.readPage(cursor, newCall(signal))
    const rows = page.records.map((record) => toRecordRow(list, record, readAt))
    const distinct = [...new Map(rows.map((row) => [row.nativeId, row])).values()]
    await store.transaction(async (transaction) => {
      await saveRecords(transaction, state.id, distinct, records)
      records += distinct.length
      await savePosition(transaction, state, { next: page.next, records, now: clock.now() })
    })
    cursor = page.next
    if (cursor !== undefined) await delay(performance.now() - began, undefined, { signal })
  } while (cursor !== undefined)
}

/** What others need goes first: a quarter of what reads may use stays free. */
async function untilThereIsRoom({ health }: ProjectedList, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const isTight = (): boolean => {
    const { limit, remaining, reservedForWrites } = health().budget
    return remaining - reservedForWrites < (limit - reservedForWrites) / 4
  }
  while (isTight()) await delay(NO_ROOM_MS, undefined, { signal })
}
