import { compare, subtract } from '../decimals.ts'
import { invalidValue, userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { applyCredit, applyToOldest, type Credit, settleInvoice } from './applications.ts'
import { todayOf } from './clock.ts'
import { assertCredit } from './credit-hold.ts'
import type { Given, GivenCells } from './given.ts'
import { type Head, signed, totalOf, writeLedger } from './ledger.ts'
import { assertItemsActive, type Line, mergeLines, readLines, readTax } from './lines.ts'
import { billOrder, changedStatus, initialStatus, releaseOrder } from './orders.ts'
import { resolveParties } from './parties.ts'
import { assertMayChange, openPeriodFor } from './periods.ts'
import { insertTransaction, updateTransaction } from './transaction-row.ts'

export type SaleType = 'SalesOrd' | 'CustInvc' | 'CustCred'

/** What a transform hands over from the record it starts from. */
export interface Origin {
  cells: GivenCells
  lines: readonly Line[]
  tax: string
  /** The transaction that the new one is created from. */
  from?: number
}

interface Sale {
  head: Head
  cells: GivenCells
  lines: readonly Line[]
  tax: string
  total: string
}

export function createSale(context: Context, type: SaleType, given: Given, origin?: Origin): number {
  const id = context.state.nextId()
  const cells: GivenCells = { trandate: todayOf(context), ...origin?.cells, ...given.cells }
  const parties = resolveParties(context, cells)
  assertItemsActive(context, given.lists.item)
  const lines = mergeLines(origin?.lines ?? [], given.lists.item, parties.currencyCode)
  // Tax that was reckoned for other lines says nothing about these.
  const tax = taxOf(given, given.lists.item ? undefined : origin?.tax)
  const posting = type !== 'SalesOrd' && String(cells.approvalstatus ?? 2) === '2'
  const head: Head = { id, type, parties, createdFrom: origin?.from, posting }
  const sale = price({ head, cells, lines, tax })
  const terms = 'terms' in cells ? cells.terms : parties.customer.terms
  if (type !== 'CustCred')
    assertCredit(context, parties.customer, { total: sale.total, currency: parties.currency, terms })
  insertTransaction(context, { id, type }, { ...rowOf(context, sale), terms: terms ?? null })
  writeLedger(context, head, sale)
  follow(context, sale, given)
  return id
}

export function updateSale(context: Context, row: Cells, given: Given): void {
  const type = row.type as SaleType
  assertNotVoided(row)
  const movesLines = Boolean(given.lists.item ?? given.lists.taxDetails)
  assertMayChange(context, row, given.cells, movesLines)
  const cells: GivenCells = { ...row, ...given.cells }
  const parties = resolveParties(context, cells)
  assertItemsActive(context, given.lists.item)
  const lines = mergeLines(readLines(context, row), given.lists.item, parties.currencyCode)
  const posting = type !== 'SalesOrd' && String(cells.approvalstatus ?? 2) === '2'
  const head: Head = { id: Number(row.id), type, parties, createdFrom: createdFrom(row), posting }
  const draft = { head, cells, lines, tax: taxOf(given, readTax(context, row)) }
  // A memo that came with an amount alone keeps it.
  const hasLines = lines.length > 0 || given.lists.item !== undefined
  const sale = hasLines ? price(draft) : { ...draft, total: signed(type, String(row.foreigntotal)) }
  if (type === 'SalesOrd') assertBilledLinesKept(readLines(context, row), lines)
  if (type === 'CustInvc' && movesLines) releaseOrder(context, row)
  updateTransaction(context, row, { ...given.cells, ...rowOf(context, sale, row, given) })
  if (hasLines) writeLedger(context, head, sale)
  follow(context, sale, given, { rebill: movesLines })
}

function price(sale: Omit<Sale, 'total'>): Sale {
  if (sale.lines.length === 0) throw userError('You must enter at least one line item for this transaction.')
  return { ...sale, total: totalOf(sale.lines, sale.tax, sale.head.parties.currencyCode) }
}

/** Tax that another engine has reckoned counts when it is to override; there is no tax engine here. */
function taxOf({ cells, lists }: Given, otherwise = '0'): string {
  if (cells.taxdetailsoverride !== 'T' || !lists.taxDetails) return otherwise
  const amounts = lists.taxDetails.lines.map((line) => String(line.cells.taxamount ?? 0))
  return amounts.reduce((total, amount) => subtract(total, `-${amount}`.replace(/^--/, '')), '0')
}

/** The columns that follow from the sale itself. */
function rowOf(context: Context, sale: Sale, row?: Cells, given?: Given): GivenCells {
  const { head, cells, total, lines } = sale
  const { type, parties, posting } = head
  return {
    ...(row ? {} : withoutStatus(cells)),
    currency: parties.currency,
    exchangerate: parties.rate,
    foreigntotal: signed(type, total),
    posting: posting ? 'T' : 'F',
    postingperiod: posting ? periodOf(context, cells, row, given) : null,
    ...(type === 'SalesOrd' && {
      status: row
        ? changedStatus(context, row, given?.cells.status, lines)
        : initialStatus(context, cells.status, lines),
    }),
    ...(type === 'CustInvc' && { duedate: dueDateOf(context, sale) }),
  }
}

const withoutStatus = ({ status: _status, ...cells }: GivenCells): GivenCells => cells

/** A posting that stays on its day keeps its period, even one that has been closed since. */
function periodOf(context: Context, cells: GivenCells, row?: Cells, given?: Given): number | null {
  const stays = row?.posting === 'T' && !given?.cells.trandate && !given?.cells.postingperiod
  if (stays) return row.postingperiod == null ? null : Number(row.postingperiod)
  const wanted = given && !given.cells.postingperiod ? undefined : cells.postingperiod
  return openPeriodFor(context, cells.trandate, wanted)
}

function dueDateOf({ state }: Context, { cells, head }: Sale): GivenCells[string] {
  if (cells.duedate != null) return cells.duedate
  const terms = 'terms' in cells ? cells.terms : head.parties.customer.terms
  const days = state.database
    .prepare('SELECT daysuntilnetdue AS days FROM term WHERE id = ?')
    .get(terms ?? null)
  const due = new Date(`${cells.trandate}T00:00:00Z`)
  due.setUTCDate(due.getUTCDate() + Number(days?.days ?? 0))
  return due.toISOString().slice(0, 10)
}

/** What other documents learn of it. */
function follow(context: Context, sale: Sale, given: Given, { rebill } = { rebill: true }): void {
  const { head, lines } = sale
  if (head.type === 'CustInvc') {
    if (head.createdFrom !== undefined && rebill) billOrder(context, head.createdFrom, head.id, lines)
    settleInvoice(context, head.id)
  }
  if (head.type !== 'CustCred') return
  const credit = creditOf(sale)
  applyCredit(context, credit, given.lists.apply)
  if (given.cells.autoapply === 'T') applyToOldest(context, credit)
}

const creditOf = ({ head, total }: Sale): Credit => ({
  id: head.id,
  type: 'CustCred',
  entity: Number(head.parties.customer.id),
  currency: head.parties.currency,
  currencyCode: head.parties.currencyCode,
  total,
})

function assertBilledLinesKept(before: readonly Line[], after: readonly Line[]): void {
  for (const { id, quantityBilled } of before) {
    const kept = after.find((line) => line.id === id)?.quantity ?? '0'
    if (compare(kept, quantityBilled) < 0)
      throw invalidValue(kept, 'quantity', `item.items[${Math.max(0, id - 1)}].quantity`)
  }
}

export function assertNotVoided({ voided }: Cells): void {
  if (voided === 'T') throw userError('This transaction has been voided and cannot be changed.')
}

const createdFrom = ({ createdfrom }: Cells): number | undefined =>
  createdfrom == null ? undefined : Number(createdfrom)
