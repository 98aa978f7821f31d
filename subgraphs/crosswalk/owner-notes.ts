import type { Clock } from '#shared/clock.ts'
import type { NativeRef, OwnerNote, Ownership } from '#shared/crosswalk.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import { createLinkCache } from './link-cache.ts'
import { updateOwners } from './link-rows.ts'
import { refKey } from './match-keys.ts'

const WRITE_EVERY_MS = 1_000
/** So many are written at once, and before the second is over. */
const MOST_WAITING = 1_000

/** Whose records are, on its way into the store. */
export interface OwnerNotes {
  /** What the store says, so that it is not told the same again. */
  learn(link: NativeRef & { id: string }, known: Ownership): void
  /** Takes what records have said of themselves; answers the ids of which that is news, and writes those soon. */
  note(notes: readonly OwnerNote[]): string[]
  /** Resolves when what was noted of these ids is in the store, or is given up. */
  written(ids: readonly string[]): Promise<void>
}

/** What is lost on the way, because the store or this process ends, is learnt anew when the record is next read. */
export function createOwnerNotes(
  store: Store,
  { clock, maxEntries, maxAgeMs }: { clock: Clock; maxEntries: number; maxAgeMs: number },
): OwnerNotes {
  const said = createLinkCache<Ownership>({ maxEntries, maxAgeMs, clock })
  const waiting = new Map<string, OwnerNote>()
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  const writeAll = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = [...waiting]
    if (batch.length === 0) return
    try {
      await updateOwners(
        store,
        batch.map(([, note]) => note),
      )
    } catch (error) {
      if (!isWeftError(error)) throw error
      for (const [key] of batch) said.forget(key)
    }
    for (const [key, note] of batch) if (waiting.get(key) === note) waiting.delete(key)
  }
  const write = (): Promise<void> => {
    writing = writing.then(writeAll)
    return writing
  }

  return {
    learn(link, known) {
      const earlier = said.get(keyOf(link))
      if (earlier === undefined || earlier.seenAt < known.seenAt) said.set(keyOf(link), known)
    },

    note(notes) {
      const news = notes.filter((note) => isNews(note.ownership, said.get(keyOf(note))))
      for (const note of news) {
        said.set(keyOf(note), note.ownership)
        waiting.set(keyOf(note), note)
      }
      if (waiting.size >= MOST_WAITING) void write()
      else if (news.length > 0) timer ??= setTimeout(() => void write(), WRITE_EVERY_MS).unref()
      return news.map(({ id }) => id)
    },

    async written(ids) {
      if (waiting.size === 0) return
      const wanted = new Set(ids)
      if ([...waiting.values()].some(({ id }) => wanted.has(id))) await write()
    },
  }
}

const keyOf = (link: NativeRef & { id: string }): string => `${link.id}\n${refKey(link)}`

/** An older reading is none, whatever it says: answers are remembered, and come in any order. */
function isNews(told: Ownership, known: Ownership | undefined): boolean {
  if (known === undefined) return true
  return told.seenAt > known.seenAt && nameOf(told) !== nameOf(known)
}

const nameOf = ({ customer }: Ownership): string => (customer ? refKey(customer) : '')
