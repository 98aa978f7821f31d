import { type Answer, answerOf } from '#shared/answer.ts'
import { dayOf } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import { type Listed, toUnreadable } from '#shared/listed.ts'
import type { Position } from '#shared/newest-first.ts'
import type { Page } from '#shared/page.ts'
import { type OrderListRequest, type OrderRecord, positionOfOrder } from '../../provider.ts'
import type { LoadRows } from './batch.ts'
import type { SuiteQlRow } from './native.ts'
import { type OrderPage, orderPageNeed } from './queries/orders.ts'
import { groupRows, loadRows, numbersOf } from './reads.ts'
import { toOrder, toStatusFilter } from './to-canonical/order.ts'
import type { Mapping } from './to-canonical/row.ts'

type OrderPageAnswer = Answer<Page<Listed<OrderRecord>>>
const EMPTY: Page<Listed<OrderRecord>> = { items: [], hasNextPage: false }

/** Pages of orders; requests that differ in the customer alone are one need. */
export async function listOrders(
  { load, mapping }: { load: LoadRows; mapping: Mapping },
  requests: readonly OrderListRequest[],
  call: CallContext,
): Promise<OrderPageAnswer[]> {
  const alike = Map.groupBy(requests, ({ first, after, statuses }) =>
    JSON.stringify([first, after, statuses]),
  )
  const answers = new Map<OrderListRequest, OrderPageAnswer>()
  await Promise.all(
    [...alike.values()].map(async (group) => {
      const rows = await readGroup(load, group, { mapping, call })
      for (const request of group)
        answers.set(request, rows instanceof WeftError ? rows : toPage(request, rows, mapping))
    }),
  )
  return requests.map((request) => answers.get(request))
}

async function readGroup(
  load: LoadRows,
  group: readonly OrderListRequest[],
  { mapping, call }: { mapping: Mapping; call: CallContext },
): Promise<SuiteQlRow[] | WeftError> {
  const [request] = group
  const page = request && answerOf(() => toOrderPage(request))
  if (page === undefined || page instanceof WeftError) return page ?? []
  if (page.statuses && page.statuses.letters.length === 0) return []
  const entities = numbersOf(group.map(({ customerNativeId }) => customerNativeId))
  return loadRows(load, entities, (part) => orderPageNeed({ ...page, entities: part }, mapping.fields), call)
}

/** One order more than asked for says whether a next page exists. */
function toOrderPage({ first, after, statuses }: OrderListRequest): Omit<OrderPage, 'entities'> {
  return {
    count: first + 1,
    after: after && toNativePosition(after),
    statuses: statuses && toStatusFilter(statuses),
  }
}

/** Internal ids are numbers: nothing else may stand in the statement. */
function toNativePosition({ at, nativeId }: Position): { day: string; id: string } {
  if (!/^\d{1,15}$/.test(nativeId)) throw new WeftError('INVALID_CURSOR', 'not a position among orders')
  return { day: dayOf(at), id: nativeId }
}

function toPage(request: OrderListRequest, rows: readonly SuiteQlRow[], mapping: Mapping): OrderPageAnswer {
  const own = rows.filter(({ entity }) => entity === request.customerNativeId)
  if (own.length === 0) return EMPTY
  const orders = [...groupRows(own, 'id')].map(([id, lines]) => toListedOrder(id, lines, mapping))
  orders.sort(newestFirst)
  return { items: orders.slice(0, request.first), hasNextPage: orders.length > request.first }
}

function toListedOrder(id: string, lines: readonly SuiteQlRow[], mapping: Mapping): Listed<OrderRecord> {
  const order = answerOf(() => toOrder(inLineOrder(lines), mapping))
  if (!(order instanceof WeftError)) return order
  const orderedOn = new Date(`${lines[0]?.date}T00:00:00Z`)
  const createdAt = Number.isNaN(orderedOn.getTime()) ? mapping.clock.now() : orderedOn
  const source = { connectionId: mapping.connectionId, objectType: 'salesOrder', nativeId: id }
  return toUnreadable(source, createdAt, order)
}

export const inLineOrder = (rows: readonly SuiteQlRow[]): SuiteQlRow[] =>
  rows.toSorted((one, other) => Number(one.line ?? 0) - Number(other.line ?? 0))

function newestFirst(one: Listed<OrderRecord>, other: Listed<OrderRecord>): number {
  const days = positionOfOrder(other).at.getTime() - positionOfOrder(one).at.getTime()
  return days || Number(other.source.nativeId) - Number(one.source.nativeId)
}
