import { randomUUID } from 'node:crypto'
import type { ChangeSource, StreamedChanges } from '#shared/events/changes.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { insertItems } from '../inbox/inbox-rows.ts'
import { toItem } from '../inbox/ingress.ts'
import { readStreamPosition, saveStreamPosition } from './connection-rows.ts'
import type { FollowOptions } from './follow-source.ts'
import { lookNow } from './look-now.ts'

/** A stream that broke is opened again after so long; one that is another process's is asked for again. */
const AGAIN_MS = 5_000

/**
 * Follows a vendor's stream in the one process that may, until the signal ends. What comes is kept together with the
 * position after it, before more is read: a process that dies goes on where its last batch ended. What the vendor no longer
 * keeps, or does not tell, is looked for.
 */
export async function followStream(
  { connectionId, stream }: ChangeSource,
  options: FollowOptions,
  signal: AbortSignal,
): Promise<void> {
  if (!stream) return
  const { store, session, wakeUps, clock, logger } = options

  const follow = async (): Promise<void> => {
    if (!(await session.tryLock(`stream ${connectionId}`))) return
    const { since } = session
    const received = async ({ hints, position, isIncomplete }: StreamedChanges): Promise<void> => {
      // The lock went with the database session: somebody else may follow now.
      if (session.since !== since)
        throw new WeftError('STORE_UNAVAILABLE', 'the database session of the stream has ended')
      const origin = {
        connectionId,
        cause: 'WEBHOOK' as const,
        receivedAt: clock.now(),
        correlationId: randomUUID(),
      }
      await store.transaction(async (transaction) => {
        if (hints.length > 0)
          await insertItems(
            transaction,
            hints.map((hint) => toItem(hint, origin)),
          )
        await saveStreamPosition(transaction, connectionId, position)
      })
      wakeUps.wake(connectionId)
      if (isIncomplete) await lookNow(connectionId, options)
    }
    const position = await readStreamPosition(store, connectionId)
    await stream.follow(position, received, { correlationId: `stream-${randomUUID()}`, signal })
  }

  const recover = async (error: unknown): Promise<void> => {
    if (signal.aborted) return
    const facts = isWeftError(error) ? { code: error.code } : { err: error }
    logger.warn({ system: connectionId, ...facts }, 'the stream of changes broke')
    if (!isWeftError(error, 'SEQUENCE_EXPIRED')) return
    await saveStreamPosition(store, connectionId, null)
    await lookNow(connectionId, options)
  }

  while (!signal.aborted) {
    await follow().catch(recover)
    if (!signal.aborted) await wakeUps.wait(`stream ${connectionId}`, AGAIN_MS)
  }
}
