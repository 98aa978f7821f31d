import type { ItemRow, PriceRow } from '../billing/rows.ts'
import { BLANK_PRICE } from '../blank-records.ts'
import { invalid, required } from '../errors.ts'
import { newId } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import { planOf } from '../plan.ts'
import { findById, type Row } from '../state.ts'
import { changeRow, emit, insertRow, type Transaction, updateRow } from '../transaction.ts'
import {
  boolean,
  decimal,
  type Fields,
  fullText,
  givenOf,
  hashOf,
  idOf,
  metadata,
  oneOf,
  positive,
  text,
  unsigned,
  type Values,
} from './fields.ts'
import { find } from './find.ts'
import { insertProduct } from './products.ts'
import { writeRoute } from './route.ts'

const RECURRING = {
  interval: oneOf('day', 'week', 'month', 'year'),
  interval_count: positive,
  usage_type: oneOf('licensed'),
} satisfies Fields

const EDITABLE = {
  active: boolean,
  lookup_key: text,
  metadata,
  nickname: text,
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  transfer_lookup_key: boolean,
} satisfies Fields

const AMOUNT = {
  currency: fullText,
  product: idOf('products'),
  recurring: hashOf(RECURRING),
  unit_amount: unsigned,
  unit_amount_decimal: decimal,
} satisfies Fields

const CREATED = {
  ...EDITABLE,
  ...AMOUNT,
  billing_scheme: oneOf('per_unit'),
  product_data: hashOf({ id: fullText, metadata, name: fullText, unit_label: text }),
} satisfies Fields

/** A price made on the spot, as items and invoice items may bring it. */
export const PRICE_DATA = { ...AMOUNT, tax_behavior: EDITABLE.tax_behavior } satisfies Fields

/** https://docs.stripe.com/api/prices: one amount for each unit; no tiers. */
export const PRICE_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/prices', fields: CREATED, run: createPrice }),
  writeRoute({ method: 'POST', path: '/v1/prices/:id', fields: EDITABLE, run: update }),
]

export function createPrice(values: Values<typeof CREATED>, transaction: Transaction): PriceRow {
  const { recurring, product_data } = values
  const currency = required(values.currency, 'currency').toLowerCase()
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}`, 'currency')
  if (recurring) required(recurring.interval, 'recurring[interval]')
  const amount = String(required(values.unit_amount_decimal ?? values.unit_amount, 'unit_amount'))
  const name = product_data && required(product_data.name, 'product_data[name]')
  const product = name === undefined ? undefined : insertProduct(transaction, { ...product_data, name }).id
  takeLookupKey(transaction, values)
  const price: PriceRow = {
    ...BLANK_PRICE,
    id: newId('price'),
    object: 'price',
    created: transaction.now,
    currency,
    metadata: mergeMetadata({}, values.metadata),
    product: required(product ?? values.product, 'product'),
    recurring: recurring
      ? {
          interval: recurring.interval ?? 'month',
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: /^\d+$/.test(amount) ? Number(amount) : null,
    unit_amount_decimal: amount,
    ...givenOf(values, 'active', 'lookup_key', 'nickname', 'tax_behavior'),
  } as PriceRow
  insertRow(transaction, 'prices', price)
  emit(transaction, 'created', price)
  return price
}

/** A price that an item brings along: nothing else may be sold by it, so it is inactive and in no list. */
export function createInlinePrice(values: Values<typeof PRICE_DATA>, transaction: Transaction): PriceRow {
  const price = createPrice({ ...values, active: false }, transaction)
  transaction.state.inlinePrices.add(price.id)
  return price
}

function update(values: Values<typeof EDITABLE>, transaction: Transaction, { id }: { id?: string }): Row {
  const price = find<PriceRow>(transaction, 'prices', id)
  takeLookupKey(transaction, values, price.id)
  updateRow(transaction, price, {
    ...givenOf(values, 'active', 'lookup_key', 'nickname', 'tax_behavior'),
    metadata: mergeMetadata(price.metadata, values.metadata),
  })
  showInItems(transaction, price)
  return price
}

/** A lookup key names one price; `transfer_lookup_key` takes it from the one that has it. */
function takeLookupKey(transaction: Transaction, values: Values<typeof EDITABLE>, own?: string): void {
  const { lookup_key, transfer_lookup_key } = values
  if (typeof lookup_key !== 'string') return
  const holder = transaction.state.collections.prices.find((price) => price.lookup_key === lookup_key)
  if (!holder || holder.id === own) return
  if (!transfer_lookup_key)
    throw invalid(
      `A price (\`${holder.id}\`) already uses that lookup key.`,
      'lookup_key',
      'resource_already_exists',
    )
  updateRow(transaction, holder, { lookup_key: null })
}

/** Items of subscriptions carry the price itself. */
function showInItems(transaction: Transaction, price: PriceRow): void {
  const items = transaction.state.collections.subscription_items as ItemRow[]
  for (const item of items) {
    if (item.price.id !== price.id) continue
    changeRow(transaction, item, { price: structuredClone(price), plan: planOf(price) })
    const subscription = findById(transaction.state, item.subscription)
    const list = subscription?.items as { data: ItemRow[] } | undefined
    if (subscription && list)
      changeRow(transaction, subscription, {
        items: { ...list, data: list.data.map((known) => (known.id === item.id ? { ...item } : known)) },
      })
  }
}
