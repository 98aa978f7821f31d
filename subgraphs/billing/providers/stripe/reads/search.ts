import { z } from 'zod'
import type { Answer } from '#shared/answer.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { reference } from '../native.ts'
import { listedOf } from '../to-canonical/listed.ts'
import { answerEach, chunksOf } from './reading.ts'

/** A query has at most ten clauses. https://docs.stripe.com/search#search-query-language (read 2026-11-22) */
export const MOST_CLAUSES = 10
/** Lists are consistent, searches lag: below this many keys, lists cost about the same. */
export const SEARCH_FROM = 3

export interface SearchAnswer {
  data: readonly unknown[]
  has_more: boolean
}

/** `customer:'cus_1' OR customer:'cus_2'` */
export function anyOf(field: string, values: readonly string[]): string {
  return values.map((value) => `${field}:'${value.replaceAll(/[\\']/g, '\\$&')}'`).join(' OR ')
}

/** One customer's (or product's) page among many that are wanted together. */
export interface PageRequest {
  first: number
  after: string | undefined
}

export interface ManyLists<Request extends PageRequest, Item> {
  connectionId: string
  /** The field that the search endpoint knows the owner by, and a record names it in. */
  field: 'customer' | 'product'
  ownerOf(request: Request): string
  /** Consistent, one call or more for each request. */
  listOne(request: Request): Promise<Page<Listed<Item>>>
  search(query: string): Promise<SearchAnswer>
  /** Undefined: not wanted by anybody. What it throws is the failure of that record alone. */
  toItem(native: unknown): Item | undefined
  isWanted(item: Item, request: Request): boolean
}

/**
 * Pages of many owners: ten owners to a search, newest first. Whoever was crowded out of a full answer by busy
 * neighbours is searched for again without them; whoever is still left, and whoever continues a page, is asked for alone.
 */
export async function listForMany<Request extends PageRequest, Item extends object>(
  requests: readonly Request[],
  many: ManyLists<Request, Item>,
): Promise<Answer<Page<Listed<Item>>>[]> {
  const fresh = requests.filter(({ after }) => after === undefined)
  const owners = [...new Set(fresh.map(many.ownerOf))]
  const found = new Map<Request, Page<Listed<Item>> | WeftError>()
  const searchFor = async (chunk: readonly string[]): Promise<void> => {
    if (chunk.length < SEARCH_FROM) return
    const asked = fresh.filter((request) => !found.has(request) && chunk.includes(many.ownerOf(request)))
    for (const [request, page] of await searchPages(asked, chunk, many)) found.set(request, page)
    const left = new Set(asked.filter((request) => !found.has(request)).map(many.ownerOf))
    if (left.size < chunk.length) await searchFor([...left])
  }
  if (owners.length >= SEARCH_FROM) await Promise.all(chunksOf(owners, MOST_CLAUSES).map(searchFor))
  return answerEach(requests, async (request) => {
    const page = found.get(request)
    if (isWeftError(page)) throw page
    return page ?? many.listOne(request)
  })
}

async function searchPages<Request extends PageRequest, Item extends object>(
  requests: readonly Request[],
  owners: readonly string[],
  many: ManyLists<Request, Item>,
): Promise<[Request, Page<Listed<Item>> | WeftError][]> {
  try {
    const answer = await many.search(anyOf(many.field, owners))
    const ofOwner = Map.groupBy(answer.data, (native) => ownerIn(native, many.field))
    // Whose the others are cannot be read: every owner might miss one, and is asked alone.
    if (ofOwner.has(undefined)) return []
    return requests.flatMap((request): [Request, Page<Listed<Item>>][] => {
      const natives = (ofOwner.get(many.ownerOf(request)) ?? []).toSorted(newestFirst)
      const own = listedOf(many.connectionId, natives, many.toItem).filter(
        (item) => isUnreadable(item) || many.isWanted(item, request),
      )
      const crowdedOut = answer.has_more && own.length <= request.first
      if (crowdedOut) return []
      return [[request, { items: own.slice(0, request.first), hasNextPage: own.length > request.first }]]
    })
  } catch (error) {
    // Accounts in some regions cannot search.
    if (isWeftError(error, 'REJECTED_BY_SYSTEM')) return []
    if (isWeftError(error)) return requests.map((request) => [request, error])
    throw error
  }
}

/** Whose a record is; undefined where that cannot be read. */
export function ownerIn(native: unknown, field: string): string | undefined {
  return z.looseObject({ [field]: reference }).safeParse(native).data?.[field] as string | undefined
}

/** A search has no order that is promised. */
function newestFirst(one: unknown, other: unknown): number {
  const createdOf = (native: unknown): number => Created.parse(native).created
  return createdOf(other) - createdOf(one)
}

const Created = z.object({ created: z.number().catch(0) })
