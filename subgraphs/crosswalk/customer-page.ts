import { WeftError } from '#shared/errors.ts'
import { assertId } from '#shared/global-id.ts'
import { parsePageArguments, toConnection } from '#shared/page.ts'
import type { QueryCustomersArgs } from './__generated__/resolvers.ts'
import type { Context } from './context.ts'
import { type CustomerOrder, type CustomerPosition, type CustomerQuery, positionOf } from './customers.ts'

const MAX_TEXT = 200

type Unpaged = Omit<CustomerQuery, 'first' | 'after'>
type Asked = Unpaged & { first: number | null; after: string | null }

/** Reads the arguments of `customers`. Null for a filter means: not filtered. */
export function toCustomerQuery(
  { first, after, filter, sort }: QueryCustomersArgs,
  { crosswalk }: Context,
): Asked {
  const text = filter?.text?.trim()
  if (text !== undefined && (text === '' || text.length > MAX_TEXT))
    throw new WeftError('INVALID_ARGUMENT', `filter.text must have 1 to ${MAX_TEXT} characters`)
  for (const id of filter?.businessUnitIds ?? []) assertId('BusinessUnit', id)
  return {
    order: sort ?? 'NAME_ASC',
    first: first ?? null,
    after: after ?? null,
    text,
    businessUnitKeys: filter?.businessUnitIds?.flatMap((id) => crosswalk.businessUnits.byId(id)?.key ?? []),
    statuses: filter?.statuses?.length ? filter.statuses : undefined,
    updatedAfter: filter?.updatedAfter == null ? undefined : new Date(filter.updatedAfter),
  }
}

/** One page of the customers that the caller may see. `kind` names the connection in its cursors. */
export async function listCustomers({ crosswalk, request }: Context, kind: string, asked: Asked) {
  const { first, after } = parsePageArguments(kind, asked)
  const { order, businessUnitKeys } = asked
  const { customerIds, businessUnits } = request.caller
  const page = await crosswalk.customers.listCustomers({
    ...asked,
    first,
    after: after === undefined ? undefined : parsePosition(kind, order, after),
    ids: customerIds,
    businessUnitKeys:
      businessUnitKeys?.filter((key) => businessUnits?.includes(key) ?? true) ?? businessUnits,
  })
  return toConnection(kind, page, after, {
    positionOf: (row) => {
      const { value, id } = positionOf(row, order)
      return JSON.stringify([value, id])
    },
    nodeOf: (row) => ({ id: row.id, row }),
  })
}

function parsePosition(kind: string, order: CustomerOrder, text: string): CustomerPosition {
  const [value, id] = readPair(text)
  const isPosition =
    typeof value === 'string' &&
    typeof id === 'string' &&
    (order === 'NAME_ASC' || !Number.isNaN(new Date(value).getTime()))
  if (!isPosition) throw new WeftError('INVALID_CURSOR', `not a cursor of ${kind}`)
  return { value, id }
}

function readPair(text: string): unknown[] {
  try {
    const pair: unknown = JSON.parse(text)
    return Array.isArray(pair) ? pair : []
  } catch {
    return []
  }
}
