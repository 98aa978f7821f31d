import { negate, sum } from '../amounts.ts'
import { compare, toAmount } from '../decimals.ts'
import { insert, update } from '../insert.ts'
import { invalidValue, userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { stampOf } from './clock.ts'
import type { GivenLine, GivenList } from './given.ts'

/** A receipt or credit memo that settles invoices. */
export interface Credit {
  id: number
  type: 'CustPymt' | 'CustCred'
  entity: number
  currency: number
  currencyCode: string
  /** Positive. */
  total: string
}

/**
 * Settles the invoices that the list names: lines are told apart by `doc`, `apply: false` takes an application back,
 * an amount that is not given is as much as is due and there is.
 */
export function applyCredit(context: Context, credit: Credit, list: GivenList | undefined): void {
  const touched = new Set<number>()
  if (list?.replace) for (const invoice of unapplyAll(context, credit.id)) touched.add(invoice)
  for (const line of list?.lines ?? []) touched.add(applyLine(context, credit, line))
  settleCredit(context, credit)
  for (const invoice of touched) settleInvoice(context, invoice)
}

/** The oldest open invoices first, until nothing is left. */
export function applyToOldest(context: Context, credit: Credit): void {
  const open = context.state.database
    .prepare(
      `SELECT id FROM "transaction" WHERE type = 'CustInvc' AND entity = ? AND currency = ? AND posting = 'T'
       AND voided = 'F' AND foreignamountunpaid > 0 ORDER BY duedate, id`,
    )
    .all(credit.entity, credit.currency)
  const lines = open.map(({ id }) => ({ cells: { doc: Number(id), apply: 'T' }, path: '' }))
  for (const line of lines) {
    if (compare(unusedOf(context, credit), '0') <= 0) return
    applyCredit(context, credit, { lines: [line], replace: false })
  }
}

/** Takes every application of a credit back; answers the invoices that are open again, not yet settled. */
export function unapplyAll({ state }: Context, credit: number): number[] {
  const where = "nextdoc = ? AND linktype = 'Payment'"
  const rows = state.database
    .prepare(`SELECT previousdoc FROM nexttransactionlinelink WHERE ${where}`)
    .all(credit)
  state.database.prepare(`DELETE FROM nexttransactionlinelink WHERE ${where}`).run(credit)
  return rows.map(({ previousdoc }) => Number(previousdoc))
}

/** What a payment without an amount of its own comes to: the sum of what it applies. */
export function requestedTotal(
  { state }: Context,
  list: GivenList | undefined,
  currencyCode: string,
): string {
  const amounts = (list?.lines ?? [])
    .filter(({ cells }) => cells.apply !== 'F')
    .map(({ cells }) => {
      const due = state.database
        .prepare('SELECT foreignamountunpaid AS due FROM "transaction" WHERE id = ?')
        .get(cells.doc ?? null)?.due
      return toAmount(String(cells.amount ?? due ?? 0), currencyCode)
    })
  return sum(currencyCode, '0', ...amounts)
}

function applyLine(context: Context, credit: Credit, { cells, path }: GivenLine): number {
  const { database } = context.state
  const invoice = database.prepare('SELECT * FROM "transaction" WHERE id = ?').get(cells.doc ?? null) as
    | Cells
    | undefined
  if (!invoice || !canSettle(credit, invoice)) throw invalidValue(String(cells.doc), 'doc', `${path}doc`)
  const id = Number(invoice.id)
  database
    .prepare(
      "DELETE FROM nexttransactionlinelink WHERE previousdoc = ? AND nextdoc = ? AND linktype = 'Payment'",
    )
    .run(id, credit.id)
  settleInvoice(context, id)
  if (cells.apply === 'F') return id
  const due = dueOf(context, id)
  const unused = unusedOf(context, credit)
  const amount = toAmount(
    String(cells.amount ?? (compare(due, unused) < 0 ? due : unused)),
    credit.currencyCode,
  )
  if (compare(amount, due) > 0) throw userError('The amount applied exceeds the amount due.')
  if (compare(amount, unused) > 0) throw userError('You cannot apply more than your total payments.')
  if (compare(amount, '0') > 0) link(context, credit, { invoice: id, amount })
  settleInvoice(context, id)
  return id
}

const canSettle = (credit: Credit, invoice: Cells): boolean =>
  invoice.type === 'CustInvc' &&
  invoice.posting === 'T' &&
  invoice.voided === 'F' &&
  Number(invoice.entity) === credit.entity &&
  Number(invoice.currency) === credit.currency

function link(
  context: Context,
  { id, type }: Credit,
  { invoice, amount }: { invoice: number; amount: string },
): void {
  insert(context.state.database, 'nexttransactionlinelink', {
    previousdoc: invoice,
    previousline: 0,
    previoustype: 'CustInvc',
    nextdoc: id,
    nextline: 0,
    nexttype: type,
    linktype: 'Payment',
    foreignamount: amount,
    lastmodifieddate: stampOf(context).slice(0, 10),
  })
}

/** Brings an invoice's paid and remaining amounts and its status up to what is applied to it. */
export function settleInvoice(context: Context, id: number): void {
  const { database } = context.state
  const row = database.prepare('SELECT * FROM "transaction" WHERE id = ?').get(id) as Cells
  if (row.voided === 'T') return
  const currencyCode = codeOf(context, row)
  const paid = appliedSum(context, 'previousdoc', id, currencyCode)
  const unpaid = sum(currencyCode, toAmount(String(row.foreigntotal), currencyCode), negate(paid))
  if (compare(unpaid, '0') < 0) throw userError('The amount applied exceeds the amount due.')
  const open = row.posting === 'T' ? 'A' : 'D'
  update(database, 'transaction', id, {
    foreignamountpaid: paid,
    foreignamountunpaid: unpaid,
    status: compare(unpaid, '0') === 0 && open === 'A' ? 'B' : open,
    lastmodifieddate: stampOf(context),
  })
}

function settleCredit(context: Context, credit: Credit): void {
  const used = appliedSum(context, 'nextdoc', credit.id, credit.currencyCode)
  const unused = sum(credit.currencyCode, credit.total, negate(used))
  if (compare(unused, '0') < 0) throw userError('You cannot apply more than your total payments.')
  update(context.state.database, 'transaction', credit.id, {
    foreignpaymentamountused: used,
    foreignpaymentamountunused: unused,
    ...(credit.type === 'CustCred' ? { status: compare(unused, '0') === 0 ? 'B' : 'A' } : {}),
    lastmodifieddate: stampOf(context),
  })
}

const unusedOf = (context: Context, { id, total, currencyCode }: Credit): string =>
  sum(currencyCode, total, negate(appliedSum(context, 'nextdoc', id, currencyCode)))

function dueOf(context: Context, invoice: number): string {
  const row = context.state.database
    .prepare('SELECT currency, foreignamountunpaid AS due FROM "transaction" WHERE id = ?')
    .get(invoice) as Cells
  return toAmount(String(row.due), codeOf(context, row))
}

/** Added up digit by digit: the engine's SUM would use floats. */
function appliedSum(
  { state }: Context,
  side: 'previousdoc' | 'nextdoc',
  id: number,
  currencyCode: string,
): string {
  const rows = state.database
    .prepare(
      `SELECT foreignamount AS amount FROM nexttransactionlinelink WHERE ${side} = ? AND linktype = 'Payment'`,
    )
    .all(id)
  return sum(currencyCode, '0', ...rows.map(({ amount }) => toAmount(String(amount), currencyCode)))
}

const codeOf = ({ state }: Context, { currency }: Cells): string =>
  String(state.database.prepare('SELECT symbol FROM currency WHERE id = ?').get(currency ?? null)?.symbol)
