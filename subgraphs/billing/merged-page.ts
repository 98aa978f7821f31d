import type { NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import { mergePages } from '#shared/newest-first.ts'
import type { Page } from '#shared/page.ts'
import { type RecordKey, recordKey } from '#shared/subgraph/loader-factories.ts'

/** A record and where it stands: the last record seen of every list that the page was laid together from. */
export interface Positioned<Item> {
  record: Item
  position: string
}

/** Last native id seen, by the owner whose list it stands in. */
type Positions = Record<string, string>

/**
 * One page over the lists of several owners (a customer may have records in several billing systems, or twice in one),
 * newest first. `after` is the position of the last record seen; each list continues behind its own part of it.
 */
export async function loadMergedPage<
  Owner extends RecordKey,
  Item extends { source: NativeRef; createdAt: Date },
>(
  owners: readonly Owner[],
  { first, after }: { first: number; after: string | undefined },
  load: (owner: Owner, after: string | undefined) => Promise<Page<Item> | undefined>,
): Promise<Page<Positioned<Item>>> {
  const seen = after === undefined ? {} : parsePositions(after)
  const lists = await Promise.all(
    owners.map(async (owner) => {
      const key = recordKey(owner)
      const page = (await load(owner, seen[key])) ?? { items: [], hasNextPage: false }
      return { ...page, items: page.items.map((record) => ({ key, record })) }
    }),
  )
  const { items, hasNextPage } = mergePages(
    lists,
    first,
    (one, other) => other.record.createdAt.getTime() - one.record.createdAt.getTime(),
  )
  return { items: withPositions(items, seen), hasNextPage }
}

function withPositions<Item extends { source: NativeRef }>(
  merged: readonly { key: string; record: Item }[],
  seen: Positions,
): Positioned<Item>[] {
  const positions = { ...seen }
  return merged.map(({ key, record }) => {
    positions[key] = record.source.nativeId
    return { record, position: JSON.stringify(positions) }
  })
}

function parsePositions(text: string): Positions {
  try {
    const value: unknown = JSON.parse(text)
    const ids = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value)
    if (ids && ids.length > 0 && ids.every((id) => typeof id === 'string')) return value as Positions
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new WeftError('INVALID_CURSOR', 'the cursor is no position in these lists')
}
