import { Decimal } from 'decimal.js'
import { WeftError } from '#shared/errors.ts'
import { exponentOf, type Money, money } from '#shared/money.ts'

/**
 * Digits after the point in amounts of Stripe's API, where they are not 2. They differ from ISO 4217: króna and Ugandan
 * shilling have two in the API and none in ISO, the ariary none in the API and two in ISO.
 * https://docs.stripe.com/currencies#zero-decimal · #three-decimal · #special-cases (read 2026-11-22)
 */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  MGA: 0,
  PYG: 0,
  RWF: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  JOD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
}

/** Digits after the point of an amount in Stripe's API. */
export function stripeExponentOf(currency: string): number {
  return EXPONENTS[currency.toUpperCase()] ?? 2
}

/** What Stripe refuses a remainder of: the last digit of a three-decimal currency, the two that a króna does not have. */
function stepOf(currency: string): bigint {
  const exponent = stripeExponentOf(currency)
  if (exponent === 3) return 10n
  return exponent > exponentOf(currency.toUpperCase()) ? 100n : 1n
}

/**
 * Reads an amount of the API, an integer or decimal text in Stripe's smallest unit, as money. `half-up` is for parts
 * that may be fractions of the currency's own unit (unit prices, tax of a line); a total that is one is refused.
 */
export function toMoney(
  amount: number | string,
  currency: string,
  rounding: 'exact' | 'half-up' = 'exact',
): Money {
  const code = currency.toUpperCase()
  const shift = exponentOf(code) - stripeExponentOf(code)
  const shifted = new Decimal(amount).times(new Decimal(10).pow(shift))
  if (!shifted.isInteger() && rounding === 'exact') {
    throw new WeftError('INVALID_RESPONSE', 'an amount that is no whole one of its currency')
  }
  return money(BigInt(shifted.toFixed(0, Decimal.ROUND_HALF_UP)), code)
}

/** Money as the API takes it; INVALID_ARGUMENT for an amount that Stripe would refuse. */
export function toStripeAmount({ minorUnits, currencyCode }: Money): { amount: number; currency: string } {
  const shift = stripeExponentOf(currencyCode) - exponentOf(currencyCode)
  const divisor = shift < 0 ? 10n ** BigInt(-shift) : 1n
  const amount = shift < 0 ? minorUnits / divisor : minorUnits * 10n ** BigInt(shift)
  const exact = minorUnits % divisor === 0n && amount % stepOf(currencyCode) === 0n
  if (!exact || amount > BigInt(Number.MAX_SAFE_INTEGER) || amount < BigInt(Number.MIN_SAFE_INTEGER)) {
    throw new WeftError(
      'INVALID_ARGUMENT',
      `Stripe takes no ${currencyCode} amount of ${minorUnits} minor units`,
    )
  }
  return { amount: Number(amount), currency: currencyCode.toLowerCase() }
}
