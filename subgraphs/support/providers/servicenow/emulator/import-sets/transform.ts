import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import { valueOfDisplay } from '../display.ts'
import { findField, findRow, type Instance, type InstanceRow, rowsOf } from '../state.ts'
import { writableCells } from '../write/input.ts'
import { RefusedWrite } from '../write/refused-write.ts'
import { insertRow, updateRow } from '../write/write-row.ts'
import type { TransformMap } from './transform-maps.ts'

type Context = EmulatorContext<Instance>

/** What became of a row of a staging table. */
interface Outcome {
  state: 'inserted' | 'updated' | 'ignored' | 'error'
  comment: string
  /** Undefined where no record was found or made. */
  sysId: string | undefined
}

/** Writes what a staged row says into the target table, and notes on the row what became of it. */
export function transformRow(context: Context, map: TransformMap, staged: InstanceRow): void {
  const { state, comment, sysId } = outcomeOf(context, map, staged)
  Object.assign(staged, {
    sys_import_state: state,
    sys_import_state_comment: comment,
    sys_target_sys_id: sysId ?? '',
  })
}

function outcomeOf(context: Context, map: TransformMap, staged: InstanceRow): Outcome {
  const { state } = context
  const table = state.tables.get(map.targetTable)
  if (!table) return { state: 'error', comment: `Table ${map.targetTable} does not exist`, sysId: undefined }
  const mapped = cellsOf(state, map, staged)
  // As the choice action `reject` of the field map has it: a reference to nothing leaves the whole row out.
  if ('unmatched' in mapped)
    return { state: 'ignored', comment: `No match for ${mapped.unmatched}`, sysId: undefined }
  const cells = writableCells(state, table, mapped.cells)
  const known = findKnown(state, map, staged)
  try {
    if (!known) return { state: 'inserted', comment: '', sysId: insertRow(context, table, cells).sys_id }
    return updateRow(context, known, cells)
      ? { state: 'updated', comment: '', sysId: known.row.sys_id }
      : { state: 'ignored', comment: 'No field values changed', sysId: known.row.sys_id }
  } catch (error) {
    if (!(error instanceof RefusedWrite)) throw error
    return { state: 'error', comment: error.message, sysId: known?.row.sys_id }
  }
}

/** The record that the row's coalesce fields name; the first, where several have their values. */
function findKnown(state: Instance, { targetTable, fields }: TransformMap, staged: InstanceRow) {
  const keys = fields.filter(({ coalesce }) => coalesce)
  const wanted = keys.map(({ column }) => (staged[column] ?? '').toLowerCase())
  if (keys.length === 0 || wanted.includes('')) return undefined
  const row = rowsOf(state, targetTable).find((each) =>
    keys.every(({ target }, index) => each[target]?.toLowerCase() === wanted[index]),
  )
  return row && findRow(state, targetTable, row.sys_id ?? '')
}

/** What the row says by field of the target; what it leaves empty is not copied. */
function cellsOf(
  state: Instance,
  { targetTable, fields }: TransformMap,
  staged: InstanceRow,
): { cells: InstanceRow } | { unmatched: string } {
  const cells: InstanceRow = {}
  for (const { column, target } of fields) {
    const value = staged[column]
    const field = findField(state, targetTable, target)
    if (!value || !field) continue
    const { reference } = field
    const found = reference === undefined ? value : valueOfDisplay(state, field, value)
    if (reference !== undefined && !findRow(state, reference, found))
      return { unmatched: `${column}: ${value}` }
    cells[target] = found
  }
  return { cells }
}
