import { exponentOf, formatAmount, money, parseMoney } from '#shared/money.ts'

/** Adds decimal texts of one currency. */
export function sum(currencyCode: string, ...amounts: string[]): string {
  const minorUnits = amounts.reduce(
    (total, amount) => total + parseMoney(amount, currencyCode).minorUnits,
    0n,
  )
  return formatAmount(money(minorUnits, currencyCode))
}

export const negate = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`)

/** An amount in the subsidiary's own currency, rounded half up once. */
export function toBase(amount: string, from: string, rate: string, base: string): string {
  const [whole = '0', fraction = ''] = rate.split('.')
  const numerator =
    parseMoney(amount, from).minorUnits * BigInt(whole + fraction) * 10n ** BigInt(exponentOf(base))
  const denominator = 10n ** BigInt(fraction.length + exponentOf(from))
  const half = numerator < 0n ? -denominator / 2n : denominator / 2n
  return formatAmount(money((numerator + half) / denominator, base))
}
