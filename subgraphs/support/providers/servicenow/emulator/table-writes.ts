import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { invalidTable, unreadable } from './errors.ts'
import { presentRow, readPresentation } from './present.ts'
import type { Instance, InstanceRow } from './state.ts'
import { locate } from './table-api.ts'
import { readPairs, writableCells } from './write/input.ts'
import { deleteRow, insertRow, updateRow } from './write/write-row.ts'

type Context = EmulatorContext<Instance>

/** `POST /api/now[/v1|/v2]/table/{table}` */
export function insertRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const { state, baseUrl } = context
  const name = request.params.table ?? ''
  const table = state.tables.get(name)
  if (!table) return invalidTable(name)
  const pairs = readPairs(request)
  if (!pairs) return unreadable()
  // Not on any page, but instances take it: a create that can be asked for twice.
  const sysId = /^[0-9a-f]{32}$/.test(pairs.sys_id ?? '') ? pairs.sys_id : undefined
  const row = insertRow(context, table, writableCells(state, table, pairs, areDisplayed(request)), sysId)
  return {
    status: 201,
    headers: { Location: `${baseUrl}/api/now/table/${name}/${row.sys_id}` },
    ...bodyOf(request, context, name, row),
  }
}

/** `PATCH …/table/{table}/{sys_id}`; the platform treats PUT alike. */
export function updateRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const { state } = context
  const found = locate(request, state)
  if ('status' in found) return found
  const pairs = readPairs(request)
  if (!pairs) return unreadable()
  updateRow(context, found, writableCells(state, found.table, pairs, areDisplayed(request)))
  const answer = bodyOf(request, context, found.table.name, found.row)
  return { status: 'body' in answer ? 200 : 204, ...answer }
}

/** `DELETE …/table/{table}/{sys_id}` */
export function deleteRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const found = locate(request, context.state)
  if ('status' in found) return found
  deleteRow(context, found)
  return { status: 204 }
}

const areDisplayed = ({ query }: EmulatorRequest): boolean =>
  query.get('sysparm_input_display_value') === 'true'

/** The record as it is now, unless the caller wants no body. */
function bodyOf(
  { headers, query }: EmulatorRequest,
  { state, baseUrl }: Context,
  table: string,
  row: InstanceRow,
): Pick<EmulatorResponse, 'body'> {
  if (headers['x-no-response-body'] === 'true') return {}
  return { body: { result: presentRow(state, table, row, readPresentation(query, baseUrl)) } }
}
