import type { SQLInputValue } from 'node:sqlite'
import { negate } from '../amounts.ts'
import { divideRate, multiply, toAmount } from '../decimals.ts'
import { invalidValue, missing } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import type { GivenCells, GivenLine, GivenList } from './given.ts'

/** An item line, with the signs that people read: what is sold or credited is positive. */
export interface Line {
  /** Number within the transaction. */
  id: number
  uniquekey: number | undefined
  item: SQLInputValue
  quantity: string
  rate: string | undefined
  amount: string
  memo: SQLInputValue
  billingLineId: SQLInputValue
  quantityBilled: string
  isClosed: boolean
  /** Invoices: the line of the order that this one bills. */
  orderLine: number | undefined
}

/** The item lines of a transaction as they stand. */
export function readLines({ state }: Context, { id, type }: Cells): Line[] {
  const rows = state.database
    .prepare(
      `SELECT l.*, k.previousline AS orderline FROM transactionline l
       LEFT JOIN nexttransactionlinelink k ON k.nextdoc = l."transaction" AND k.nextline = l.id AND k.linktype = 'OrdBill'
       WHERE l."transaction" = ? AND l.item IS NOT NULL ORDER BY l.id`,
    )
    .all(id ?? null) as Cells[]
  const shown = (value: unknown) => (type === 'CustCred' ? String(value ?? 0) : negate(String(value ?? 0)))
  return rows.map((row) => ({
    id: Number(row.id),
    uniquekey: Number(row.uniquekey),
    item: row.item ?? null,
    quantity: shown(row.quantity),
    rate: row.rate == null ? undefined : String(row.rate),
    amount: shown(row.foreignamount),
    memo: row.memo ?? null,
    billingLineId: row.custcol_stripe_line_id ?? null,
    quantityBilled: String(row.quantitybilled ?? 0),
    isClosed: row.isclosed === 'T',
    orderLine: row.orderline == null ? undefined : Number(row.orderline),
  }))
}

/** The tax of a transaction, in its currency, positive. */
export function readTax({ state }: Context, { id, type }: Cells): string {
  const row = state.database
    .prepare(
      `SELECT foreignamount AS tax FROM transactionline WHERE "transaction" = ? AND taxline = 'T' LIMIT 1`,
    )
    .get(id ?? null)
  const tax = String(row?.tax ?? 0)
  return type === 'CustCred' ? tax : negate(tax)
}

/**
 * Lines after a write: a given line changes the one with its `line` (or `orderLine`), or is a new one. Lines that are
 * not mentioned stay, unless the list is to be replaced.
 */
export function mergeLines(
  existing: readonly Line[],
  list: GivenList | undefined,
  currencyCode: string,
): Line[] {
  if (!list) return [...existing]
  const result = list.replace ? [] : [...existing]
  for (const given of list.lines) {
    const known = findLine(existing, given)
    const id = known?.id ?? 1 + Math.max(0, ...[...existing, ...result].map((line) => line.id))
    const line = toLine(given, known, { id, currencyCode })
    const place = result.findIndex((other) => other.id === id)
    if (place < 0) result.push(line)
    else result[place] = line
  }
  return result
}

/** An item that is inactive is not among the values of a line's field any more. */
export function assertItemsActive({ state }: Context, list: GivenList | undefined): void {
  for (const { cells, path } of list?.lines ?? []) {
    const item = state.database.prepare('SELECT isinactive FROM item WHERE id = ?').get(cells.item ?? null)
    if (item?.isinactive === 'T') throw invalidValue(String(cells.item), 'item', `${path}item`)
  }
}

function findLine(existing: readonly Line[], { cells, path }: GivenLine): Line | undefined {
  if (cells.orderline != null) return existing.find(({ orderLine }) => orderLine === Number(cells.orderline))
  if (cells.id == null || existing.length === 0) return undefined
  const line = existing.find(({ id }) => id === Number(cells.id))
  if (!line) throw invalidValue(String(cells.id), 'line', `${path}line`)
  return line
}

function toLine(
  { cells }: GivenLine,
  known: Line | undefined,
  { id, currencyCode }: { id: number; currencyCode: string },
): Line {
  const item = cells.item ?? known?.item
  if (item == null) throw missing('Item')
  const quantity = String(cells.quantity ?? known?.quantity ?? '1')
  const { rate, amount } = priceOf(cells, known, { quantity, currencyCode })
  return {
    id,
    uniquekey: known?.uniquekey,
    item,
    quantity,
    rate,
    amount,
    memo: 'memo' in cells ? (cells.memo ?? null) : (known?.memo ?? null),
    billingLineId:
      'custcol_stripe_line_id' in cells
        ? (cells.custcol_stripe_line_id ?? null)
        : (known?.billingLineId ?? null),
    quantityBilled: known?.quantityBilled ?? '0',
    isClosed: 'isclosed' in cells ? cells.isclosed === 'T' : (known?.isClosed ?? false),
    orderLine: cells.orderline == null ? known?.orderLine : Number(cells.orderline),
  }
}

/** An amount that is given stands; else it is quantity times rate. */
function priceOf(
  cells: GivenCells,
  known: Line | undefined,
  { quantity, currencyCode }: { quantity: string; currencyCode: string },
): { rate: string | undefined; amount: string } {
  const rate = cells.rate == null ? known?.rate : String(cells.rate)
  if (cells.foreignamount != null) {
    const amount = toAmount(String(cells.foreignamount), currencyCode)
    return { rate: cells.rate == null ? divideRate(amount, quantity) : rate, amount }
  }
  if (known && cells.quantity === undefined && cells.rate === undefined) return { rate, amount: known.amount }
  if (rate === undefined) throw missing('Amount')
  return { rate, amount: multiply(quantity, rate, currencyCode) }
}
