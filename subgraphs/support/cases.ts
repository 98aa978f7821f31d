import { WeftError } from '#shared/errors.ts'
import { asNode, isUnreadable, type Listed } from '#shared/listed.ts'
import {
  compareNewestFirst,
  formatPosition,
  mergePages,
  type Position,
  parsePosition,
} from '#shared/newest-first.ts'
import { type Connection, type PageInput, parsePageArguments, toConnection } from '#shared/page.ts'
import { findRecord, listedWithIds, onlyVisible } from '#shared/subgraph/records.ts'
import type { Context } from './context.ts'
import type { CaseMapper } from './mappers.ts'
import type { CaseRecord, CaseStatus } from './provider.ts'

/** What the field `Customer.cases` is asked with. */
export interface CaseArguments extends PageInput {
  statuses?: readonly CaseStatus[] | null | undefined
}

const CASES = 'Customer.cases'

/** A page of a customer's cases over all of its accounts in all support systems, newest first. */
export async function loadCases(
  customerId: string,
  { statuses, ...input }: CaseArguments,
  context: Context,
): Promise<Connection<CaseMapper | null>> {
  const { ids, loaders } = context
  const { first, after } = parsePageArguments(CASES, input)
  const position = after === undefined ? undefined : parsePosition(after)
  const links = await ids.linksOf(customerId, 'SUPPORT')
  const accountsOf = Map.groupBy(links, ({ connectionId }) => connectionId)
  const pages = await Promise.all(
    [...accountsOf].map(([connectionId, accounts]) =>
      loaders.casePage.load({
        connectionId,
        accountIds: accounts.map(({ nativeId }) => nativeId),
        statuses: statuses ?? undefined,
        first,
        after: position,
      }),
    ),
  )
  const known = pages.filter((page) => page !== undefined)
  const { items, hasNextPage } = mergePages(known, first, (one, other) =>
    compareNewestFirst(positionOf(one), positionOf(other)),
  )
  const page = { items: await listedWithIds('Case', items, context), hasNextPage }
  return toConnection(CASES, page, after, {
    positionOf: (item) => formatPosition(positionOf(isUnreadable(item) ? item : item.record)),
    nodeOf: (item) => (isUnreadable(item) ? asNode(item) : item),
  })
}

function positionOf(item: Listed<CaseRecord>): Position {
  return { at: isUnreadable(item) ? item.createdAt : item.openedAt, nativeId: item.source.nativeId }
}

/** A case by its canonical id; undefined when nothing is known by it, or its record is gone. */
async function findCase(id: string, context: Context): Promise<CaseMapper | undefined> {
  const record = await findRecord({ type: 'Case', id, domain: 'SUPPORT' }, context.loaders.case, context)
  return record && { id, record }
}

/** The same, hidden from a caller who may not see its customer. */
export async function findVisibleCase(id: string, context: Context): Promise<CaseMapper | null> {
  const found = await findCase(id, context)
  return found && (await onlyVisible(found.record, context)) ? found : null
}

/** The case that a reference of another subgraph must mean. */
export async function getCase(id: string, context: Context): Promise<CaseMapper> {
  const found = await findCase(id, context)
  if (!found) throw new WeftError('NOT_FOUND', 'the case is not there any more')
  return found
}
