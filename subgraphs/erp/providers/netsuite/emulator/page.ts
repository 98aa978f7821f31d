import { problem, Refusal } from './problems.ts'

const MAX_PAGE = 1000

export interface Page {
  limit: number
  offset: number
}

/** `limit` of at most 1000 and `offset`, a multiple of it. */
export function readPage(query: URLSearchParams): Page {
  const limit = Number(query.get('limit') ?? MAX_PAGE)
  const offset = Number(query.get('offset') ?? 0)
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    throw badPage('limit', `between 1 and ${MAX_PAGE}`)
  if (!Number.isInteger(offset) || offset < 0 || offset % limit !== 0)
    throw badPage('offset', 'divisible by the value of the limit parameter')
  return { limit, offset }
}

const badPage = (name: string, rule: string): Refusal =>
  new Refusal(
    problem(400, 'INVALID_PARAMETER', `Invalid value of the query parameter '${name}': it must be ${rule}.`, {
      'o:errorQueryParam': name,
    }),
  )

/** One page of all items with the links around it. `query` is what follows limit and offset in those links. */
export function envelope(
  items: readonly unknown[],
  { limit, offset }: Page,
  { path, query = '' }: { path: string; query?: string },
): Record<string, unknown> {
  const page = items.slice(offset, offset + limit)
  const hasMore = offset + limit < items.length
  const link = (rel: string, at: number) => ({
    rel,
    href: `${path}?limit=${limit}&offset=${at}${query}`,
  })
  return {
    links: [
      ...(offset > 0 ? [link('previous', offset - limit), link('first', 0)] : []),
      ...(hasMore ? [link('next', offset + limit)] : []),
      ...(hasMore ? [link('last', Math.floor((items.length - 1) / limit) * limit)] : []),
      link('self', offset),
    ],
    count: page.length,
    hasMore,
    items: page,
    offset,
    totalResults: items.length,
  }
}
