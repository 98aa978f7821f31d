import { WeftError } from './errors.ts'
import type { Page } from './page.ts'

/**
 * Where a record stands in a list whose order is newest first: when it began, then its id. Neither ever changes, so a
 * cursor skips no record, and any system can continue behind any position.
 */
export interface Position {
  at: Date
  nativeId: string
}

export function compareNewestFirst(one: Position, other: Position): number {
  return other.at.getTime() - one.at.getTime() || (one.nativeId < other.nativeId ? 1 : -1)
}

/** For a cursor: `2026-11-24T09:00:00.000Z/<native id>`. */
export function formatPosition({ at, nativeId }: Position): string {
  return `${at.toISOString()}/${nativeId}`
}

/** A cursor is the caller's text: nothing but an instant and an id may reach a vendor's query. INVALID_CURSOR. */
export function parsePosition(text: string): Position {
  const [, instant, nativeId] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\/([\w-]{1,64})$/.exec(text) ?? []
  const at = new Date(instant ?? '')
  if (nativeId === undefined || Number.isNaN(at.getTime()))
    throw new WeftError('INVALID_CURSOR', 'the cursor names no place in this list')
  return { at, nativeId }
}

/** One page out of several lists' pages of the same length: the newest of them all are among those. */
export function mergePages<Item>(
  pages: readonly Page<Item>[],
  first: number,
  compare: (one: Item, other: Item) => number,
): Page<Item> {
  const items = pages.flatMap((page) => page.items).sort(compare)
  return {
    items: items.slice(0, first),
    hasNextPage: items.length > first || pages.some(({ hasNextPage }) => hasNextPage),
  }
}
