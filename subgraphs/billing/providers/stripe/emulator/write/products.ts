import { grantFeatures } from '../billing/entitlements.ts'
import { BLANK_PRODUCT } from '../blank-records.ts'
import { invalid, required, stateConflict } from '../errors.ts'
import { newId } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import { findById, type Row } from '../state.ts'
import { emit, insertRow, removeRow, type Transaction, updateRow } from '../transaction.ts'
import {
  boolean,
  type Fields,
  fullText,
  givenOf,
  idOf,
  listOf,
  metadata,
  orUnset,
  text,
  url,
  type Values,
} from './fields.ts'
import { find } from './find.ts'
import { writeRoute } from './route.ts'

const EDITABLE = {
  active: boolean,
  default_price: orUnset(idOf('prices')),
  description: text,
  images: listOf(url),
  metadata,
  name: fullText,
  shippable: boolean,
  statement_descriptor: text,
  tax_code: text,
  unit_label: text,
  url: orUnset(url),
} satisfies Fields
const { default_price: _later, ...CREATED } = { ...EDITABLE, id: fullText }

const FEATURE = { lookup_key: fullText, metadata, name: fullText } satisfies Fields

/** https://docs.stripe.com/api/products and https://docs.stripe.com/api/entitlements/feature */
export const PRODUCT_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/products', fields: CREATED, run: create }),
  writeRoute({
    method: 'POST',
    path: '/v1/products/:id',
    fields: EDITABLE,
    run: (values, transaction, { id }) => {
      const product = find(transaction, 'products', id)
      updateRow(transaction, product, { ...storedOf(product, values), updated: transaction.now })
      return product
    },
  }),
  writeRoute({ method: 'DELETE', path: '/v1/products/:id', fields: {}, run: remove }),
  writeRoute({ method: 'POST', path: '/v1/entitlements/features', fields: FEATURE, run: createFeature }),
  writeRoute({
    method: 'POST',
    path: '/v1/products/:id/features',
    fields: { entitlement_feature: idOf('features') },
    run: attachFeature,
  }),
  writeRoute({
    method: 'DELETE',
    path: '/v1/products/:product/features/:id',
    fields: {},
    run: detachFeature,
  }),
]

function create(values: Values<typeof CREATED>, transaction: Transaction): Row {
  const name = required(values.name, 'name')
  return insertProduct(transaction, { ...values, name })
}

export function insertProduct(
  transaction: Transaction,
  values: Values<typeof CREATED> & { name: string },
): Row {
  const { id = newId('prod', 14) } = values
  if (findById(transaction.state, id))
    throw invalid(`Product already exists.`, 'id', 'resource_already_exists')
  const { now } = transaction
  const blank: Row = { ...BLANK_PRODUCT, id, object: 'product', created: now, metadata: {}, updated: now }
  const product = insertRow(transaction, 'products', Object.assign(blank, storedOf(blank, values)))
  emit(transaction, 'created', product)
  return product
}

function storedOf(product: Row, values: Values<typeof EDITABLE>): Record<string, unknown> {
  return {
    ...givenOf(values, 'active', 'default_price', 'description', 'images', 'name', 'shippable'),
    ...givenOf(values, 'statement_descriptor', 'tax_code', 'unit_label', 'url'),
    metadata: mergeMetadata(product.metadata, values.metadata),
  }
}

function remove(_values: object, transaction: Transaction, { id }: { id?: string }): Row {
  const product = find(transaction, 'products', id)
  if (transaction.state.collections.prices.some((price) => price.product === product.id))
    throw stateConflict('This product cannot be deleted because it has one or more user-created prices.')
  const deleted: Row = { id: product.id, object: 'product', deleted: true }
  removeRow(transaction, 'products', product, deleted)
  emit(transaction, 'deleted', product)
  return deleted
}

function createFeature(values: Values<typeof FEATURE>, transaction: Transaction): Row {
  const lookup_key = required(values.lookup_key, 'lookup_key')
  const name = required(values.name, 'name')
  if (transaction.state.collections.features.some((feature) => feature.lookup_key === lookup_key))
    throw invalid('A feature with this lookup key already exists.', 'lookup_key', 'resource_already_exists')
  return insertRow(transaction, 'features', {
    id: newId('feat_test'),
    object: 'entitlements.feature',
    active: true,
    livemode: false,
    lookup_key,
    metadata: mergeMetadata({}, values.metadata),
    name,
  })
}

/** Who has the product in a live subscription has the feature from now on. */
function attachFeature(
  values: { entitlement_feature?: string },
  transaction: Transaction,
  { id }: { id?: string },
): Row {
  const { state } = transaction
  const product = find(transaction, 'products', id)
  const feature = state.byId.get(required(values.entitlement_feature, 'entitlement_feature'))
  const row = insertRow(transaction, 'product_features', {
    id: newId('prodft'),
    object: 'product_feature',
    entitlement_feature: structuredClone(feature),
    livemode: false,
  })
  state.productOfFeature.set(row.id, product.id)
  regrant(transaction)
  return row
}

function detachFeature(_values: object, transaction: Transaction, { id }: { id?: string }): Row {
  const row = find(transaction, 'product_features', id)
  removeRow(transaction, 'product_features', row)
  transaction.state.productOfFeature.delete(row.id)
  regrant(transaction)
  return { id: row.id, object: 'product_feature', deleted: true }
}

function regrant(transaction: Transaction): void {
  for (const { id } of transaction.state.collections.customers) grantFeatures(transaction, id)
}
