import { Decimal } from 'decimal.js'
import { WeftError } from '#shared/errors.ts'
import { type Money, parseMoney } from '#shared/money.ts'

/** Beyond this a JSON number no longer tells cents apart. */
const EXACT_BELOW = 1e13

/**
 * A JSON number as base-10 text. Salesforce sends currencies as numbers: up to 15 digits survive as written, and what
 * stands behind them is the noise of binary fractions. A number too large to be exact is refused.
 */
export function toDecimalText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (Math.abs(value) >= EXACT_BELOW)
    throw new WeftError('INVALID_RESPONSE', 'an amount that is too large to be exact')
  return new Decimal(value.toPrecision(15)).toFixed()
}

/** An amount in the record's currency; a price may have more digits than the currency, and is rounded half up. */
export function toMoney(value: number, currencyCode: string): Money {
  return parseMoney(toDecimalText(value), currencyCode, 'half-up')
}

export function toOptionalMoney(value: number | null | undefined, currencyCode: string): Money | undefined {
  return value == null ? undefined : toMoney(value, currencyCode)
}

/** Empty text is no value: Salesforce itself stores it as null. */
export function toText(value: string | null | undefined): string | undefined {
  return value == null || value === '' ? undefined : value
}

/** Midnight UTC of a calendar day. */
export function toMidnight(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`)
}

/** Canonical values by native ones; what the table does not name reads as UNKNOWN. */
export type ValueTable<Canonical extends string> = Readonly<Record<string, Canonical>>

export function fromTable<Canonical extends string>(
  table: ValueTable<Canonical>,
  value: string | null | undefined,
): Canonical | 'UNKNOWN' {
  return (value == null ? undefined : table[value]) ?? 'UNKNOWN'
}

/** The other way round, as a SOQL condition: the native values that read as one of `wanted`. */
export function toCondition<Canonical extends string>(
  field: string,
  table: ValueTable<Canonical>,
  wanted: readonly string[],
): string {
  const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(',')
  const known = Object.keys(table)
  const named = known.filter((value) => wanted.includes(table[value] ?? ''))
  const parts = [
    ...(named.length > 0 ? [`${field} IN (${list(named)})`] : []),
    ...(wanted.includes('UNKNOWN') ? [`${field} NOT IN (${list(known)})`] : []),
  ]
  // No native value reads as what is wanted: a condition that no record meets.
  return parts.length === 0 ? 'Id = null' : `(${parts.join(' OR ')})`
}
