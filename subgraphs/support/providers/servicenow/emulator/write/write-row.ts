import { randomBytes } from 'node:crypto'
import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import { CREDENTIALS } from '../auth.ts'
import { displayOfRow } from '../display.ts'
import { announce } from '../events.ts'
import {
  blankRow,
  fieldsOf,
  findRow,
  type Instance,
  type InstanceRow,
  type InstanceTable,
  rowsOf,
  stamp,
} from '../state.ts'
import type { Change } from './change.ts'
import { nextNumber } from './numbers.ts'
import { notUnique } from './refused-write.ts'
import { runAfterRules, runBeforeRules } from './rules.ts'

type Context = EmulatorContext<Instance>

const USER = CREDENTIALS.username

/** Inserts a record with the cells given. Throws RefusedWrite; then nothing is written. */
export function insertRow(
  context: Context,
  table: InstanceTable,
  cells: InstanceRow,
  sysId = randomBytes(16).toString('hex'),
): InstanceRow {
  const { state } = context
  const at = stamp(context.now())
  const after: InstanceRow = {
    ...blankRow(state, table),
    ...cells,
    sys_id: sysId,
    sys_class_name: table.name,
    sys_created_by: USER,
    sys_created_on: at,
    sys_updated_by: USER,
    sys_updated_on: at,
    sys_mod_count: '0',
  }
  const change = { table: table.name, before: undefined, after, named: new Set(Object.keys(cells)), at }
  if (findRow(state, table.name, sysId)) throw notUnique('PRIMARY', sysId)
  runBeforeRules(state, change)
  if (table.numberPrefix !== undefined && after.number === '') after.number = nextNumber(state, table)
  assertUnique(state, table, after)
  moveJournal(context, table, after)
  table.rows.set(sysId, after)
  try {
    followUp(context, change)
  } catch (error) {
    table.rows.delete(sysId)
    throw error
  }
  announce(context, 'insert', change)
  return after
}

/** Changes a record. False when nothing in it is different: then it is neither counted nor stamped. Throws RefusedWrite. */
export function updateRow(
  context: Context,
  { table, row }: { table: InstanceTable; row: InstanceRow },
  cells: InstanceRow,
): boolean {
  const { state } = context
  const before = { ...row }
  const after = { ...row, ...cells }
  const change = {
    table: table.name,
    before,
    after,
    named: new Set(Object.keys(cells)),
    at: stamp(context.now()),
  }
  if (!isDifferent(before, after)) return false
  runBeforeRules(state, change)
  assertUnique(state, table, after)
  moveJournal(context, table, after)
  Object.assign(row, after, {
    sys_mod_count: String(Number(row.sys_mod_count || '0') + 1),
    sys_updated_by: USER,
    sys_updated_on: change.at,
  })
  const written = { ...change, after: row }
  announce(context, 'update', written)
  followUp(context, written)
  return true
}

/** Deletes a record and records that, as an instance does for tables that it audits. */
export function deleteRow(
  context: Context,
  { table, row }: { table: InstanceTable; row: InstanceRow },
): void {
  const sysId = row.sys_id ?? ''
  table.rows.delete(sysId)
  const audit = context.state.tables.get('sys_audit_delete')
  const cells = { tablename: table.name, documentkey: sysId, display_value: displayOfRow(row), user: USER }
  if (audit && table !== audit) insertRow(context, audit, cells)
  announce(context, 'delete', {
    table: table.name,
    before: row,
    after: row,
    named: new Set(),
    at: stamp(context.now()),
  })
}

function followUp(context: Context, change: Change): void {
  for (const { target, cells } of runAfterRules(context.state, change)) updateRow(context, target, cells)
}

const isDifferent = (before: InstanceRow, after: InstanceRow): boolean =>
  Object.keys(after).some((name) => before[name] !== after[name])

function assertUnique(state: Instance, table: InstanceTable, row: InstanceRow): void {
  const { sys_id: sysId = '' } = row
  for (const field of fieldsOf(state, table).keys()) {
    const value = row[field]
    const isUnique = field === 'number' || state.uniqueFields.has(`${table.name}.${field}`)
    if (!isUnique || !value) continue
    const other = rowsOf(state, table.name).find((each) => each[field] === value && each.sys_id !== sysId)
    if (other) throw notUnique(field, value)
  }
}

/** What is written into a journal field becomes an entry; the field itself reads as empty. */
function moveJournal(context: Context, table: InstanceTable, row: InstanceRow): void {
  const entries = context.state.tables.get('sys_journal_field')
  for (const [element, field] of fieldsOf(context.state, table)) {
    const value = row[element]
    if (field.type !== 'journal_input' || !value || !entries) continue
    row[element] = ''
    insertRow(context, entries, { name: table.name, element, element_id: row.sys_id ?? '', value })
  }
}
