import type { Queryable } from '#shared/store/store.ts'
import type { Bucket, BucketTerms, Wait } from './bucket.ts'

/** Of a bucket, the part that one process may hold: near the end nobody holds what another needs. */
const LEASE_PART = 20
/** How long what is held may lie unused before the others get it. */
const IDLE_MS = 1_000

export interface SharedBucketOptions {
  name: string
  terms: BucketTerms
  /** How far time is ahead of the store's and this machine's: nothing, unless somebody moves it. */
  aheadMs: () => number
}

/** What a process knows of a bucket. */
interface Held {
  /** Drawn from the store, spent by nobody yet. */
  left: number
  /** What the store had then, and when that was. */
  seen: number
  seenAt: number
  /** As much was refused, until then. */
  refused: { amount: number; until: number }
}

/**
 * A process's part of a bucket that all processes on a store share: it draws more than one operation needs and spends
 * that by itself, so that most operations ask nobody. A process that dies loses at most a twentieth, which fills again.
 */
export function createSharedBucket(store: Queryable, options: SharedBucketOptions): Bucket {
  const { terms, name, aheadMs } = options
  const { maximum, restoreRate } = terms
  const now = (): number => performance.now() + aheadMs()
  const held: Held = { left: 0, seen: maximum, seenAt: now(), refused: { amount: 0, until: 0 } }
  let visiting: Promise<void> | undefined
  let idle: NodeJS.Timeout | undefined

  const visit = async (needed: number, wanted: number): Promise<void> => {
    const returned = held.left
    held.left = 0
    try {
      const [row] = await store.query<{ granted: number; left_over: number }>(
        'select * from throttle.draw($1, $2, $3, $4, $5, $6, $7)',
        [name, maximum, restoreRate, needed, wanted, returned, aheadMs()],
      )
      const { granted, left_over: leftOver } = row ?? { granted: 0, left_over: 0 }
      held.left += granted
      held.seen = leftOver
      held.seenAt = now()
      if (granted < needed)
        held.refused = { amount: needed, until: now() + ((needed - leftOver) / restoreRate) * 1_000 }
    } catch (error) {
      // Whether it was given back is not known; what would be spent twice fills again anyway.
      held.left += returned
      throw error
    }
  }
  const visitOnce = (needed: number, wanted: number): Promise<void> => {
    visiting ??= visit(needed, wanted).finally(() => {
      visiting = undefined
      giveUpLater()
    })
    return visiting
  }
  /** What an operation gives back long after it was drawn is the others', too. */
  const giveUpLater = (): void => {
    if (held.left > 0) idle ??= setTimeout(giveUp, IDLE_MS).unref()
  }
  const giveUp = (): void => {
    idle = undefined
    // Whoever draws now asks anyway, and hears what failed.
    if (held.left > 0 && !visiting) visitOnce(0, 0).catch(() => undefined)
  }
  const refusalOf = (amount: number): Wait | undefined => {
    const { refused } = held
    if (amount < refused.amount || now() >= refused.until) return undefined
    const more = ((amount - refused.amount) / restoreRate) * 1_000
    return { waitMs: Math.ceil(refused.until - now() + more) }
  }
  const spend = (amount: number): boolean => {
    if (held.left < amount) return false
    held.left -= amount
    return true
  }
  const drawFromStore = async (amount: number): Promise<undefined | Wait> => {
    for (;;) {
      const refusal = refusalOf(amount)
      if (refusal) return refusal
      await visitOnce(amount, amount + Math.ceil(maximum / LEASE_PART))
      if (spend(amount)) return undefined
    }
  }

  return {
    terms,
    draw: (amount) => (spend(amount) ? undefined : (refusalOf(amount) ?? drawFromStore(amount))),
    giveBack(amount) {
      held.left = Math.min(maximum, held.left + amount)
      giveUpLater()
    },
    available: () =>
      Math.floor(Math.min(maximum, held.seen + held.left + (restoreRate * (now() - held.seenAt)) / 1_000)),
    async close() {
      await visiting
      if (held.left > 0) await visitOnce(0, 0)
      clearTimeout(idle)
    },
  }
}
