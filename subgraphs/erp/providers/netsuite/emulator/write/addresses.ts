import { insert, type Row } from '../insert.ts'
import { invalidValue } from '../problems.ts'
import type { Context } from '../state.ts'
import type { GivenCells, GivenList } from './given.ts'

const BOOK_COLUMNS = ['defaultbilling', 'defaultshipping', 'label']
const ADDRESS_COLUMNS = ['addressee', 'addr1', 'addr2', 'city', 'state', 'zip', 'country']

/** Lines are told apart by `internalId`; one without is a new address. Only one may be each default. */
export function writeAddressBook(context: Context, customer: number, list: GivenList): void {
  const { database } = context.state
  const known = database.prepare('SELECT internalid FROM customeraddressbook WHERE entity = ?').all(customer)
  const ids = new Set(known.map(({ internalid }) => Number(internalid)))
  const kept = new Set(list.lines.map(({ cells }) => Number(cells.internalid)))
  if (list.replace) for (const id of ids) if (!kept.has(id)) removeAddress(context, id)
  for (const { cells, path } of list.lines) {
    const id = cells.internalid == null ? undefined : Number(cells.internalid)
    if (id !== undefined && !ids.has(id)) throw invalidValue(String(id), 'internalId', `${path}internalId`)
    clearDefaults(context, customer, cells)
    if (id === undefined) addAddress(context, customer, cells)
    else changeAddress(context, id, cells)
  }
}

function clearDefaults({ state }: Context, customer: number, cells: GivenCells): void {
  for (const column of ['defaultbilling', 'defaultshipping']) {
    if (cells[column] !== 'T') continue
    state.database.prepare(`UPDATE customeraddressbook SET ${column} = 'F' WHERE entity = ?`).run(customer)
  }
}

function addAddress({ state }: Context, entity: number, cells: GivenCells): void {
  const nkey = state.nextId()
  insert(state.database, 'customeraddressbookentityaddress', { nkey, ...pick(cells, ADDRESS_COLUMNS) })
  insert(state.database, 'customeraddressbook', {
    internalid: nkey,
    entity,
    addressbookaddress: nkey,
    label: cells.label ?? cells.addr1,
    defaultbilling: cells.defaultbilling ?? 'F',
    defaultshipping: cells.defaultshipping ?? 'F',
  })
}

function changeAddress({ state }: Context, id: number, cells: GivenCells): void {
  const set = (table: string, key: string, changes: Row) => {
    for (const [column, value] of Object.entries(changes)) {
      state.database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`).run(value as string, id)
    }
  }
  set('customeraddressbook', 'internalid', pick(cells, BOOK_COLUMNS))
  set('customeraddressbookentityaddress', 'nkey', pick(cells, ADDRESS_COLUMNS))
}

function removeAddress({ state }: Context, id: number): void {
  state.database.prepare('DELETE FROM customeraddressbook WHERE internalid = ?').run(id)
  state.database.prepare('DELETE FROM customeraddressbookentityaddress WHERE nkey = ?').run(id)
}

function pick(cells: GivenCells, columns: readonly string[]): GivenCells {
  return Object.fromEntries(Object.entries(cells).filter(([column]) => columns.includes(column)))
}
