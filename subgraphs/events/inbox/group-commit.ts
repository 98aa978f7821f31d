import { isWeftError } from '#shared/errors.ts'
import type { NewItem } from './inbox-rows.ts'

/** Keeps items: resolves once they are durable. */
export type Keep = (items: readonly NewItem[]) => Promise<void>

interface Waiting {
  items: readonly NewItem[]
  kept: PromiseWithResolvers<void>
}

/**
 * Lets many who come at once share one commit: while one batch is being written the next one gathers. A batch that fails
 * as a whole is tried again one by one, so that nobody is refused for a neighbour.
 */
export function createGroupCommit(write: Keep, maxItems: number): Keep {
  let waiting: Waiting[] = []
  let isWriting = false

  const writeOne = ({ items, kept }: Waiting): Promise<void> => write(items).then(kept.resolve, kept.reject)

  const writeAll = async (batch: readonly Waiting[]): Promise<void> => {
    const [only, second] = batch
    if (only && !second) return writeOne(only)
    try {
      await write(batch.flatMap(({ items }) => items))
      for (const { kept } of batch) kept.resolve()
    } catch (error) {
      const isNobodysFault = isWeftError(error, 'STORE_UNAVAILABLE')
      for (const each of batch) {
        if (isNobodysFault) each.kept.reject(error)
        else await writeOne(each)
      }
    }
  }

  const drain = async (): Promise<void> => {
    isWriting = true
    while (waiting.length > 0) await writeAll(takeUpTo(maxItems))
    isWriting = false
  }

  /** As many as fit, and at least one. */
  const takeUpTo = (most: number): Waiting[] => {
    let count = 0
    let end = 0
    for (const { items } of waiting) {
      count += items.length
      if (end > 0 && count > most) break
      end += 1
    }
    const batch = waiting.slice(0, end)
    waiting = waiting.slice(end)
    return batch
  }

  return (items) => {
    const kept = Promise.withResolvers<void>()
    waiting.push({ items, kept })
    if (!isWriting) void drain()
    return kept.promise
  }
}
