import { negate, sum, toBase } from '../amounts.ts'
import { compare } from '../decimals.ts'
import { insert, type Row } from '../insert.ts'
import type { Context } from '../state.ts'
import type { Line } from './lines.ts'
import type { Parties } from './parties.ts'

export type TransactionType = 'SalesOrd' | 'CustInvc' | 'CustCred' | 'CustPymt'

/** What the lines of one transaction share. */
export interface Head {
  id: number
  type: TransactionType
  parties: Parties
  createdFrom: number | undefined
  posting: boolean
}

const RECEIVABLES = '1200'
const SALES_TAX = '2200'

export const totalOf = (lines: readonly Line[], tax: string, currencyCode: string): string =>
  sum(currencyCode, tax, ...lines.map(({ amount }) => amount))

/** Receipts and credit memos credit receivables: their totals are negative in the ledger. */
export const signed = (type: TransactionType, total: string): string =>
  type === 'CustCred' || type === 'CustPymt' ? negate(total) : total

/** Writes main line, item lines, tax line and what they post, in place of what was there. */
export function writeLedger(
  context: Context,
  head: Head,
  { lines, tax, total }: { lines: readonly Line[]; tax: string; total: string },
): void {
  clearLedger(context, head.id)
  const main = signed(head.type, total)
  const opposite = (value: string) => (head.type === 'CustCred' ? value : negate(value))
  writeLine(context, head, {
    id: 0,
    mainline: true,
    foreignamount: main,
    createdfrom: head.createdFrom,
    account: accountNumbered(context, RECEIVABLES),
  })
  for (const line of lines) writeItemLine(context, head, line, opposite)
  if (compare(tax, '0') === 0) return
  writeLine(context, head, {
    id: 1 + Math.max(0, ...lines.map(({ id }) => id)),
    taxline: true,
    foreignamount: opposite(tax),
    account: accountNumbered(context, SALES_TAX),
  })
}

function writeItemLine(context: Context, head: Head, line: Line, opposite: (value: string) => string): void {
  const isOrder = head.type === 'SalesOrd'
  writeLine(context, head, {
    id: line.id,
    uniquekey: line.uniquekey,
    item: line.item,
    quantity: opposite(line.quantity),
    rate: line.rate,
    foreignamount: opposite(line.amount),
    memo: line.memo,
    custcol_stripe_line_id: line.billingLineId,
    quantitybilled: isOrder ? line.quantityBilled : undefined,
    isclosed: isOrder ? line.isClosed : undefined,
    account: incomeAccountOf(context, line),
  })
}

function writeLine(
  { state }: Context,
  { id: transaction, parties, posting }: Head,
  { account, uniquekey, ...line }: Row & { id: number; foreignamount: string },
): void {
  const { currencyCode, rate, baseCurrencyCode, subsidiary } = parties
  const netamount = toBase(line.foreignamount, currencyCode, rate, baseCurrencyCode)
  insert(state.database, 'transactionline', {
    mainline: false,
    taxline: false,
    ...line,
    uniquekey: uniquekey ?? state.nextId(),
    transaction,
    linesequencenumber: line.id,
    subsidiary,
    netamount,
  })
  if (!posting || account == null) return
  insert(state.database, 'transactionaccountingline', {
    transaction,
    transactionline: line.id,
    account,
    amount: netamount,
    posting: true,
  })
}

export function clearLedger({ state }: Context, transaction: number): void {
  for (const table of ['transactionline', 'transactionaccountingline'])
    state.database.prepare(`DELETE FROM ${table} WHERE "transaction" = ?`).run(transaction)
}

function accountNumbered({ state }: Context, number: string) {
  return state.database.prepare('SELECT id FROM account WHERE acctnumber = ?').get(number)?.id
}

function incomeAccountOf({ state }: Context, { item }: Line) {
  return state.database.prepare('SELECT incomeaccount AS id FROM item WHERE id = ?').get(item)?.id
}
