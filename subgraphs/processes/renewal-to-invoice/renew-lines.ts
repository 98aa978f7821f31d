import { Decimal } from 'decimal.js'
import type { ContractLineRecord, ContractRecord, SaleLineRecord } from '#crm/provider.ts'
import { divideMoney, formatAmount, isSameMoney, type Money, multiplyMoney } from '#shared/money.ts'
import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import { addDays } from '../quote-to-cash/dates.ts'
import { timesIn } from '../quote-to-cash/intervals.ts'
import { listPriceOf } from '../quote-to-cash/map-lines.ts'
import type { ReadProduct } from '../quote-to-cash/read-systems.ts'
import type { RenewalCorrections } from './input.ts'

/** A line of the new term, before any system's name for its product. */
export interface RenewedLine extends SaleLineRecord {
  /** What the systems have of its product. */
  systems: ReadProduct | undefined
}

/** A renewable line of the old term and what the systems have of its product. */
export interface EndingLine {
  line: ContractLineRecord
  systems: ReadProduct | undefined
}

/**
 * The new term's lines: the same product at the same price is one line, at different prices it stays apart; a quantity of 0
 * stays. The uplift is on what one costs after its discount, once.
 */
export function renewLines(
  lines: readonly EndingLine[],
  {
    contract,
    upliftPercent,
    quantities = {},
  }: {
    contract: Pick<ContractRecord, 'startDate' | 'endDate' | 'termMonths'>
    upliftPercent: string
    quantities: RenewalCorrections['quantities']
  },
): { lines: RenewedLine[]; problems: Problem[] } {
  const combined = new Map<string, RenewedLine>()
  const problems: Problem[] = []
  for (const [index, { line, systems }] of lines.entries()) {
    const price = paidPriceOf(line, timesBilled(line, systems, contract))
    const quantity = quantities[line.nativeId] ?? line.quantity
    const wrong = wrongWith(line, { price, quantity, path: `lines[${index}]` })
    if (wrong) problems.push(wrong)
    if (!price || wrong) continue
    const key = [line.product?.nativeId, formatAmount(price), price.currencyCode].join(' ')
    const known = combined.get(key)
    const sum = new Decimal(known?.quantity ?? 0).plus(quantity).toFixed()
    combined.set(key, renewedLine(line, { price: uplift(price, upliftPercent), quantity: sum, systems }))
  }
  return { lines: [...combined.values()], problems }
}

function renewedLine(
  { nativeId, product }: ContractLineRecord,
  { price, quantity, systems }: { price: Money; quantity: string; systems: ReadProduct | undefined },
): RenewedLine {
  const total = multiplyMoney(price, quantity)
  return { nativeId, product, quantity, unitPrice: price, discount: undefined, total, systems }
}

const QUANTITY = /^\d{1,12}(\.\d{1,6})?$/

function wrongWith(
  { netAmount }: ContractLineRecord,
  { price, quantity, path }: { price: Money | undefined; quantity: string; path: string },
): Problem | undefined {
  if (!QUANTITY.test(quantity))
    return problem('INVALID', `${path}.quantity`, {
      message: `${quantity} is no quantity`,
      fix: 'Choose 0 or more; 0 keeps the line, and bills nothing',
    })
  if (price) return undefined
  return problem('INVALID', `${path}.netAmount`, {
    message: `${formatAmount(netAmount)} is no multiple of what one of them costs`,
    fix: 'Correct price or net amount of the line in the CRM',
  })
}

function uplift(price: Money, percent: string): Money {
  return multiplyMoney(price, new Decimal(100).plus(percent).div(100).toFixed())
}

/** How often a line was billed in the old term; undefined where that is not known, or it ran for a part of the term. */
function timesBilled(
  { term, unitPrice }: ContractLineRecord,
  systems: ReadProduct | undefined,
  { startDate, endDate, termMonths }: Pick<ContractRecord, 'startDate' | 'endDate' | 'termMonths'>,
): number | undefined {
  const interval = listPriceOf(systems?.billing?.prices ?? [], unitPrice.currencyCode)?.interval
  const day = (at: Date | undefined): string | undefined => at?.toISOString().slice(0, 10)
  const isWhole =
    [startDate, undefined].includes(day(term.start)) &&
    [endDate && addDays(endDate, 1), undefined].includes(day(term.end))
  if (interval === undefined || termMonths === undefined || !isWhole) return undefined
  return timesIn(termMonths, interval)
}

/** What one costs for one interval, discounts taken off: sales may have put them on the whole term alone. */
function paidPriceOf(
  { unitPrice, quantity, netAmount }: ContractLineRecord,
  times: number | undefined,
): Money | undefined {
  if (times === undefined || Number(quantity) === 0) return unitPrice
  const full = multiplyMoney(multiplyMoney(unitPrice, quantity), String(times))
  if (isSameMoney(full, netAmount)) return unitPrice
  return divideMoney(netAmount, new Decimal(quantity).times(times).toFixed())
}
