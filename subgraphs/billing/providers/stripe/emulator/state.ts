import type { ExecutionFault } from './executions.ts'
import type { StoredAnswer } from './idempotency.ts'
import { createLimits, type Limits } from './limits.ts'

/** A record as the wire has it. */
export type Row = { id: string; object: string; created?: number } & Record<string, unknown>

const COLLECTIONS = [
  'customers',
  'tax_ids',
  'customer_balance_transactions',
  'payment_methods',
  'products',
  'product_features',
  'prices',
  'subscriptions',
  'subscription_items',
  'subscription_schedules',
  'invoices',
  'line_items',
  'invoice_items',
  'invoice_payments',
  'payment_intents',
  'charges',
  'refunds',
  'balance_transactions',
  'credit_notes',
  'credit_note_line_items',
  'features',
  'active_entitlements',
  'events',
  'test_clocks',
] as const
export type CollectionName = (typeof COLLECTIONS)[number]

/** A record as it was until an instant: what a search index that lags still finds. */
export interface Version {
  id: string
  collection: CollectionName
  /** Unix milliseconds of the emulator's clock. */
  until: number
  /** Undefined before it was made. */
  before: Row | undefined
}

export interface State {
  /** Newest first, as lists answer; parts of other records in the order of those. */
  collections: Record<CollectionName, Row[]>
  byId: Map<string, Row>
  /** What retrieving a deleted record answers. */
  deleted: Map<string, Row>
  /** Who has an entitlement: the object itself does not say. Entitlement id → customer id. */
  customerOfEntitlement: Map<string, string>
  /** What a product grants: feature id and product id of each product feature. */
  productOfFeature: Map<string, string>
  /** Credit note line id → credit note id. */
  noteOfLine: Map<string, string>
  /** Prices that were made on the spot, by `price_data`. */
  inlinePrices: Set<string>
  /** How far the search index is behind. */
  searchLagSeconds: number
  /** Oldest first. */
  history: Version[]
  /** Unix seconds until which everything that was due was done: of the account's time (`''`) and of each test clock. */
  settledUntil: Map<string, number>
  /** Idempotency key → what its first request was and was answered. */
  answers: Map<string, StoredAnswer>
  executionFaults: ExecutionFault[]
  limits: Limits
  /** What an endpoint has besides its target: description and metadata of webhook endpoints, by id. */
  endpointDetails: Map<string, Record<string, unknown>>
}

/** https://docs.stripe.com/search: under a minute in normal operation (read 2026-11-22). */
const SEARCH_LAG_SECONDS = 30

export function createEmptyState(): State {
  const collections = Object.fromEntries(COLLECTIONS.map((name): [CollectionName, Row[]] => [name, []]))
  return {
    collections: collections as State['collections'],
    byId: new Map(),
    deleted: new Map(),
    customerOfEntitlement: new Map(),
    productOfFeature: new Map(),
    noteOfLine: new Map(),
    inlinePrices: new Set(),
    searchLagSeconds: SEARCH_LAG_SECONDS,
    history: [],
    settledUntil: new Map(),
    answers: new Map(),
    executionFaults: [],
    limits: createLimits(),
    endpointDetails: new Map(),
  }
}

/** Puts every collection into the order of lists: newest first, of one second the last made first. */
export function sortNewestFirst(state: State): void {
  for (const rows of Object.values(state.collections)) {
    rows.reverse()
    rows.sort((one, other) => (other.created ?? 0) - (one.created ?? 0))
    for (const row of rows) state.byId.set(row.id, row)
  }
}

export function findById(state: State, id: string): Row | undefined {
  return state.byId.get(id)
}
