import type { SQLInputValue } from 'node:sqlite'
import { missing, userError } from '../problems.ts'
import { customer as customerType } from '../record-types/customer.ts'
import { type Cells, findRow } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import type { GivenCells } from './given.ts'

/** Who buys from whom, in which money. */
export interface Parties {
  customer: Cells
  subsidiary: number
  currency: number
  currencyCode: string
  baseCurrencyCode: string
  /** Units of the subsidiary's currency for one of the transaction's. */
  rate: string
}

/** Takes what is not given from the customer, and refuses what does not fit it. */
export function resolveParties(context: Context, cells: GivenCells): Parties {
  const { database } = context.state
  const id = cells.entity
  const customer = id == null ? undefined : findRow(database, customerType, String(id))
  if (!customer) throw missing('Customer')
  const subsidiary = Number(cells.subsidiary ?? customer.subsidiary)
  if (subsidiary !== Number(customer.subsidiary))
    throw userError(`Invalid subsidiary reference key ${subsidiary} for entity ${id}.`)
  const currency = Number(cells.currency ?? customer.currency)
  if (!mayUse(context, customer, currency))
    throw userError(`Invalid currency reference key ${currency} for entity ${id}.`)
  const base = database.prepare('SELECT currency FROM subsidiary WHERE id = ?').get(subsidiary)?.currency
  return {
    customer,
    subsidiary,
    currency,
    currencyCode: symbolOf(context, currency),
    baseCurrencyCode: symbolOf(context, Number(base)),
    rate: String(cells.exchangerate ?? rateOf(context, currency, { subsidiary, base: Number(base) })),
  }
}

function mayUse({ state }: Context, customer: Cells, currency: number): boolean {
  if (currency === Number(customer.currency)) return true
  const listed = state.database
    .prepare('SELECT 1 FROM customercurrency WHERE customer = ? AND currency = ?')
    .get(customer.id ?? null, currency)
  return listed !== undefined
}

function symbolOf({ state }: Context, currency: number): string {
  return String(state.database.prepare('SELECT symbol FROM currency WHERE id = ?').get(currency)?.symbol)
}

/** The account's latest rate for the pair: what its last posting used. */
function rateOf(
  { state }: Context,
  currency: number,
  { subsidiary, base }: { subsidiary: number; base: number },
): SQLInputValue {
  if (currency === base) return '1'
  const latest = state.database
    .prepare(
      `SELECT t.exchangerate AS rate FROM "transaction" t
       JOIN transactionline m ON m."transaction" = t.id AND m.mainline = 'T'
       WHERE t.currency = ? AND m.subsidiary = ? AND t.posting = 'T' ORDER BY t.trandate DESC, t.id DESC LIMIT 1`,
    )
    .get(currency, subsidiary)
  return latest?.rate ?? '1'
}
