import type { BillingInterval, PriceRecord, TaxBehavior } from '#billing/provider.ts'
import type { Money } from '#shared/money.ts'
import type { FieldSources } from '#shared/provenance.ts'
import { toMoney } from '../currencies.ts'
import type { NativePrice } from '../native.ts'
import { type Mapping, toInstant, toRef, toSource } from './record.ts'

const SOURCES: FieldSources = {
  unitAmount: 'price.unit_amount_decimal',
  interval: 'price.recurring.interval',
  intervalCount: 'price.recurring.interval_count',
  taxBehavior: 'price.tax_behavior',
}

const INTERVALS: Readonly<Record<string, BillingInterval>> = {
  day: 'DAY',
  week: 'WEEK',
  month: 'MONTH',
  year: 'YEAR',
}

const TAX_BEHAVIORS: Readonly<Record<string, TaxBehavior>> = {
  inclusive: 'INCLUSIVE',
  exclusive: 'EXCLUSIVE',
  unspecified: 'UNSPECIFIED',
}

/** A price with tiers has no single unit amount and reads as zero: see the vendor's README. */
export function toCanonicalPrice(price: NativePrice, mapping: Mapping): PriceRecord {
  return {
    source: toSource(mapping, 'price', price.id),
    fieldSources: SOURCES,
    createdAt: toInstant(price.created),
    product: toRef(mapping, 'product', price.product),
    unitAmount: toUnitAmount(price) ?? toMoney(0, price.currency),
    interval: price.recurring ? toCanonicalInterval(price.recurring.interval) : undefined,
    intervalCount: price.recurring?.interval_count,
    taxBehavior: toCanonicalTaxBehavior(price.tax_behavior),
  }
}

export function toCanonicalInterval(interval: string): BillingInterval {
  return INTERVALS[interval] ?? 'UNKNOWN'
}

export function toCanonicalTaxBehavior(behavior: string | null | undefined): TaxBehavior {
  return behavior == null ? 'UNSPECIFIED' : (TAX_BEHAVIORS[behavior] ?? 'UNKNOWN')
}

/** Undefined where tiers or usage decide. */
function toUnitAmount(price: NativePrice): Money | undefined {
  const amount = price.unit_amount_decimal ?? price.unit_amount
  return amount == null ? undefined : toMoney(amount, price.currency, 'half-up')
}
