import { randomBytes } from 'node:crypto'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { compareBy, matches, parseQuery } from './encoded-query.ts'
import { failure, invalidTable, noRecord } from './errors.ts'
import { presentRow, readPresentation } from './present.ts'
import { fieldsOf, type Instance, type InstanceRow, type InstanceTable, rowsOf, stamp } from './state.ts'

type Context = EmulatorContext<Instance>

const DEFAULT_LIMIT = 10_000

/** `GET /api/now[/v1|/v2]/table/{table}` */
export function listRecords(request: EmulatorRequest, context: Context): EmulatorResponse {
  const { state, baseUrl } = context
  const name = request.params.table ?? ''
  if (!state.tables.has(name)) return invalidTable(name)
  const found = findMatches(state, name, request.query)
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

function findMatches(state: Instance, table: string, query: URLSearchParams): InstanceRow[] {
  const pairs = [...query]
    .filter(([key]) => !key.startsWith('sysparm_'))
    .map(([key, value]) => `${key}=${value}`)
  const parsed = parseQuery(state, table, query.get('sysparm_query') ?? pairs.join('^'))
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

/** `POST …/table/{table}` */
export function insertRecord(request: EmulatorRequest, { state, now, baseUrl }: Context): EmulatorResponse {
  const name = request.params.table ?? ''
  const table = state.tables.get(name)
  if (!table) return invalidTable(name)
  const written = readBody(request)
  if (!written) return unreadable()
  const at = stamp(now())
  const row: InstanceRow = {
    ...Object.fromEntries([...fieldsOf(state, table).keys()].map((field) => [field, ''])),
    ...knownFields(state, table, written),
    sys_id: written.sys_id ?? randomBytes(16).toString('hex'),
    sys_mod_count: '0',
    sys_created_on: at,
    sys_updated_on: at,
  }
  if (table.numberPrefix !== undefined && row.number === '') row.number = nextNumber(table)
  table.rows.set(row.sys_id ?? '', row)
  return {
    status: 201,
    headers: { Location: `${baseUrl}/api/now/table/${name}/${row.sys_id}` },
    body: { result: presentRow(state, name, row, readPresentation(request.query, baseUrl)) },
  }
}

/** `PATCH …/table/{table}/{sys_id}`; the platform treats PUT alike. */
export function updateRecord(request: EmulatorRequest, { state, now, baseUrl }: Context): EmulatorResponse {
  const found = locate(request, state)
  if ('status' in found) return found
  const written = readBody(request)
  if (!written) return unreadable()
  const { table, row } = found
  Object.assign(row, knownFields(state, table, written), {
    sys_mod_count: String(Number(row.sys_mod_count ?? '0') + 1),
    sys_updated_on: stamp(now()),
  })
  return {
    status: 200,
    body: { result: presentRow(state, table.name, row, readPresentation(request.query, baseUrl)) },
  }
}

/** `DELETE …/table/{table}/{sys_id}` */
export function deleteRecord(request: EmulatorRequest, { state }: Context): EmulatorResponse {
  const found = locate(request, state)
  if ('status' in found) return found
  found.table.rows.delete(found.row.sys_id ?? '')
  return { status: 204 }
}

function locate(
  request: EmulatorRequest,
  state: Instance,
): EmulatorResponse | { table: InstanceTable; row: InstanceRow } {
  const { table: name = '', sysId = '' } = request.params
  const table = state.tables.get(name)
  if (!table) return invalidTable(name)
  const row = state.hidden.has(`${name}/${sysId}`) ? undefined : table.rows.get(sysId)
  return row ? { table, row } : noRecord()
}

/** What may be written: fields that exist, and none of the platform's own. */
function knownFields(state: Instance, table: InstanceTable, written: InstanceRow): InstanceRow {
  const fields = fieldsOf(state, table)
  return Object.fromEntries(
    Object.entries(written).filter(([name]) => fields.has(name) && !name.startsWith('sys_')),
  )
}

function readBody({ body }: EmulatorRequest): InstanceRow | undefined {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(Object.entries(value).map(([name, cell]) => [name, String(cell ?? '')]))
}

const unreadable = (): EmulatorResponse =>
  failure(400, 'Exception while reading request', 'The payload is not valid JSON')

function nextNumber({ numberPrefix = '', rows }: InstanceTable): string {
  const numbers = [...rows.values()].map((row) => Number(row.number?.slice(numberPrefix.length)) || 0)
  return numberPrefix + String(Math.max(0, ...numbers) + 1).padStart(7, '0')
}

function numberOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  return text !== null && /^\d+$/.test(text) ? Number(text) : otherwise
}
