import { Decimal } from 'decimal.js'
import { WeftError } from './errors.ts'

/** Wide enough that no amount we accept is ever rounded by the arithmetic itself. */
const Exact = Decimal.clone({ precision: 200 })
const AMOUNT = /^-?\d{1,40}(\.\d{1,40})?([eE][-+]?\d{1,2})?$/

/** An amount in the smallest unit of its currency. Never a float: `minorUnits` is exact at any size. */
export interface Money {
  minorUnits: bigint
  /** ISO 4217, upper case. */
  currencyCode: string
}

/** ISO 4217 minor-unit counts that are not 2 (amendment list of 2025). */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

/** Digits after the point: 0 for yen, 2 for dollars, 3 for Kuwaiti dinars. */
export function exponentOf(currencyCode: string): number {
  return EXPONENTS[currencyCode] ?? 2
}

export function money(minorUnits: bigint, currencyCode: string): Money {
  const code = currencyCode.toUpperCase()
  if (!/^[A-Z]{3}$/.test(code)) throw new WeftError('INVALID_RESPONSE', 'something that is no currency code')
  return { minorUnits, currencyCode: code }
}

/**
 * Reads base-10 text ("1234.50") as money. More digits than the currency has are rounded half up
 * when `rounding` says so (ERP unit prices, tax), and refused otherwise.
 */
export function parseMoney(
  amount: string,
  currencyCode: string,
  rounding: 'exact' | 'half-up' = 'exact',
): Money {
  if (!AMOUNT.test(amount)) throw new WeftError('INVALID_RESPONSE', 'something that is no decimal amount')
  const shifted = new Exact(amount).times(new Exact(10).pow(exponentOf(currencyCode.toUpperCase())))
  if (!shifted.isInteger() && rounding === 'exact') {
    throw new WeftError('INVALID_RESPONSE', 'an amount with more digits than its currency allows')
  }
  return money(BigInt(shifted.toFixed(0, Decimal.ROUND_HALF_UP)), currencyCode)
}

/** Base-10 text with exactly the currency's digits: "1234.50", "-0.05", "500" for yen. */
export function formatAmount({ minorUnits, currencyCode }: Money): string {
  const exponent = exponentOf(currencyCode)
  const digits = (minorUnits < 0n ? -minorUnits : minorUnits).toString().padStart(exponent + 1, '0')
  const sign = minorUnits < 0n ? '-' : ''
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

export function addMoney(first: Money, ...rest: Money[]): Money {
  return rest.reduce((sum, next) => {
    if (next.currencyCode !== sum.currencyCode) {
      throw new WeftError('INTERNAL', `cannot add ${next.currencyCode} to ${sum.currencyCode}`)
    }
    return { currencyCode: sum.currencyCode, minorUnits: sum.minorUnits + next.minorUnits }
  }, first)
}

/** `quantity` (base-10 text) times, rounded half up to the currency's digits. */
export function multiplyMoney(unitPrice: Money, quantity: string): Money {
  if (!AMOUNT.test(quantity)) throw new WeftError('INVALID_RESPONSE', 'something that is no decimal quantity')
  const product = new Exact(unitPrice.minorUnits.toString()).times(quantity)
  return { ...unitPrice, minorUnits: BigInt(product.toFixed(0, Decimal.ROUND_HALF_UP)) }
}

/** What one of `quantity` costs; undefined where that is no amount of the currency. */
export function divideMoney(total: Money, quantity: string): Money | undefined {
  if (!AMOUNT.test(quantity)) throw new WeftError('INVALID_RESPONSE', 'something that is no decimal quantity')
  const part = new Exact(total.minorUnits.toString()).div(quantity)
  return part.isInteger() ? { ...total, minorUnits: BigInt(part.toFixed(0)) } : undefined
}

export function subtractMoney(from: Money, amount: Money): Money {
  return addMoney(from, { ...amount, minorUnits: -amount.minorUnits })
}

export function isSameMoney(one: Money, other: Money): boolean {
  return one.currencyCode === other.currencyCode && one.minorUnits === other.minorUnits
}
