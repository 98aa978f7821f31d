import { invalid, missingParameter, noSuch } from './errors.ts'
import { listOf, type Params, textOf } from './form.ts'
import { inRange } from './lists.ts'
import { type CollectionName, findById, type Row, type State } from './state.ts'

/** Whether a row passes one filter of its list endpoint. */
type Filter = (row: Row, params: Params, state: State) => boolean

export interface Resource {
  /** Below `/v1/`. */
  path: string
  collection: CollectionName
  filters: Readonly<Record<string, Filter>>
  required?: string
  /** What the list leaves out unless it is asked for. */
  byDefault?: (row: Row, params: Params, state: State) => boolean
}

const equals =
  (name: string, field = name): Filter =>
  (row, params) =>
    String(row[field]) === textOf(params, name)

/** An id of another record, which must be there. */
const names =
  (name: string, collection: string): Filter =>
  (row, params, state) => {
    const id = textOf(params, name) ?? ''
    if (!findById(state, id)) throw noSuch(collection, id, name, 400)
    return row[name] === id
  }

const within =
  (name: string, field = name): Filter =>
  (row, params) =>
    inRange(row[field], params[name])

const created = { created: within('created') }
const customer = { customer: names('customer', 'customers') }

const subscriptionOf = (row: Row): unknown =>
  (row.parent as { subscription_details?: { subscription: string } } | null)?.subscription_details
    ?.subscription

/** The list endpoints and their filters. Parameter lists: the official client's `…ListParams` of 23.1.0. */
export const RESOURCES: readonly Resource[] = [
  { path: 'customers', collection: 'customers', filters: { ...created, email: equals('email') } },
  {
    path: 'products',
    collection: 'products',
    filters: {
      ...created,
      active: equals('active'),
      ids: (row, params) => listOf(params, 'ids').includes(row.id),
      shippable: equals('shippable'),
      url: equals('url'),
    },
  },
  {
    path: 'prices',
    collection: 'prices',
    filters: {
      ...created,
      active: equals('active'),
      currency: equals('currency'),
      lookup_keys: (row, params) => listOf(params, 'lookup_keys').includes(String(row.lookup_key)),
      product: names('product', 'products'),
      type: equals('type'),
    },
    // "Active prices, excluding inline prices" (the official client's own words); searches find them.
    byDefault: (row, params, { inlinePrices }) =>
      !inlinePrices.has(row.id) && (params.active !== undefined || row.active === true),
  },
  {
    path: 'subscriptions',
    collection: 'subscriptions',
    filters: {
      ...created,
      ...customer,
      collection_method: equals('collection_method'),
      status: (row, params) => {
        const status = textOf(params, 'status')
        if (status === 'all') return true
        if (status === 'ended') return ['canceled', 'incomplete_expired'].includes(String(row.status))
        return row.status === status
      },
      price: (row, params) =>
        (row.items as { data: { price: Row }[] }).data.some(
          ({ price }) => price.id === textOf(params, 'price'),
        ),
    },
    byDefault: (row, params) => params.status !== undefined || row.status !== 'canceled',
  },
  {
    path: 'subscription_items',
    collection: 'subscription_items',
    required: 'subscription',
    filters: { subscription: names('subscription', 'subscriptions') },
  },
  {
    path: 'subscription_schedules',
    collection: 'subscription_schedules',
    filters: {
      ...created,
      ...customer,
      scheduled: (row, params) => String(row.status === 'not_started') === textOf(params, 'scheduled'),
    },
  },
  {
    path: 'invoices',
    collection: 'invoices',
    filters: {
      ...created,
      ...customer,
      collection_method: equals('collection_method'),
      due_date: within('due_date'),
      status: equals('status'),
      subscription: (row, params) => subscriptionOf(row) === textOf(params, 'subscription'),
    },
  },
  {
    path: 'invoice_payments',
    collection: 'invoice_payments',
    filters: {
      ...created,
      invoice: names('invoice', 'invoices'),
      status: equals('status'),
      payment: (row, params) => {
        const wanted = params.payment as Params
        const payment = row.payment as Record<string, unknown>
        return payment.type === wanted.type && payment.payment_intent === wanted.payment_intent
      },
    },
  },
  { path: 'payment_intents', collection: 'payment_intents', filters: { ...created, ...customer } },
  {
    path: 'charges',
    collection: 'charges',
    filters: { ...created, ...customer, payment_intent: names('payment_intent', 'payment_intents') },
  },
  {
    path: 'refunds',
    collection: 'refunds',
    filters: {
      ...created,
      charge: names('charge', 'charges'),
      payment_intent: names('payment_intent', 'payment_intents'),
    },
  },
  { path: 'balance_transactions', collection: 'balance_transactions', filters: created },
  {
    path: 'invoiceitems',
    collection: 'invoice_items',
    filters: {
      created: within('created', 'date'),
      ...customer,
      invoice: names('invoice', 'invoices'),
      pending: (row, params) => String(row.invoice === null) === textOf(params, 'pending'),
    },
  },
  {
    path: 'credit_notes',
    collection: 'credit_notes',
    filters: { ...created, ...customer, invoice: names('invoice', 'invoices') },
  },
  {
    path: 'payment_methods',
    collection: 'payment_methods',
    filters: { ...customer, type: equals('type') },
  },
  {
    path: 'events',
    collection: 'events',
    filters: {
      ...created,
      delivery_success: (row, params) =>
        String(row.pending_webhooks === 0) === textOf(params, 'delivery_success'),
      type: (row, params) => isOfType(row, textOf(params, 'type') ?? ''),
      types: (row, params) => typesOf(params).some((type) => isOfType(row, type)),
    },
  },
  { path: 'test_helpers/test_clocks', collection: 'test_clocks', filters: {} },
  {
    path: 'entitlements/active_entitlements',
    collection: 'active_entitlements',
    required: 'customer',
    filters: {
      customer: (row, params, state) => {
        const id = textOf(params, 'customer') ?? ''
        if (!findById(state, id)) throw noSuch('customers', id, 'customer', 400)
        return state.customerOfEntitlement.get(row.id) === id
      },
    },
  },
  {
    path: 'entitlements/features',
    collection: 'features',
    filters: {
      archived: (row, params) => String(!row.active) === textOf(params, 'archived'),
      lookup_key: equals('lookup_key'),
    },
  },
]

/** `invoice.*` is every type of an invoice's events. */
const isOfType = ({ type = '' }: Row, wanted: string): boolean =>
  type === wanted || (wanted.endsWith('.*') && String(type).startsWith(wanted.slice(0, -1)))

const MOST_TYPES = 20

function typesOf(params: Params): string[] {
  const types = listOf(params, 'types')
  if (types.length > MOST_TYPES) throw invalid(`At most ${MOST_TYPES} types can be asked for.`, 'types')
  return types
}

/** Whether a row is in the list that `params` ask for. */
export function filterOf(resource: Resource, params: Params, state: State): (row: Row) => boolean {
  const { filters, required, byDefault = () => true } = resource
  if (required !== undefined && params[required] === undefined) throw missingParameter(required)
  const asked = Object.entries(filters).filter(([name]) => params[name] !== undefined)
  // A filter that names a missing record is refused even where the list is empty.
  for (const [, filter] of asked)
    filter({ id: '', object: '', items: { data: [] }, payment: {} }, params, state)
  return (row) => byDefault(row, params, state) && asked.every(([, filter]) => filter(row, params, state))
}
