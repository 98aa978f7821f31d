import { WeftError } from '../errors.ts'
import type { Watermark } from '../events/changes.ts'
import type { KeepOptions } from './keep-options.ts'
import { type ListRow, saveComplete } from './list-rows.ts'
import type { ProjectedList } from './projected-list.ts'
import { readAgain } from './read-again.ts'
import { forgetGone, outdatedAmong } from './record-rows.ts'

/** How far a look goes back behind the last one; longer than clocks are apart. */
const OVERLAP_MS = 120_000
/** By how much the vendor's clock may differ from ours, its whole seconds included. */
const CLOCKS_APART_MS = 30_000
/** How late a vendor may list a change. */
const LISTED_LATE_MS = 5_000
const GONE_FOR_MS = 86_400_000
const MOST_PAGES = 10_000

/**
 * Reads again what the vendor's list of changes names and the projection may not have. Then it is complete: whatever had
 * changed when the look began is in it.
 */
export async function lookForChanges(
  list: ProjectedList,
  state: ListRow,
  options: KeepOptions,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, newCall } = options
  const began = clock.now().getTime()
  const from = (state.completeThrough ?? state.startedAt).getTime() - OVERLAP_MS
  let after: Watermark = { changedAt: new Date(from), nativeId: '' }
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { changes, hasMore } = await list.changes.listChanges(list.whole.objectType, after, newCall(signal))
    const outdated = await outdatedAmong(store, state.id, { changes, apartMs: CLOCKS_APART_MS })
    await readAgain(list, state, outdated, options, signal)
    const last = changes.at(-1)
    if (!hasMore || !last) {
      await saveComplete(store, state, new Date(began - LISTED_LATE_MS))
      return forgetGone(store, state.id, new Date(began - GONE_FOR_MS))
    }
    after = last
  }
  throw new WeftError('INVALID_RESPONSE', 'a list of changes has no end', { system: list.connection.id })
}
