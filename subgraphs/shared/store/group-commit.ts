import { isWeftError } from '../errors.ts'

/** Writes one thing in a commit that others share: resolves once it is durable, with what was answered to it. */
export type GroupCommit<Item, Answer> = (item: Item) => Promise<Answer>

export interface GroupCommitOptions<Item, Answer> {
  /** Writes all of them or nothing; answers in their order. */
  write(items: readonly Item[]): Promise<readonly Answer[]>
  /** Most that one commit holds, by `sizeOf`; a thing that is larger has one of its own. */
  most: number
  /** 1, where things are alike. */
  sizeOf?(item: Item): number
}

interface Waiting<Item, Answer> {
  item: Item
  written: PromiseWithResolvers<Answer>
}

/**
 * Lets many who come at once share one commit: while one batch is being written the next one gathers. A batch that fails
 * as a whole is tried again one by one, so that nobody is refused for a neighbour.
 */
export function createGroupCommit<Item, Answer>({
  write,
  most,
  sizeOf = () => 1,
}: GroupCommitOptions<Item, Answer>): GroupCommit<Item, Answer> {
  let waiting: Waiting<Item, Answer>[] = []
  let isWriting = false

  const writeAll = async (batch: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await write(batch.map(({ item }) => item))
      for (const [index, { written }] of batch.entries()) written.resolve(answers[index] as Answer)
    } catch (error) {
      const isNobodysFault = batch.length === 1 || isWeftError(error, 'STORE_UNAVAILABLE')
      for (const each of batch) {
        if (isNobodysFault) each.written.reject(error)
        else await writeAll([each])
      }
    }
  }

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await writeAll(takeUpTo(most))
    isWriting = false
  }

  /** As many as fit, and at least one. */
  const takeUpTo = (size: number): Waiting<Item, Answer>[] => {
    let count = 0
    let end = 0
    for (const { item } of waiting) {
      count += sizeOf(item)
      if (end > 0 && count > size) break
      end += 1
    }
    const batch = waiting.slice(0, end)
    waiting = waiting.slice(end)
    return batch
  }

  return (item) => {
    const written = Promise.withResolvers<Answer>()
    waiting.push({ item, written })
    if (!isWriting) {
      isWriting = true
      // Whoever came with the same turn of the event loop comes along.
      setImmediate(() => void drain())
    }
    return written.promise
  }
}
