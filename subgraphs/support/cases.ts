import type { NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import { decodePosition, encodePosition } from './case-position.ts'
import { maySeeCustomer } from '#shared/subgraph/visibility.ts'
import { type Page, parsePageArguments } from '#shared/page.ts'
import type { Context } from './context.ts'
import type { CaseMapper } from './mappers.ts'
import type { CaseRecord, CaseStatus } from './provider.ts'

/** What the field `Customer.cases` is asked with. */
export interface CaseArguments {
  first?: number | null | undefined
  after?: string | null | undefined
  statuses?: readonly CaseStatus[] | null | undefined
}

export const CASES = 'Customer.cases'

/** A page of a customer's cases over all of its accounts in all support systems, newest first. */
export async function loadCasePage(
  customerId: string,
  { first, after, statuses }: CaseArguments,
  { loaders }: Context,
): Promise<{ page: Page<CaseMapper>; after: string | undefined }> {
  const position = parsePageArguments(CASES, { first: first ?? null, after: after ?? null })
  const links = await loaders.supportLinks.load(customerId)
  const accountsOf = Map.groupBy(links, ({ connectionId }) => connectionId)
  const pages = await Promise.all(
    [...accountsOf].map(([connectionId, accounts]) =>
      loaders.casePage.load({
        connectionId,
        accountIds: accounts.map(({ nativeId }) => nativeId),
        statuses: statuses ?? undefined,
        first: position.first,
        after: position.after === undefined ? undefined : decodePosition(position.after),
      }),
    ),
  )
  const merged = mergePages(pages, position.first)
  const items = await Promise.all(merged.items.map((record) => toCase(record, { loaders })))
  return { page: { items, hasNextPage: merged.hasNextPage }, after: position.after }
}

/** Each system answered its newest: the newest of them all are among those. */
function mergePages(pages: readonly Page<CaseRecord>[], first: number): Page<CaseRecord> {
  const items = pages.flatMap((page) => page.items).sort(newestFirst)
  return {
    items: items.slice(0, first),
    hasNextPage: items.length > first || pages.some(({ hasNextPage }) => hasNextPage),
  }
}

function newestFirst(one: CaseRecord, other: CaseRecord): number {
  const byTime = other.openedAt.getTime() - one.openedAt.getTime()
  return byTime || (other.nativeId < one.nativeId ? -1 : 1)
}

export const positionOf = ({ record }: CaseMapper): string => encodePosition(record)

/** A case with the id that it has, or now gets. */
export async function toCase(record: CaseRecord, { loaders }: Pick<Context, 'loaders'>): Promise<CaseMapper> {
  const { connectionId, objectType, nativeId } = record.source
  return {
    id: await loaders.ownId.load({ type: 'Case', ref: { connectionId, objectType, nativeId } }),
    record,
  }
}

/** A case by its canonical id; undefined when nothing is known by it, or its record is gone. */
export async function findCase(id: string, { loaders }: Context): Promise<CaseMapper | undefined> {
  const [link] = await loaders.supportLinks.load(id)
  const record = link && (await loaders.case.load(link))
  return record && { id, record }
}

/** The same, hidden from a caller who may not see its customer. */
export async function findVisibleCase(id: string, context: Context): Promise<CaseMapper | undefined> {
  const found = await findCase(id, context)
  if (!found) return undefined
  const customerId = await customerIdOf(found.record.account, context)
  return maySeeCustomer(context.request.caller, customerId) ? found : undefined
}

/** The customer that an account is; undefined while matching has not said. */
export async function customerIdOf(
  account: NativeRef | undefined,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<string | undefined> {
  return account && loaders.foundId.load({ type: 'Customer', ref: account })
}

/** The case that a reference of another subgraph must mean. */
export async function getCase(id: string, context: Context): Promise<CaseMapper> {
  const found = await findCase(id, context)
  if (!found) throw new WeftError('NOT_FOUND', 'the case is not there any more')
  return found
}
