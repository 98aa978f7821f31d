import { insert, update } from '../insert.ts'
import { missing, userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { writeAddressBook } from './addresses.ts'
import { stampOf } from './clock.ts'
import type { Given, GivenCells } from './given.ts'

export function createCustomer(context: Context, given: Given): number {
  const { database } = context.state
  const id = context.state.nextId()
  const cells: GivenCells = { entityid: `C${id}`, ...given.cells }
  if (cells.entityid === null) cells.entityid = `C${id}`
  check(context, cells, id)
  const stamp = stampOf(context)
  insert(database, 'customer', {
    isperson: 'F',
    taxable: 'F',
    isinactive: 'F',
    creditholdoverride: 'AUTO',
    ...cells,
    currency: cells.currency ?? baseCurrencyOf(context, cells.subsidiary),
    altname: nameOf(cells),
    id,
    datecreated: stamp,
    lastmodifieddate: stamp,
  })
  writeLists(context, id, given)
  return id
}

export function updateCustomer(context: Context, row: Cells, given: Given): void {
  const id = Number(row.id)
  const merged = { ...row, ...given.cells }
  check(context, merged, id)
  update(context.state.database, 'customer', id, {
    ...given.cells,
    altname: nameOf(merged),
    lastmodifieddate: stampOf(context),
  })
  writeLists(context, id, given)
}

/** A customer that anything was ever sold to stays. */
export function removeCustomer({ state }: Context, row: Cells): void {
  const { database } = state
  const id = Number(row.id)
  const used = database
    .prepare(
      'SELECT (SELECT COUNT(*) FROM "transaction" WHERE entity = ?) + (SELECT COUNT(*) FROM customer WHERE parent = ?) AS n',
    )
    .get(id, id)
  if (Number(used?.n) > 0) throw userError('This record cannot be deleted because it has dependent records.')
  database
    .prepare(
      'DELETE FROM customeraddressbookentityaddress WHERE nkey IN (SELECT addressbookaddress FROM customeraddressbook WHERE entity = ?)',
    )
    .run(id)
  database.prepare('DELETE FROM customeraddressbook WHERE entity = ?').run(id)
  database.prepare('DELETE FROM customercurrency WHERE customer = ?').run(id)
  database.prepare('DELETE FROM customer WHERE id = ?').run(id)
}

function check({ state }: Context, cells: GivenCells, id: number): void {
  if (cells.isperson === 'T' && !cells.lastname) throw missing('Last Name')
  if (cells.isperson !== 'T' && !cells.companyname)
    throw userError('You must enter a value for Company Name.')
  if (!cells.subsidiary) throw missing('Subsidiary')
  const twin = state.database
    .prepare('SELECT id FROM customer WHERE (entityid = ? OR externalid = ?) AND id <> ?')
    .get(cells.entityid ?? null, cells.externalid ?? null, id)
  if (twin) throw userError('This entity already exists.')
}

const nameOf = ({ isperson, firstname, lastname, companyname }: GivenCells) =>
  isperson === 'T' ? [firstname, lastname].filter(Boolean).join(' ') : companyname

function baseCurrencyOf({ state }: Context, subsidiary: GivenCells[string] | undefined) {
  const row = state.database.prepare('SELECT currency FROM subsidiary WHERE id = ?').get(subsidiary ?? null)
  return row?.currency
}

function writeLists(context: Context, id: number, { lists }: Given): void {
  const { database } = context.state
  if (lists.addressBook) writeAddressBook(context, id, lists.addressBook)
  if (lists.currencyList?.replace) database.prepare('DELETE FROM customercurrency WHERE customer = ?').run(id)
  for (const { cells } of lists.currencyList?.lines ?? []) {
    if (!cells.currency) throw missing('Currency')
    database.prepare('INSERT OR IGNORE INTO customercurrency VALUES (?, ?)').run(id, cells.currency)
  }
}
