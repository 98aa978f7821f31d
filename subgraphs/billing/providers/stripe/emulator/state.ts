/** A record as the wire has it. */
export type Row = { id: string; object: string; created?: number } & Record<string, unknown>

export const COLLECTIONS = [
  'customers',
  'tax_ids',
  'products',
  'product_features',
  'prices',
  'subscriptions',
  'subscription_items',
  'invoices',
  'line_items',
  'invoice_payments',
  'payment_intents',
  'charges',
  'refunds',
  'balance_transactions',
  'features',
  'active_entitlements',
] as const
export type CollectionName = (typeof COLLECTIONS)[number]

export interface State {
  /** Newest first, as lists answer. Lists that are part of a record are made when it is rendered. */
  collections: Record<CollectionName, Row[]>
  /** Who has an entitlement: the object itself does not say. Entitlement id → customer id. */
  customerOfEntitlement: Map<string, string>
  /** What a product grants: feature id and product id of each product feature. */
  productOfFeature: Map<string, string>
  /** Records younger than this are not in the search index yet. */
  searchLagSeconds: number
}

export function createEmptyState(): State {
  const collections = Object.fromEntries(COLLECTIONS.map((name): [CollectionName, Row[]] => [name, []]))
  return {
    collections: collections as State['collections'],
    customerOfEntitlement: new Map(),
    productOfFeature: new Map(),
    searchLagSeconds: 0,
  }
}

/** Puts every collection into the order of lists: newest first, of one second the last made first. */
export function sortNewestFirst(state: State): void {
  for (const rows of Object.values(state.collections)) {
    rows.reverse()
    rows.sort((one, other) => (other.created ?? 0) - (one.created ?? 0))
  }
}

export function findById(state: State, id: string): Row | undefined {
  return Object.values(state.collections)
    .flat()
    .find((row) => row.id === id)
}
