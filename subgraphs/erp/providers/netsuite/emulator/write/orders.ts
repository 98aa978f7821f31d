import { add, compare, subtract } from '../decimals.ts'
import { insert, update } from '../insert.ts'
import { invalidValue } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { stampOf } from './clock.ts'
import { type Line, readLines } from './lines.ts'

/** Approved and not done: these may be billed. */
export const BILLABLE = new Set(['B', 'D', 'E', 'F'])

/** The status a new order gets: `orderStatus` may say pending approval or approved, nothing else. */
export function initialStatus(context: Context, given: unknown, lines: readonly Line[]): string {
  const wanted = given ?? context.state.preferences.defaultSalesOrderStatus
  if (wanted !== 'A' && wanted !== 'B') throw invalidValue(String(wanted), 'orderStatus', 'orderStatus')
  return wanted === 'A' ? 'A' : approvedStatus(context, lines)
}

/** The status after a change of the order: approval, then what is billed and closed. */
export function changedStatus(context: Context, row: Cells, given: unknown, lines: readonly Line[]): string {
  const current = String(row.status)
  if (given === undefined || given === current) return progressOf(current, lines)
  const isBilled = lines.some(({ quantityBilled }) => compare(quantityBilled, '0') > 0)
  if (given === 'A' && !isBilled && BILLABLE.has(current)) return 'A'
  if (given === 'B' && current === 'A') return progressOf(approvedStatus(context, lines), lines)
  if (given === 'B' && BILLABLE.has(current)) return progressOf(current, lines)
  throw invalidValue(String(given), 'orderStatus', 'orderStatus')
}

/** Goods must be fulfilled first; services wait for their invoice at once. */
function approvedStatus({ state }: Context, lines: readonly Line[]): string {
  const isGoods = ({ item }: Line) =>
    state.database.prepare('SELECT itemtype FROM item WHERE id = ?').get(item)?.itemtype !== 'Service'
  return lines.some(isGoods) ? 'B' : 'F'
}

function progressOf(current: string, lines: readonly Line[]): string {
  if (current === 'C') return 'C'
  if (lines.every(({ isClosed }) => isClosed)) return 'H'
  if (current === 'A') return 'A'
  const open = lines.filter(({ isClosed }) => !isClosed)
  if (open.every(({ quantity, quantityBilled }) => compare(quantityBilled, quantity) >= 0)) return 'G'
  return BILLABLE.has(current) ? current : 'F'
}

/** Counts an invoice's lines as billed on the order, and links the two documents. */
export function billOrder(context: Context, order: number, invoice: number, lines: readonly Line[]): void {
  const { database } = context.state
  for (const line of lines) {
    if (line.orderLine === undefined) continue
    changeBilled(context, order, line.orderLine, (billed) => add(billed, line.quantity))
    insert(database, 'nexttransactionlinelink', {
      previousdoc: order,
      previousline: line.orderLine,
      previoustype: 'SalesOrd',
      nextdoc: invoice,
      nextline: line.id,
      nexttype: 'CustInvc',
      linktype: 'OrdBill',
      foreignamount: line.amount,
      lastmodifieddate: stampOf(context).slice(0, 10),
    })
  }
  refreshStatus(context, order)
}

/** Takes an invoice's lines off what is billed: the order waits for billing again. */
export function releaseOrder(context: Context, invoice: Cells): number | undefined {
  const order = invoice.createdfrom == null ? undefined : Number(invoice.createdfrom)
  if (order === undefined) return undefined
  const { database } = context.state
  const orderRow = database.prepare('SELECT * FROM "transaction" WHERE id = ?').get(order) as Cells
  const orderLines = readLines(context, orderRow)
  for (const line of readLines(context, invoice)) {
    // Invoices older than the link table are matched by what they sold.
    const billed = orderLines.find(({ id, item }) =>
      line.orderLine === undefined ? item === line.item : id === line.orderLine,
    )
    if (billed) changeBilled(context, order, billed.id, (quantity) => subtract(quantity, line.quantity))
  }
  database
    .prepare("DELETE FROM nexttransactionlinelink WHERE nextdoc = ? AND linktype = 'OrdBill'")
    .run(invoice.id ?? null)
  refreshStatus(context, order)
  return order
}

function changeBilled(
  { state }: Context,
  order: number,
  line: number,
  change: (billed: string) => string,
): void {
  const row = state.database
    .prepare('SELECT quantitybilled AS billed FROM transactionline WHERE "transaction" = ? AND id = ?')
    .get(order, line)
  const billed = change(String(row?.billed ?? 0))
  state.database
    .prepare('UPDATE transactionline SET quantitybilled = ? WHERE "transaction" = ? AND id = ?')
    .run(compare(billed, '0') < 0 ? '0' : billed, order, line)
}

function refreshStatus(context: Context, order: number): void {
  const row = context.state.database.prepare('SELECT * FROM "transaction" WHERE id = ?').get(order) as Cells
  const status = progressOf(String(row.status), readLines(context, row))
  update(context.state.database, 'transaction', order, { status, lastmodifieddate: stampOf(context) })
}
