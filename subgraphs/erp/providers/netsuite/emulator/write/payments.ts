import { negate } from '../amounts.ts'
import { compare, toAmount } from '../decimals.ts'
import { missing } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { applyCredit, applyToOldest, type Credit, requestedTotal } from './applications.ts'
import { todayOf } from './clock.ts'
import type { Given, GivenCells, GivenList } from './given.ts'
import { writeLedger } from './ledger.ts'
import { type Parties, resolveParties } from './parties.ts'
import { assertMayChange, openPeriodFor } from './periods.ts'
import { assertNotVoided } from './sales.ts'
import { insertTransaction, updateTransaction } from './transaction-row.ts'

/** What a transform hands over: the customer, and the invoice that the money is for. */
export interface PaymentOrigin {
  cells: GivenCells
  apply?: GivenList
}

export function createPayment(context: Context, given: Given, origin?: PaymentOrigin): number {
  const id = context.state.nextId()
  const cells: GivenCells = { trandate: todayOf(context), ...origin?.cells, ...given.cells }
  const parties = resolveParties(context, cells)
  const apply = given.lists.apply ?? origin?.apply
  const total = amountOf(context, cells, apply, parties.currencyCode)
  insertTransaction(
    context,
    { id, type: 'CustPymt' },
    {
      ...cells,
      // Undeposited Funds unless the money went to a bank account.
      status: cells.account == null ? 'B' : 'C',
      currency: parties.currency,
      exchangerate: parties.rate,
      foreigntotal: negate(total),
      posting: 'T',
      postingperiod: openPeriodFor(context, cells.trandate, cells.postingperiod),
    },
  )
  writePayment(context, { id, parties, total })
  const credit = creditOf({ id, parties, total })
  applyCredit(context, credit, apply)
  if (cells.autoapply === 'T') applyToOldest(context, credit)
  return id
}

export function updatePayment(context: Context, row: Cells, given: Given): void {
  assertNotVoided(row)
  assertMayChange(context, row, given.cells, false)
  const cells: GivenCells = { ...row, ...given.cells }
  const parties = resolveParties(context, cells)
  const id = Number(row.id)
  const total = toAmount(
    given.cells.foreigntotal == null ? negate(String(row.foreigntotal)) : String(given.cells.foreigntotal),
    parties.currencyCode,
  )
  const moved = given.cells.trandate !== undefined || given.cells.postingperiod !== undefined
  updateTransaction(context, row, {
    ...given.cells,
    foreigntotal: negate(total),
    ...(moved && {
      postingperiod: openPeriodFor(context, cells.trandate, given.cells.postingperiod),
    }),
  })
  writePayment(context, { id, parties, total })
  applyCredit(context, creditOf({ id, parties, total }), given.lists.apply)
}

interface Payment {
  id: number
  parties: Parties
  total: string
}

function writePayment(context: Context, { id, parties, total }: Payment): void {
  const head = { id, type: 'CustPymt' as const, parties, createdFrom: undefined, posting: true }
  writeLedger(context, head, { lines: [], tax: '0', total })
}

function amountOf(
  context: Context,
  { foreigntotal }: GivenCells,
  apply: GivenList | undefined,
  currencyCode: string,
): string {
  const total =
    foreigntotal == null
      ? requestedTotal(context, apply, currencyCode)
      : toAmount(String(foreigntotal), currencyCode)
  if (compare(total, '0') <= 0) throw missing('Payment Amount')
  return total
}

const creditOf = ({ id, parties, total }: Payment): Credit => ({
  id,
  type: 'CustPymt',
  entity: Number(parties.customer.id),
  currency: parties.currency,
  currencyCode: parties.currencyCode,
  total,
})
