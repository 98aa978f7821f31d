import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import { stateConflict } from './errors.ts'
import { previousOf } from './events/previous.ts'
import { type Emission, type EventCause, publish } from './events/publish.ts'
import { type CollectionName, findById, type Row, type State } from './state.ts'

/** Writes that take effect together or not at all, and the events that tell of them once they did. */
export interface Transaction extends EventCause {
  state: State
  /** Unix seconds, of the account or of the test clock that the written records live by. */
  now: number
  undo: (() => void)[]
  emissions: Emission[]
}

export function begin(
  context: EmulatorContext<State>,
  request: Transaction['request'] = { id: null, idempotency_key: null },
): Transaction {
  const now = Math.floor(context.now().getTime() / 1000)
  return { state: context.state, context, now, request, undo: [], emissions: [] }
}

/** The same transaction at another time. */
export const at = (transaction: Transaction, now: number): Transaction => ({ ...transaction, now })

export function commit(transaction: Transaction): void {
  transaction.undo.length = 0
  publish(transaction, transaction.emissions.splice(0))
}

export function rollback(transaction: Transaction): void {
  for (const undo of transaction.undo.splice(0).reverse()) undo()
  transaction.emissions.length = 0
}

/** Collections in the order of the record that they are parts of. */
const IN_ORDER: readonly CollectionName[] = ['line_items', 'credit_note_line_items', 'subscription_items']

export function insertRow<Inserted extends Row>(
  transaction: Transaction,
  collection: CollectionName,
  row: Inserted,
): Inserted {
  const { state, undo } = transaction
  const rows = state.collections[collection]
  rows.splice(IN_ORDER.includes(collection) ? rows.length : placeOf(rows, row), 0, row)
  state.byId.set(row.id, row)
  noteVersion(transaction, collection, { id: row.id, before: undefined })
  undo.push(() => {
    rows.splice(rows.indexOf(row), 1)
    state.byId.delete(row.id)
  })
  return row
}

/** Newest first; of one second the last made first. */
function placeOf(rows: readonly Row[], row: Row): number {
  const place = rows.findIndex((known) => instantOf(known) <= instantOf(row))
  return place < 0 ? rows.length : place
}

/** Invoice items call it their date. */
const instantOf = ({ created, date }: Row): number => created ?? Number(date ?? 0)

/** Changes a record, and says what was different before; undefined where nothing was. */
export function changeRow(
  transaction: Transaction,
  row: Row,
  changes: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const before = structuredClone(row)
  const previous = previousOf(before, { ...row, ...changes })
  if (Object.keys(previous).length === 0) return undefined
  const collection = SEARCHED[row.object]
  if (collection) noteVersion(transaction, collection, { id: row.id, before })
  Object.assign(row, structuredClone(changes))
  transaction.undo.push(() => {
    for (const name of Object.keys(changes)) if (!(name in before)) delete row[name]
    Object.assign(row, before)
  })
  return previous
}

/** Changes a record and tells of it: `customer.updated` with what was different before. */
export function updateRow(transaction: Transaction, row: Row, changes: Record<string, unknown>): void {
  const previous = changeRow(transaction, row, changes)
  if (previous) emit(transaction, 'updated', row, previous)
}

/** `tombstone`: what retrieving it answers from now on. */
export function removeRow(
  transaction: Transaction,
  collection: CollectionName,
  row: Row,
  tombstone?: Row,
): void {
  const { state, undo } = transaction
  const rows = state.collections[collection]
  const place = rows.indexOf(row)
  rows.splice(place, 1)
  state.byId.delete(row.id)
  if (tombstone) state.deleted.set(row.id, tombstone)
  noteVersion(transaction, collection, { id: row.id, before: structuredClone(row) })
  undo.push(() => {
    rows.splice(place, 0, row)
    state.byId.set(row.id, row)
    state.deleted.delete(row.id)
  })
}

/** `verb` follows the object's own name, unless it names another (`charge.refunded`). */
export function emit(
  { emissions, now }: Transaction,
  verb: string,
  row: Row,
  previous?: Record<string, unknown>,
): void {
  const { [row.object]: noun = row.object } = EVENT_NOUNS
  emissions.push({ type: `${noun}.${verb}`, object: structuredClone(row), previous, created: now })
}

const EVENT_NOUNS: Readonly<Record<string, string>> = {
  subscription: 'customer.subscription',
  tax_id: 'customer.tax_id',
}

const SEARCHED: Readonly<Record<string, CollectionName>> = {
  charge: 'charges',
  customer: 'customers',
  invoice: 'invoices',
  payment_intent: 'payment_intents',
  price: 'prices',
  product: 'products',
  subscription: 'subscriptions',
}

const FEWEST_PRUNED = 512

/** Remembers how a record was, for as long as the search index may still have it so. */
function noteVersion(
  { state, context, undo }: Transaction,
  collection: CollectionName,
  { id, before }: { id: string; before: Row | undefined },
): void {
  if (!Object.values(SEARCHED).includes(collection)) return
  const until = context.now().getTime()
  const version = { id, collection, until, before }
  state.history.push(version)
  undo.push(() => {
    state.history = state.history.filter((known) => known !== version)
  })
  const fresh = state.history.findIndex((known) => known.until > until - state.searchLagSeconds * 1000)
  const stale = fresh < 0 ? state.history.length - 1 : fresh
  if (stale > FEWEST_PRUNED) state.history.splice(0, stale)
}

/** A record that another names. */
export function rowOf<Found extends Row>({ state }: Transaction, id: unknown): Found {
  const row = findById(state, String(id))
  if (!row) throw stateConflict(`${String(id)} has been deleted.`, 'resource_missing')
  return row as Found
}
