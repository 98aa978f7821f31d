import { exponentOf, formatAmount, money } from '#shared/money.ts'

/** A decimal number as `units / 10^scale`. */
interface Decimal {
  units: bigint
  scale: number
}

const DECIMAL = /^(-?)(\d*)\.?(\d*)(?:[eE]([-+]?\d{1,2}))?$/

export const isDecimal = (text: string): boolean => DECIMAL.test(text) && /\d/.test(text)

function parse(text: string): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? []
  const units = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n)
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

function format({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  return sign + digits.slice(0, digits.length - scale) + (fraction && scale > 0 ? `.${fraction}` : '')
}

/** An amount with the digits of its currency, rounded half away from zero. */
export function toAmount(text: string, currencyCode: string): string {
  return multiply(text, '1', currencyCode)
}

/** Quantity times rate as an amount of a currency, rounded once. */
export function multiply(quantity: string, rate: string, currencyCode: string): string {
  const [first, second] = [parse(quantity), parse(rate)]
  const shift = exponentOf(currencyCode) - first.scale - second.scale
  const units = first.units * second.units
  const minorUnits = shift >= 0 ? units * 10n ** BigInt(shift) : divide(units, 10n ** BigInt(-shift))
  return formatAmount(money(minorUnits, currencyCode))
}

function divide(numerator: bigint, denominator: bigint): bigint {
  const half = numerator < 0n ? -denominator / 2n : denominator / 2n
  return (numerator + half) / denominator
}

/** A rate has up to eight digits after the point. */
export function divideRate(amount: string, quantity: string): string {
  const [dividend, divisor] = [parse(amount), parse(quantity)]
  if (divisor.units === 0n) return amount
  const units = divide(
    dividend.units * 10n ** BigInt(8 + divisor.scale),
    divisor.units * 10n ** BigInt(dividend.scale),
  )
  return format({ units, scale: 8 })
}

export function add(left: string, right: string): string {
  const [first, second] = [parse(left), parse(right)]
  const scale = Math.max(first.scale, second.scale)
  const units =
    first.units * 10n ** BigInt(scale - first.scale) + second.units * 10n ** BigInt(scale - second.scale)
  return format({ units, scale })
}

export const subtract = (left: string, right: string): string =>
  add(left, right.startsWith('-') ? right.slice(1) : `-${right}`)

/** Below, at or above zero as left is less than, equal to or more than right. */
export function compare(left: string, right: string): number {
  const { units } = parse(subtract(left, right))
  if (units === 0n) return 0
  return units < 0n ? -1 : 1
}
