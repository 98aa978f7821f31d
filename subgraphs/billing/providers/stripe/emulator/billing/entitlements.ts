import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { emit, insertRow, removeRow, rowOf, type Transaction } from '../transaction.ts'
import type { SubscriptionRow, SubscriptionStatus } from './rows.ts'

const GRANTING: readonly SubscriptionStatus[] = ['active', 'trialing', 'past_due']
/** How many entitlements an event holds. */
const SUMMARY_SIZE = 10

/** Makes a customer's active entitlements those of the products that it has in live subscriptions. */
export function grantFeatures(transaction: Transaction, customer: string): void {
  const { state } = transaction
  const wanted = featuresOf(transaction, customer)
  const held = heldBy(transaction, customer)
  const lost = held.filter(({ feature }) => !wanted.has(String(feature)))
  const gained = [...wanted].filter((id) => !held.some(({ feature }) => feature === id))
  if (lost.length + gained.length === 0) return
  const previous = summaryOf(transaction, customer)
  for (const row of lost) {
    removeRow(transaction, 'active_entitlements', row)
    state.customerOfEntitlement.delete(row.id)
    transaction.undo.push(() => state.customerOfEntitlement.set(row.id, customer))
  }
  for (const feature of gained) {
    const { lookup_key } = rowOf(transaction, feature)
    const id = newId('ent_test')
    const object = 'entitlements.active_entitlement'
    insertRow(transaction, 'active_entitlements', { id, object, feature, livemode: false, lookup_key })
    state.customerOfEntitlement.set(id, customer)
    transaction.undo.push(() => state.customerOfEntitlement.delete(id))
  }
  emit(transaction, 'updated', summaryOf(transaction, customer), { entitlements: previous.entitlements })
}

function featuresOf({ state }: Transaction, customer: string): Set<string> {
  const products = (state.collections.subscriptions as SubscriptionRow[])
    .filter((subscription) => subscription.customer === customer && GRANTING.includes(subscription.status))
    .flatMap(({ items }) => items.data.map(({ price }) => price.product))
  const features = state.collections.product_features.filter(({ id }) =>
    products.includes(state.productOfFeature.get(id) ?? ''),
  )
  return new Set(features.map(({ entitlement_feature }) => (entitlement_feature as Row).id))
}

const heldBy = ({ state }: Transaction, customer: string): Row[] =>
  state.collections.active_entitlements.filter(({ id }) => state.customerOfEntitlement.get(id) === customer)

function summaryOf(transaction: Transaction, customer: string): Row {
  const held = heldBy(transaction, customer)
  return {
    object: 'entitlements.active_entitlement_summary',
    customer,
    entitlements: {
      object: 'list',
      data: structuredClone(held.slice(0, SUMMARY_SIZE)),
      has_more: held.length > SUMMARY_SIZE,
      url: `/v1/customer/${customer}/entitlements`,
    },
    livemode: false,
  } as unknown as Row
}
