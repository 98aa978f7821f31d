import type { BillingInterval, PriceRecord } from '#billing/provider.ts'
import type { SaleLineRecord } from '#crm/provider.ts'
import { divideMoney, isSameMoney, type Money, multiplyMoney } from '#shared/money.ts'
import { keepMoney } from '../kept-money.ts'
import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import type { DealLine } from './facts.ts'
import { timesIn } from './intervals.ts'
import type { ReadSale } from './read-sale.ts'
import type { ReadProduct } from './read-systems.ts'

export interface MappedLine extends DealLine {
  /** Undefined: billed once. */
  interval: BillingInterval | undefined
  listPrice: Money
}

type Mapping = { line: MappedLine } | { problem: Problem }

/** Each line as every system knows its product; what one of them does not know stops the deal. */
export function mapLines(
  { sale }: { sale: Pick<ReadSale['sale'], 'lines'> },
  {
    products,
    termMonths,
  }: { products: readonly (ReadProduct | undefined)[]; termMonths: number | undefined },
): { lines: MappedLine[]; problems: Problem[] } {
  const mapped = sale.lines.map((line, index) => mapLine(line, `lines[${index}]`, products[index]))
  const lines = mapped.flatMap((one) => ('line' in one ? [one.line] : []))
  const problems = mapped.flatMap((one) => ('problem' in one ? [one.problem] : []))
  return {
    lines,
    problems: [...problems, ...checkIntervals(lines, { termMonths, isWhole: problems.length === 0 })],
  }
}

function mapLine(line: SaleLineRecord, path: string, product: ReadProduct | undefined): Mapping {
  const { erp, billing } = product ?? {}
  if (!line.product || !erp || !billing) return unmapped(path, billing ? 'the ERP' : 'billing')
  if (!erp.active)
    return stopped('INVALID', path, {
      message: `the ERP's item ${erp.sku ?? ''} is not active`,
      fix: 'Activate it',
    })
  if (erp.kind === 'USAGE' || erp.kind === 'UNKNOWN')
    return stopped('INVALID', path, {
      message: `an item of the kind ${erp.kind} cannot be billed from a deal`,
      fix: 'Sell it apart',
    })
  const price = listPriceOf(billing.prices, line.total.currencyCode)
  if (!price)
    return stopped('INVALID', path, {
      message: `billing has no price of the product in ${line.total.currencyCode}`,
      fix: 'Add the price to billing',
    })
  const unitPrice = priceOf(line)
  if (!unitPrice)
    return stopped('INVALID', path, {
      message: `${line.quantity} cannot be billed at one price that makes the total`,
      fix: 'Choose a discount that leaves an even price, or split the line',
    })
  return {
    line: {
      name: billing.name,
      crmProductId: line.product.nativeId,
      billingProductId: billing.nativeId,
      erpProductId: erp.source.nativeId,
      supportProductId: product?.supportNativeId,
      quantity: line.quantity,
      unitPrice: keepMoney(unitPrice),
      amount: keepMoney(line.total),
      isRecurring: price.interval !== undefined,
      interval: price.interval,
      listPrice: price.unitAmount,
    },
  }
}

/** What one costs: by its price alone, or by the total that a discount has made. */
function priceOf({ unitPrice, quantity, total }: SaleLineRecord): Money | undefined {
  const isWhole = isSameMoney(multiplyMoney(unitPrice, quantity), total)
  return isWhole ? unitPrice : divideMoney(total, quantity)
}

const stopped = (
  code: 'INVALID' | 'NOT_LINKED',
  path: string,
  words: { message: string; fix: string },
): Mapping => ({
  problem: problem(code, `${path}.product`, words),
})

const unmapped = (path: string, system: string): Mapping =>
  stopped('NOT_LINKED', path, {
    message: `the product is not known to ${system}`,
    fix: `Create it in ${system} under the article number that the CRM has, or link the two`,
  })

/** What the product costs by the price list; a price that recurs once every interval goes first. */
export function listPriceOf(prices: readonly PriceRecord[], currencyCode: string): PriceRecord | undefined {
  const inCurrency = prices.filter((price) => price.unitAmount.currencyCode === currencyCode)
  return (
    inCurrency.find(({ interval, intervalCount }) => interval !== undefined && (intervalCount ?? 1) === 1) ??
    inCurrency.find(({ interval }) => interval === undefined)
  )
}

/** One subscription has one interval, and its term a whole number of them. */
function checkIntervals(
  lines: readonly MappedLine[],
  { termMonths, isWhole }: { termMonths: number | undefined; isWhole: boolean },
): Problem[] {
  const [interval, ...others] = new Set(lines.flatMap((line) => line.interval ?? []))
  const fix = 'Split the deal, so that each has lines of one interval'
  // What could not be mapped may be what recurs.
  if (interval === undefined)
    return isWhole ? [problem('INVALID', 'lines', { message: 'nothing of the deal recurs', fix })] : []
  if (others.length > 0) {
    const message = `the lines are billed by different intervals: ${[interval, ...others].join(', ')}`
    return [problem('INVALID', 'lines', { message, fix })]
  }
  if (termMonths === undefined || timesIn(termMonths, interval) !== undefined) return []
  const message = `${termMonths} months cannot be billed by the interval ${interval}`
  return [
    problem('INVALID', 'termMonths', { message, fix: 'Choose a term that is a multiple of the interval' }),
  ]
}
