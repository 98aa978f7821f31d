import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { Clock } from '#shared/clock.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { createApplier } from '../apply/applier.ts'
import type { ApplyOptions } from '../apply/apply-batch.ts'
import type { Session } from '../log/session.ts'
import type { WakeUps } from '../wake-ups.ts'
import { followedSince as readFollowedSince, takeTurn } from './connection-rows.ts'
import { followStream } from './follow-stream.ts'
import { lookKey } from './look-now.ts'
import { lookForChanges } from './watch.ts'

/** How often vendors are asked what has changed. */
export interface LookIntervals {
  /** Those that tell us nothing by themselves. */
  pollMs: number
  /** The others: what got lost on the way is found by this. */
  sweepMs: number
}

export interface FollowOptions extends ApplyOptions {
  session: Pick<Session, 'tryLock' | 'since'>
  intervals: LookIntervals
  wakeUps: WakeUps
  clock: Clock
  logger: Logger
}

/** The net below wake-ups: what another node has left, and what is due again. */
const LOOK_INTO_INBOX_MS = 1_000
/** A batch costs a dozen round trips and two commits, however small it is: after a small one the next gathers for a moment. */
const WORTH_A_BATCH = 50
const GATHER_MS = 20
/** A list that was never read begins so long ago: what is known of records makes their next change tell more. */
const FIRST_LOOK_BACK_MS = 30 * 86_400_000
/** How late a webhook may be before a sweep calls it lost. */
const GRACE_MS = 5_000
/** Vendors that count whole seconds list a second's last change when it is over. */
const SETTLED_MS = 2_000
const OVERLAP_MS = 120_000

/** Follows one connection until the signal ends: applies what is in its inbox, and asks its vendor what has changed. */
export async function followSource(
  source: ChangeSource,
  options: FollowOptions,
  signal: AbortSignal,
): Promise<void> {
  const followedSince = await readFollowedSince(options.store, source.connectionId)
  await Promise.all([
    applyInbox(source, followedSince, options, signal),
    lookAgain(source, followedSince, options, signal),
    followStream(source, options, signal),
  ])
}

async function applyInbox(
  source: ChangeSource,
  followedSince: Date,
  options: FollowOptions,
  signal: AbortSignal,
): Promise<void> {
  const { connectionId } = source
  const applier = createApplier(options, { source, followedSince })
  while (!signal.aborted) {
    const settled = await applier.applyOnce(signal).catch((error: unknown) => {
      logFailure(options.logger, connectionId, error, 'the inbox could not be worked on')
      return 0
    })
    if (signal.aborted) return
    if (settled === 0) await options.wakeUps.wait(connectionId, LOOK_INTO_INBOX_MS)
    else if (settled < WORTH_A_BATCH) await delay(GATHER_MS)
  }
}

async function lookAgain(
  { connectionId, poll, webhook, stream }: ChangeSource,
  followedSince: Date,
  { store, intervals, wakeUps, clock, logger }: FollowOptions,
  signal: AbortSignal,
): Promise<void> {
  if (!poll) return
  const isTold = webhook !== undefined || stream !== undefined
  const intervalMs = isTold ? intervals.sweepMs : intervals.pollMs
  const look = async (): Promise<void> => {
    if (!(await takeTurn(store, connectionId, intervalMs))) return
    const found = await lookForChanges(
      {
        store,
        connectionId,
        poll,
        cause: isTold ? 'RECONCILIATION' : 'POLL',
        from: new Date(followedSince.getTime() - FIRST_LOOK_BACK_MS),
        overlapMs: OVERLAP_MS,
        until: new Date(clock.now().getTime() - (isTold ? GRACE_MS : SETTLED_MS)),
      },
      { correlationId: `look-${randomUUID()}`, signal },
    )
    if (found > 0) wakeUps.wake(connectionId)
  }
  while (!signal.aborted) {
    await look().catch((error: unknown) =>
      logFailure(logger, connectionId, error, 'changes could not be listed'),
    )
    // Asked more often than the interval: the turn may be another node's, which may have died.
    if (!signal.aborted) await wakeUps.wait(lookKey(connectionId), intervalMs / 2)
  }
}

function logFailure(logger: Logger, system: string, error: unknown, message: string): void {
  const facts = isWeftError(error) ? { code: error.code } : { err: error }
  logger.warn({ system, ...facts }, message)
}
