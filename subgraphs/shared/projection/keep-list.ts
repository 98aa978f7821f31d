import { fillList } from './fill-list.ts'
import type { Heard } from './heard.ts'
import type { KeepOptions } from './keep-options.ts'
import { deleteList, findList, insertList, type ListRow, saveApplied } from './list-rows.ts'
import { lookForChanges } from './look-for-changes.ts'
import type { ProjectedList } from './projected-list.ts'
import { readAgain } from './read-again.ts'

/** A list of this process, with what was heard of it. */
export interface KeptList {
  list: ProjectedList
  /** Of what its records are written as. */
  form: string
  heard: Heard
}

/** A list that nobody has looked after for so long is read anew: vendors tell of changes for a limited time. */
const LONGEST_GAP_MS = 7 * 86_400_000

/**
 * Brings a projection up to date, from wherever it stands: reads the list whole where that was never finished, then what
 * events have told of, then, where it is due, what the vendor lists as changed. Throws at the first failure; the next one goes
 * on from there.
 */
export async function bringUpToDate(
  { list, form, heard }: KeptList,
  options: KeepOptions & { isLookDue: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { store, isLookDue } = options
  const state = await findOrBegin(list, form, options)
  if (state.filledAt === undefined) await fillList(list, state, options, signal)
  const { nativeIds, through, isOverflown } = heard.open()
  await readAgain(list, state, nativeIds, options, signal)
  if (isLookDue || isOverflown || state.completeThrough === undefined)
    await lookForChanges(list, state, options, signal)
  if (through === 0) return
  await saveApplied(store, state, through)
  heard.settle(through)
}

async function findOrBegin(
  { connection, name }: ProjectedList,
  form: string,
  { store, clock }: KeepOptions,
): Promise<ListRow> {
  const now = clock.now()
  const key = { connectionId: connection.id, name }
  const known = await findList(store, key)
  if (known && known.form === form && !isForgotten(known, now)) return known
  if (known) await deleteList(store, known)
  return insertList(store, { ...key, form, startedAt: now })
}

const isForgotten = ({ completeThrough, startedAt }: ListRow, now: Date): boolean =>
  now.getTime() - (completeThrough ?? startedAt).getTime() > LONGEST_GAP_MS
