import { randomUUID } from 'node:crypto'
import type { ChangeSource } from '#shared/events/changes.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type ClaimedItem, ClaimLost, claimItems, type Settlement, settleItems } from '../inbox/claim.ts'
import { findDue } from '../inbox/find-due.ts'
import { insertItems } from '../inbox/inbox-rows.ts'
import { toItems } from '../inbox/ingress.ts'
import { type ApplyOptions, applyBatch } from './apply-batch.ts'
import { settleFailed } from './retry.ts'

/** Applies what is in the inbox of one connection. */
export interface Applier {
  /** Claims and settles once: a batch, and some of the items that are tried alone. Answers how many were settled. */
  applyOnce(signal: AbortSignal): Promise<number>
}

const BATCH_ITEMS = 200
/** Between two batches, so that neither keeps the other from its turn. */
const ALONE_AT_A_TIME = 10
/** Shorter than a claim lasts. */
const BATCH_TIMEOUT_MS = 60_000

export function createApplier(
  options: ApplyOptions & { logger: Logger },
  followed: { source: ChangeSource; followedSince: Date },
): Applier {
  const { store, worker, logger } = options
  const { connectionId, webhook } = followed.source

  /** What could not be read when it came, and is replayed now. */
  const readAgain = async (item: ClaimedItem): Promise<void> => {
    const { payload, id } = item
    const reading = payload && webhook?.parse(payload)
    await store.transaction(async (transaction) => {
      if (!reading || reading.kind === 'unreadable') {
        const reason = reading?.reason ?? 'the connection has no webhooks any more'
        await settleItems(transaction, worker, [{ id, state: 'DEAD', reason }])
        return
      }
      await insertItems(transaction, toItems(reading, payload, { ...item, cause: 'REPLAY' }))
      await settleItems(transaction, worker, [{ id, state: 'DONE', reason: undefined }])
    })
  }

  const fail = async (items: readonly ClaimedItem[], error: unknown, isStopping: boolean): Promise<void> => {
    if (error instanceof ClaimLost) return
    if (!isWeftError(error) && !isStopping)
      logger.error({ err: error, system: connectionId }, 'events could not be applied')
    // A batch that failed as a whole comes back one by one: only what is at fault fails again.
    const settlements = items.map(
      (item): Settlement =>
        isStopping ? { id: item.id, state: 'PENDING', reason: undefined } : settleFailed(item, error),
    )
    await settleItems(store, worker, settlements).catch((lost: unknown) => {
      if (!(lost instanceof ClaimLost)) throw lost
    })
  }

  const attempt = async (
    items: readonly ClaimedItem[],
    signal: AbortSignal,
    run: () => Promise<void>,
  ): Promise<void> => {
    if (items.length === 0) return
    try {
      await run()
    } catch (error) {
      await fail(items, error, signal.aborted)
    }
  }

  const apply = async (alone: boolean, signal: AbortSignal): Promise<number> => {
    const items = await claimItems(store, { connectionId, worker, limit: BATCH_ITEMS, alone })
    if (items.length === 0) return 0
    const [unread, readable] = partition(items)
    const correlationId = alone ? (items[0]?.correlationId ?? '') : `events-${randomUUID()}`
    for (const item of unread) await attempt([item], signal, () => readAgain(item))
    await attempt(readable, signal, () => {
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(BATCH_TIMEOUT_MS)])
      return applyBatch(options, followed, readable, { correlationId, signal: deadline })
    })
    return items.length
  }

  return {
    async applyOnce(signal) {
      const due = await findDue(store, connectionId)
      let settled = due.together ? await apply(false, signal) : 0
      for (let tries = 0; due.alone && tries < ALONE_AT_A_TIME && !signal.aborted; tries += 1) {
        const alone = await apply(true, signal)
        if (alone === 0) break
        settled += alone
      }
      return settled
    },
  }
}

function partition(items: readonly ClaimedItem[]): [unread: ClaimedItem[], readable: ClaimedItem[]] {
  return [items.filter(({ payload }) => payload !== null), items.filter(({ payload }) => payload === null)]
}
