import { randomBytes } from 'node:crypto'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { displayFieldOf } from '../display.ts'
import { invalidTable, noRecord, unreadable } from '../errors.ts'
import { findRow, type Instance, type InstanceRow } from '../state.ts'
import { blankRow, stamp } from '../state.ts'
import { isObject, readJson, readPairs, toText } from '../write/input.ts'
import { insertRow, updateRow } from '../write/write-row.ts'
import { transformRow } from './transform.ts'
import { TRANSFORM_MAPS, type TransformMap } from './transform-maps.ts'

/** https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ImportSetAPI.html */
type Context = EmulatorContext<Instance>

/** `POST /api/now/import/{stagingTable}`: one row, transformed before the answer. */
export function importRow(request: EmulatorRequest, context: Context): EmulatorResponse {
  const map = mapOf(request)
  if (!map) return invalidTable(request.params.table ?? '')
  const pairs = readPairs(request)
  if (!pairs) return unreadable()
  const importSet = openImportSet(context, map)
  const staged = stage(context, map, { pairs, importSet })
  transformRow(context, map, staged)
  finish(context, importSet)
  return { status: 201, body: resultOf(context, map, staged) }
}

/** `POST …/{stagingTable}/insertMultiple`: columns by their labels, transformed after the answer. */
export function importRows(request: EmulatorRequest, context: Context): EmulatorResponse {
  const map = mapOf(request)
  if (!map) return invalidTable(request.params.table ?? '')
  const body = readJson(request.body)
  const records = isObject(body) ? body.records : undefined
  if (!Array.isArray(records) || !records.every(isObject)) return unreadable()
  const importSet = openImportSet(context, map)
  const columns = new Map(map.fields.map(({ label, column }) => [label, column]))
  const staged = records.map((record) => {
    const pairs = Object.entries(toText(record)).map(([label, value]) => [columns.get(label) ?? label, value])
    return stage(context, map, { pairs: Object.fromEntries(pairs), importSet })
  })
  setImmediate(() => {
    for (const row of staged) transformRow(context, map, row)
    finish(context, importSet)
  })
  return {
    status: 201,
    body: { import_set_id: importSet.sys_id, multi_import_set_id: importSet.multi_import_set },
  }
}

/** `GET …/{stagingTable}/{sys_id}`: a staged row's result, for as long as the row is there. */
export function readImport(request: EmulatorRequest, context: Context): EmulatorResponse {
  const map = mapOf(request)
  if (!map) return invalidTable(request.params.table ?? '')
  const staged = findRow(context.state, map.stagingTable, request.params.sysId ?? '')?.row
  return staged ? { status: 200, body: resultOf(context, map, staged) } : noRecord()
}

const mapOf = ({ params }: EmulatorRequest): TransformMap | undefined =>
  TRANSFORM_MAPS.find(({ stagingTable }) => stagingTable === params.table)

function openImportSet(context: Context, map: TransformMap): InstanceRow {
  const table = context.state.tables.get('sys_import_set')
  if (!table) throw new Error('an instance has no import sets')
  return insertRow(context, table, {
    table_name: map.stagingTable,
    state: 'loading',
    multi_import_set: randomBytes(16).toString('hex'),
  })
}

function finish(context: Context, importSet: InstanceRow): void {
  const found = findRow(context.state, 'sys_import_set', importSet.sys_id ?? '')
  if (found) updateRow(context, found, { state: 'processed' })
}

/** Adds a row to the staging table; what names no column of it is dropped. */
function stage(
  { state, now }: Context,
  map: TransformMap,
  { pairs, importSet }: { pairs: InstanceRow; importSet: InstanceRow },
): InstanceRow {
  const table = state.tables.get(map.stagingTable)
  if (!table) throw new Error(`no staging table ${map.stagingTable}`)
  const columns = map.fields.flatMap(({ column }) => (pairs[column] === undefined ? [] : [column]))
  const row: InstanceRow = {
    ...blankRow(state, table),
    ...Object.fromEntries(columns.map((column) => [column, pairs[column] ?? ''])),
    sys_id: randomBytes(16).toString('hex'),
    sys_created_on: stamp(now()),
    sys_import_set: importSet.sys_id ?? '',
    sys_import_state: 'pending',
  }
  table.rows.set(row.sys_id ?? '', row)
  return row
}

function resultOf({ state, baseUrl }: Context, map: TransformMap, staged: InstanceRow): unknown {
  const {
    sys_import_state: status,
    sys_import_state_comment: comment = '',
    sys_target_sys_id: sysId,
  } = staged
  const target = sysId ? findRow(state, map.targetTable, sysId) : undefined
  const displayField = displayFieldOf(state, map.targetTable)
  const says = comment === '' ? {} : { [status === 'error' ? 'error_message' : 'status_message']: comment }
  return {
    import_set: findRow(state, 'sys_import_set', staged.sys_import_set ?? '')?.row.number ?? '',
    staging_table: map.stagingTable,
    result: [
      {
        transform_map: map.name,
        table: map.targetTable,
        ...(target && {
          display_name: displayField,
          display_value: target.row[displayField] ?? '',
          record_link: `${baseUrl}/api/now/table/${map.targetTable}/${sysId}`,
        }),
        status,
        ...says,
        ...(target && { sys_id: sysId }),
      },
    ],
  }
}
