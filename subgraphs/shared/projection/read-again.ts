import { isWeftError } from '../errors.ts'
import type { KeepOptions } from './keep-options.ts'
import type { ListRow } from './list-rows.ts'
import type { ProjectedList } from './projected-list.ts'
import { type RecordRow, saveRecords } from './record-rows.ts'
import { toMissingRow, toRecordRow } from './to-record-row.ts'

/** Records that a vendor may have to be asked for one by one. */
const AT_ONCE = 20

/** Reads records and keeps what they are now. Throws where a system did not answer: then some may be as they were. */
export async function readAgain(
  list: ProjectedList,
  { id }: Pick<ListRow, 'id'>,
  nativeIds: readonly string[],
  { store, clock, newCall }: KeepOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < nativeIds.length; start += AT_ONCE) {
    signal.throwIfAborted()
    const chunk = nativeIds.slice(start, start + AT_ONCE)
    const readAt = clock.now()
    const answers = await list.readRecords(chunk, newCall(signal))
    const rows = chunk.map((nativeId, index): RecordRow => {
      const answer = answers[index]
      if (answer === undefined) return toMissingRow(nativeId, readAt, true)
      if (!isWeftError(answer)) return toRecordRow(list, { item: answer, ownerId: undefined }, readAt)
      if (answer.code !== 'INVALID_RESPONSE') throw answer
      return toMissingRow(nativeId, readAt, false)
    })
    await saveRecords(store, id, rows)
  }
}
