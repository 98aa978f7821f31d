import { randomUUID } from 'node:crypto'
import type { Clock } from '#shared/clock.ts'
import type { IdentitySource } from '#shared/crosswalk.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import { beginScan, findScan, type ScanKey, savePage } from './scans.ts'

/** Cursors of vendors die (after hours, after a restart): with these codes a resumed scan starts afresh. */
const LOST_CURSOR = ['INVALID_CURSOR', 'REJECTED_BY_SYSTEM', 'NOT_FOUND'] as const

/**
 * Reads all identities of one connection and type, a page at a time. A scan that was killed goes on where its last
 * page ended. `progress.records` counts along.
 */
export async function scanConnection(options: {
  store: Store
  source: IdentitySource
  progress: ScanKey & { records: number }
  clock: Clock
  signal: AbortSignal
}): Promise<void> {
  const { store, progress, clock } = options
  const left = await findScan(store, progress)
  const cursor = left?.finishedAt === undefined ? left?.cursor : undefined
  if (left && cursor !== undefined) {
    progress.records = left.records
    try {
      return await readPages(options, cursor)
    } catch (error) {
      if (!LOST_CURSOR.some((code) => isWeftError(error, code))) throw error
    }
  }
  progress.records = 0
  await beginScan(store, progress, clock.now())
  await readPages(options, undefined)
}

async function readPages(
  { store, source, progress, clock, signal }: Parameters<typeof scanConnection>[0],
  from: string | undefined,
): Promise<void> {
  const correlationId = `discovery-${randomUUID()}`
  let cursor = from
  do {
    signal.throwIfAborted()
    const page = await source.listIdentities(progress.type, cursor, { correlationId, signal })
    await savePage(store, progress, page, clock.now())
    progress.records += page.identities.length
    cursor = page.next
  } while (cursor !== undefined)
}
