import { WeftError } from '#shared/errors.ts'
import type { Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { listedOf } from '../to-canonical/listed.ts'

/** What list endpoints take and answer. https://docs.stripe.com/api/pagination (read 2026-11-22) */
export interface ListParams {
  limit: number
  starting_after?: string
}
export interface NativePage {
  data: readonly { id: string }[]
  has_more: boolean
}

export const LARGEST_PAGE = 100
/** 2,000 records looked through for one page: more is a question for a report, not for a screen. */
const MOST_PAGES = 20

export interface Scan<Item> {
  connectionId: string
  first: number
  after: string | undefined
  /** Whether `toItem` may leave records out: then reading goes on, in whole pages, until enough are found. */
  filtered: boolean
  list(params: ListParams): Promise<NativePage>
  /** Undefined: not wanted. What it throws is the failure of that record alone. */
  toItem(native: unknown): Item | undefined
}

/** The first matching records of a list after a position. */
export async function scanList<Item>({
  connectionId,
  first,
  after,
  filtered,
  list,
  toItem,
}: Scan<Item>): Promise<Page<Listed<Item>>> {
  const items: Listed<Item>[] = []
  let position = after
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await list({
      limit: page > 0 ? LARGEST_PAGE : filtered ? Math.min(2 * first + 10, LARGEST_PAGE) : first,
      ...(position === undefined ? {} : { starting_after: position }),
    })
    items.push(...listedOf(connectionId, answer.data, toItem))
    const last = answer.data.at(-1)
    if (items.length > first) return { items: items.slice(0, first), hasNextPage: true }
    if (!answer.has_more || !last) return { items, hasNextPage: false }
    if (!filtered) return { items, hasNextPage: true }
    position = last.id
  }
  throw new WeftError('LIMIT_EXCEEDED', 'too many records to look through for one page')
}

/** Every record of a list that is short by nature. */
export async function readWhole<Item>(
  scan: Pick<Scan<Item>, 'connectionId' | 'list' | 'toItem'>,
): Promise<Listed<Item>[]> {
  const everything = { first: MOST_PAGES * LARGEST_PAGE, after: undefined, filtered: true }
  const { items } = await scanList({ ...scan, ...everything })
  return items
}
