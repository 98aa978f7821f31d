import { stripeId } from '#demo-world/native-ids.ts'
import type { DemoProduct } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { toSmallestUnit } from '../amounts.ts'
import type { Row, State } from '../state.ts'
import { secondsOf } from './time.ts'

/** Products, what they grant, and a price of each in every currency that it is sold in. */
export function seedCatalogue(state: State, world: DemoWorld): void {
  const created = secondsOf(world.today, -900)
  for (const feature of world.features) state.collections.features.push(featureRow(feature.key, feature.name))
  for (const product of world.products) {
    state.collections.products.push(productRow(product, created))
    for (const currency of Object.keys(product.prices))
      state.collections.prices.push(priceRow(product, currency, created))
    for (const key of product.featureKeys) seedProductFeature(state, product, key)
  }
}

function featureRow(key: string, name: string): Row {
  return {
    id: stripeId('feat', key),
    object: 'entitlements.feature',
    active: true,
    livemode: false,
    lookup_key: key,
    metadata: {},
    name,
  }
}

function seedProductFeature(state: State, product: DemoProduct, featureKey: string): void {
  const feature = state.collections.features.find(({ lookup_key }) => lookup_key === featureKey)
  const id = stripeId('prodft', `${product.key}/${featureKey}`)
  state.collections.product_features.push({
    id,
    object: 'product_feature',
    entitlement_feature: { ...feature },
    livemode: false,
  })
  state.productOfFeature.set(id, stripeId('prod', product.key))
}

function productRow(product: DemoProduct, created: number): Row {
  return {
    id: stripeId('prod', product.key),
    object: 'product',
    active: true,
    created,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: { sku: product.sku },
    name: product.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: product.taxCode,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: created,
    url: null,
  }
}

export function priceId(productKey: string, currencyCode: string): string {
  return stripeId('price', `${productKey}/${currencyCode}`)
}

function priceRow(product: DemoProduct, currencyCode: string, created: number): Row {
  const amount = toSmallestUnit(product.prices[currencyCode] ?? '0', currencyCode)
  return {
    id: priceId(product.key, currencyCode),
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created,
    currency: currencyCode.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: `${product.key}-${currencyCode.toLowerCase()}`,
    metadata: {},
    nickname: null,
    product: stripeId('prod', product.key),
    recurring: product.interval
      ? {
          interval: product.interval,
          interval_count: 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: 'exclusive',
    tiers_mode: null,
    transform_quantity: null,
    type: product.interval ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  }
}
