import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'
import { createReadCollector } from './read-collector.ts'
import type { ServiceNowClient } from './client.ts'
import { readResult } from './errors.ts'
import type { Table } from './native.ts'
import { type Condition, encodeQuery, fieldsOf, type Query } from './query.ts'

/** Rows as they came, by the vendor's field names; `parseRow` reads one. */
export type RawRow = Readonly<Record<string, unknown>>

export interface TablePage {
  rows: RawRow[]
  /** True also where the page is short because the instance hid rows after it had counted them. */
  hasMore: boolean
}

/** Reads the Table API, version 2 (version 1 answers 404 for an empty list). */
export interface TableReader {
  readPage<Field extends string>(
    table: Table<Field>,
    query: Query<Field> & { limit: number },
    call: CallContext,
  ): Promise<TablePage>
  /** Every row that matches, by pages in the order of `sys_id`, so that deletions between two pages lose none. */
  readAll<Field extends string>(
    table: Table<Field | 'sysId'>,
    conditions: readonly Condition<Field | 'sysId'>[],
    call: CallContext,
  ): Promise<RawRow[]>
}

const PAGE_ROWS = 1_000
/** Pages in a row of which nothing may be read before we stop looking further. */
const EMPTY_PAGES = 5

const Rows = z.array(z.record(z.string(), z.unknown()))

export function createTableReader(client: ServiceNowClient, system: string): TableReader {
  const collector = createReadCollector(client, system)

  const readPage: TableReader['readPage'] = async (table, query, call) => {
    for (let page = 0; page < EMPTY_PAGES; page += 1) {
      const response = await collector.read(pathOf(table, query, page * query.limit), call)
      const rows = Rows.safeParse(readResult(response, system))
      if (!rows.success)
        throw new WeftError('INVALID_RESPONSE', `the answer for ${table.name} holds no rows`, { system })
      assertFieldsExist(table, query, rows.data, system)
      const hasMore = namesNextPage(response) || rows.data.length >= query.limit
      // An instance takes out what we may not read after it has counted the page: an empty one need not be the last.
      if (rows.data.length > 0 || !hasMore) return { rows: rows.data, hasMore }
    }
    throw new WeftError('FORBIDDEN', `the integration user may read next to nothing of ${table.name}`, {
      system,
    })
  }

  const readAll: TableReader['readAll'] = async (table, conditions, call) => {
    const rows: RawRow[] = []
    for (;;) {
      const last = rows.at(-1)?.[table.fields.sysId]
      const page = await readPage(
        table,
        {
          anyOf: [last === undefined ? conditions : [...conditions, ['sysId', '>', String(last)] as const]],
          orderBy: ['sysId'],
          limit: PAGE_ROWS,
        },
        call,
      )
      rows.push(...page.rows)
      if (!page.hasMore) return rows
    }
  }
  return { readPage, readAll }
}

function pathOf<Field extends string>(
  { name, fields }: Table<Field>,
  query: Query<Field> & { limit: number },
  offset: number,
): string {
  const parameters = new URLSearchParams({
    sysparm_query: encodeQuery(fields, query),
    sysparm_fields: [...new Set(Object.values<string>(fields))].join(','),
    sysparm_limit: String(query.limit),
    ...(offset > 0 ? { sysparm_offset: String(offset) } : {}),
    sysparm_exclude_reference_link: 'true',
  })
  return `/api/now/v2/table/${name}?${parameters}`
}

/**
 * The vendor ignores a field that does not exist, in the list of fields and in the query. A condition ignored answers
 * the rows of everybody; its field is missing from the rows then, and that is how we notice.
 */
function assertFieldsExist<Field extends string>(
  { name, fields }: Table<Field>,
  query: Query<Field>,
  rows: readonly RawRow[],
  system: string,
): void {
  const [row] = rows
  if (!row) return
  const missing = fieldsOf(query)
    .map((field) => fields[field])
    .find((field) => !Object.hasOwn(row, field))
  if (missing === undefined) return
  throw new WeftError('NOT_CONFIGURED', `${name} has no field ${missing} that Weft may read`, { system })
}

function namesNextPage({ headers }: VendorResponse): boolean {
  return /rel="?next"?/.test(String(headers.link ?? ''))
}
