import type { SQLInputValue } from 'node:sqlite'
import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { type Cell, cellText, countParameters, toEngineSql } from './oracle-sql.ts'
import { envelope, readPage } from './page.ts'
import { invalidQuery, problem } from './problems.ts'
import type { Context, NetSuiteState } from './state.ts'

export const SUITEQL_PATH = '/services/rest/query/v1/suiteql'
const MAX_ROWS = 100_000

type Item = Record<string, unknown>
interface Query {
  q: string
  params: SQLInputValue[]
}

/** `POST /query/v1/suiteql`: a SELECT, its bound parameters, one page of rows in which every value is text. */
export function runSuiteQl(request: EmulatorRequest, context: Context): EmulatorResponse {
  if (!/\btransient\b/.test(String(request.headers.prefer ?? ''))) {
    return problem(400, 'INVALID_HEADER', "The header 'Prefer' must have the value 'transient'.", {
      'o:errorHeader': 'Prefer',
    })
  }
  const page = readPage(request.query)
  const query = readQuery(request.body.toString('utf8'))
  if ('status' in query) return query
  const items = execute(query, context.state)
  if ('status' in items) return items
  return { status: 200, body: envelope(items, page, { path: context.baseUrl + SUITEQL_PATH }) }
}

function readQuery(body: string): Query | EmulatorResponse {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return problem(400, 'INVALID_CONTENT', 'The request body is not valid JSON.')
  }
  const { q, params = [] } = parsed as { q?: unknown; params?: unknown }
  if (typeof q !== 'string')
    return problem(400, 'INVALID_CONTENT', "The property 'q' is required.", { 'o:errorPath': 'q' })
  if (!Array.isArray(params) || params.length !== countParameters(q)) {
    return invalidQuery('Search error occurred: the number of parameters does not match.')
  }
  if (!/^\s*SELECT\b/i.test(q)) return invalidQuery('Search error occurred: Invalid or unsupported search.')
  return { q, params: params as SQLInputValue[] }
}

function execute({ q, params }: Query, { database }: NetSuiteState): Item[] | EmulatorResponse {
  try {
    const statement = database.prepare(toEngineSql(q))
    const types = new Map(statement.columns().map(({ name, type }) => [name, type]))
    const rows = statement.all(...params) as Record<string, Cell>[]
    return rows.slice(0, MAX_ROWS).map((row) => toItem(row, types))
  } catch (error) {
    return invalidQuery(explain(error instanceof Error ? error.message : String(error)))
  }
}

/** Lower-case keys; a null column is left out. */
function toItem(row: Record<string, Cell>, types: ReadonlyMap<string, string | null>): Item {
  const item: Item = { links: [] }
  for (const [name, value] of Object.entries(row)) {
    const text = cellText(value, types.get(name) ?? null)
    if (text !== undefined) item[name.toLowerCase()] = text
  }
  return item
}

/** The engine's complaint in NetSuite's words. */
function explain(message: string): string {
  const table = /no such table: (?:main\.)?(\S+)/.exec(message)?.[1]
  if (table) return `Invalid search type: ${table}.`
  const column = /no such column: (?:\w+\.)?(\w+)/.exec(message)?.[1]
  if (column) return `Search error occurred: Unknown identifier '${column}'.`
  return 'Search error occurred: Invalid or unsupported search.'
}
