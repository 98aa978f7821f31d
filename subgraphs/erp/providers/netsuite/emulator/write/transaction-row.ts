import { insert, update } from '../insert.ts'
import { userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { stampOf } from './clock.ts'
import type { GivenCells } from './given.ts'
import type { TransactionType } from './ledger.ts'

const RECORD_NAMES: Readonly<Record<TransactionType, { recordtype: string; prefix: string }>> = {
  SalesOrd: { recordtype: 'salesorder', prefix: 'SO' },
  CustInvc: { recordtype: 'invoice', prefix: 'INV' },
  CustCred: { recordtype: 'creditmemo', prefix: 'CM' },
  CustPymt: { recordtype: 'customerpayment', prefix: 'PYMT' },
}

/** Columns that a write names but that stand elsewhere or nowhere. */
const NOT_IN_ROW = new Set([
  'subsidiary',
  'createdfrom',
  'taxdetailsoverride',
  'autoapply',
  'undepfunds',
  'account',
  'aracct',
])

const rowCells = (cells: GivenCells): GivenCells =>
  Object.fromEntries(Object.entries(cells).filter(([column]) => !NOT_IN_ROW.has(column)))

export function insertTransaction(
  context: Context,
  { id, type }: { id: number; type: TransactionType },
  cells: GivenCells,
): void {
  assertExternalIdFree(context, { id, type }, cells)
  const { recordtype, prefix } = RECORD_NAMES[type]
  const stamp = stampOf(context)
  insert(context.state.database, 'transaction', {
    voided: 'F',
    approvalstatus: 2,
    ...rowCells(cells),
    id,
    type,
    recordtype,
    tranid: cells.tranid ?? `${prefix}${id}`,
    transactionnumber: `T${id}`,
    createddate: stamp,
    lastmodifieddate: stamp,
  })
}

export function updateTransaction(context: Context, row: Cells, changes: GivenCells): void {
  const id = Number(row.id)
  assertExternalIdFree(context, { id, type: row.type as TransactionType }, changes)
  update(context.state.database, 'transaction', id, {
    ...rowCells(changes),
    lastmodifieddate: stampOf(context),
  })
}

function assertExternalIdFree(
  { state }: Context,
  { id, type }: { id: number; type: TransactionType },
  { externalid }: GivenCells,
): void {
  if (externalid == null) return
  const twin = state.database
    .prepare('SELECT id FROM "transaction" WHERE type = ? AND externalid = ? AND id <> ?')
    .get(type, externalid, id)
  if (twin) throw userError('This record already exists.')
}
