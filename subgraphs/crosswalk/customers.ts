import type { Page } from '#shared/page.ts'
import type { Queryable } from '#shared/store/store.ts'
import { foldText } from './match-keys.ts'

/** A customer as the crosswalk itself knows it: enough for a list with every vendor down. */
export interface CustomerRow {
  id: string
  displayName: string
  sortName: string
  parentId: string | null
  businessUnitKey: string | null
  createdAt: Date
  updatedAt: Date
}

export type CustomerOrder = 'NAME_ASC' | 'UPDATED_DESC'

/** Where a customer stands in an order: the value it is sorted by and its id, which breaks ties. */
export interface CustomerPosition {
  value: string
  id: string
}

export interface CustomerQuery {
  order: CustomerOrder
  first: number
  after: CustomerPosition | undefined
  /** Part of the name, however it is written. */
  text?: string | undefined
  /** Keys; a customer without a unit is in none of them. */
  businessUnitKeys?: readonly string[] | undefined
  updatedAfter?: Date | undefined
  /** Any of these, as the CRM had it when it was last scanned; nobody's word for it counts as UNKNOWN. */
  statuses?: readonly string[] | undefined
  parentId?: string | undefined
  /** The only customers to look at. */
  ids?: readonly string[] | undefined
}

/** The list of customers, read from the store alone. */
export interface CustomerDirectory {
  /** In the order asked; a merged id answers the survivor's row, an unknown one undefined. */
  getCustomers(ids: readonly string[]): Promise<(CustomerRow | undefined)[]>
  listCustomers(query: CustomerQuery): Promise<Page<CustomerRow>>
}

const COLUMNS = `entities.id, entities.display_name as "displayName", entities.sort_name as "sortName",
  entities.parent_id as "parentId", entities.business_unit_key as "businessUnitKey",
  entities.created_at as "createdAt", entities.updated_at as "updatedAt"`

export function positionOf(row: CustomerRow, order: CustomerOrder): CustomerPosition {
  return { value: order === 'NAME_ASC' ? row.sortName : row.updatedAt.toISOString(), id: row.id }
}

export function createCustomerDirectory(store: Queryable): CustomerDirectory {
  return {
    async getCustomers(ids) {
      const rows = await store.query<CustomerRow & { asked: string }>(
        `select asked.id as asked, ${COLUMNS} from crosswalk.entities as asked
         join crosswalk.entities on entities.id = coalesce(asked.merged_into, asked.id)
         where asked.id = any($1) and asked.type = 'Customer'`,
        [ids],
      )
      const byId = new Map(rows.map(({ asked, ...row }) => [asked, row]))
      return ids.map((id) => byId.get(id))
    },
    async listCustomers(query) {
      const { sql, values } = toSql(query)
      const rows = await store.query<CustomerRow>(sql, values)
      return { items: rows.slice(0, query.first), hasNextPage: rows.length > query.first }
    },
  }
}

/** One row more than asked for tells whether a next page exists. */
function toSql(query: CustomerQuery): { sql: string; values: unknown[] } {
  const values: unknown[] = []
  const value = (given: unknown): string => `$${values.push(given)}`
  const conditions = ["type = 'Customer'", 'merged_into is null']
  const { after, text, businessUnitKeys, updatedAfter, statuses, parentId, ids } = query
  if (after !== undefined)
    conditions.push(
      query.order === 'NAME_ASC'
        ? `(sort_name, id) > (${value(after.value)}, ${value(after.id)})`
        : `(updated_at, id) < (${value(after.value)}::timestamptz, ${value(after.id)})`,
    )
  if (text !== undefined) conditions.push(`sort_name like ${value(`%${escapeLike(foldText(text))}%`)}`)
  if (businessUnitKeys !== undefined) conditions.push(`business_unit_key = any(${value(businessUnitKeys)})`)
  if (updatedAfter !== undefined) conditions.push(`updated_at > ${value(updatedAfter)}`)
  if (statuses !== undefined) conditions.push(`coalesce(status, 'UNKNOWN') = any(${value(statuses)})`)
  if (parentId !== undefined) conditions.push(`parent_id = ${value(parentId)}`)
  if (ids !== undefined) conditions.push(`id = any(${value(ids)})`)
  const order = query.order === 'NAME_ASC' ? 'sort_name, id' : 'updated_at desc, id desc'
  return {
    sql: `select ${COLUMNS} from crosswalk.entities where ${conditions.join(' and ')}
          order by ${order} limit ${value(query.first + 1)}`,
    values,
  }
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')
