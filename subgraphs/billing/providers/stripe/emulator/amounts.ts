import { Decimal } from 'decimal.js'

/** https://docs.stripe.com/currencies (read 2026-11-22): króna and Ugandan shilling are written with two decimals. */
const ZERO_DECIMAL = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ')
const THREE_DECIMAL = 'BHD JOD KWD OMR TND'.split(' ')

/** Decimal text as the integer that the API has for it. */
export function toSmallestUnit(amount: string, currencyCode: string): number {
  const digits = ZERO_DECIMAL.includes(currencyCode) ? 0 : THREE_DECIMAL.includes(currencyCode) ? 3 : 2
  const units = new Decimal(amount).times(new Decimal(10).pow(digits))
  if (!units.isInteger()) throw new Error(`${amount} ${currencyCode} has more digits than Stripe takes`)
  return units.toNumber()
}

/** Parts of a whole in proportion to weights; the last takes what rounding leaves. */
export function sharesOf(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const shares = weights.map((weight) => (sum === 0 ? 0 : Math.floor((whole * weight) / sum)))
  const given = shares.slice(0, -1).reduce((total, share) => total + share, 0)
  return shares.map((share, index) => (index === shares.length - 1 ? whole - given : share))
}
