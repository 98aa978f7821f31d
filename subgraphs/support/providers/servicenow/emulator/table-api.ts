import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { compareBy, holdsScript, matches, parseQuery } from './encoded-query.ts'
import { invalidTable, noRecord, scriptNotRun } from './errors.ts'
import { presentRow, readPresentation } from './present.ts'
import { findField, findRow, type Instance, type InstanceRow, type InstanceTable, rowsOf } from './state.ts'
import { valueOfDisplay } from './display.ts'

type Context = EmulatorContext<Instance>

const DEFAULT_LIMIT = 10_000

/** `GET /api/now[/v1|/v2]/table/{table}` */
export function listRecords(request: EmulatorRequest, context: Context): EmulatorResponse {
  const { state, baseUrl } = context
  const name = request.params.table ?? ''
  if (!state.tables.has(name)) return invalidTable(name)
  const query = queryOf(state, name, request.query)
  if (holdsScript(query)) return scriptNotRun()
  const found = findMatches(context, name, query)
  const limit = numberOf(request.query, 'sysparm_limit', DEFAULT_LIMIT)
  const offset = numberOf(request.query, 'sysparm_offset', 0)
  // The platform limits first and takes out what the user may not read afterwards: a page may be short.
  const readable = found
    .slice(offset, offset + limit)
    .filter((row) => !state.hidden.has(`${name}/${row.sys_id}`))
  if (readable.length === 0 && request.params.version === 'v1') return noRecord()
  const presentation = readPresentation(request.query, baseUrl)
  return {
    status: 200,
    headers: {
      ...(request.query.get('sysparm_no_count') === 'true' ? {} : { 'X-Total-Count': String(found.length) }),
      ...(request.query.get('sysparm_suppress_pagination_header') === 'true'
        ? {}
        : { Link: linkHeader(request, baseUrl, { offset, limit, total: found.length }) }),
    },
    body: { result: readable.map((row) => presentRow(state, name, row, presentation)) },
  }
}

/** `sysparm_query`, or the conditions given as pairs, whose values may be what the platform shows. */
function queryOf(state: Instance, table: string, query: URLSearchParams): string {
  const encoded = query.get('sysparm_query')
  if (encoded !== null) return encoded
  return [...query]
    .filter(([key]) => !key.startsWith('sysparm_'))
    .map(([key, value]) => {
      const field = findField(state, table, key)
      return `${key}=${field ? valueOfDisplay(state, field, value) : value}`
    })
    .join('^')
}

function findMatches({ state, now }: Context, table: string, query: string): InstanceRow[] {
  const parsed = parseQuery({ instance: state, table, now: now() }, query)
  const strict = state.properties.get('glide.invalid_query.returns_no_rows') === 'true'
  if (parsed.invalid.length > 0 && strict) return []
  return rowsOf(state, table)
    .filter((row) => matches(parsed, row))
    .sort(compareBy(state, table, parsed))
}

function linkHeader(
  request: EmulatorRequest,
  baseUrl: string,
  { offset, limit, total }: { offset: number; limit: number; total: number },
): string {
  const to = (rel: string, start: number): string => {
    const query = new URLSearchParams(request.query)
    query.set('sysparm_limit', String(limit))
    query.set('sysparm_offset', String(start))
    return `<${baseUrl}${request.path}?${query}>;rel="${rel}"`
  }
  const last = limit > 0 ? Math.max(0, Math.floor((total - 1) / limit) * limit) : 0
  return [
    to('first', 0),
    ...(offset > 0 ? [to('prev', Math.max(0, offset - limit))] : []),
    ...(offset + limit < total ? [to('next', offset + limit)] : []),
    to('last', last),
  ].join(',')
}

/** `GET …/table/{table}/{sys_id}` */
export function readRecord(request: EmulatorRequest, { state, baseUrl }: Context): EmulatorResponse {
  const found = locate(request, state)
  if ('status' in found) return found
  const presentation = readPresentation(request.query, baseUrl)
  return { status: 200, body: { result: presentRow(state, found.table.name, found.row, presentation) } }
}

/** The record that a path names, or the answer that there is none. */
export function locate(
  { params }: EmulatorRequest,
  state: Instance,
): EmulatorResponse | { table: InstanceTable; row: InstanceRow } {
  const { table: name = '', sysId = '' } = params
  const table = state.tables.get(name)
  if (!table) return invalidTable(name)
  // A record may stand in a table that extends the one asked.
  const found = state.hidden.has(`${name}/${sysId}`) ? undefined : findRow(state, name, sysId)
  return found ?? noRecord()
}

function numberOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  return text !== null && /^\d+$/.test(text) ? Number(text) : otherwise
}
