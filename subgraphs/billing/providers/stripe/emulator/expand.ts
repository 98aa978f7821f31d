import { invalid } from './errors.ts'
import { findById, type Row, type State } from './state.ts'

/** Lists that are part of a record only where they are expanded. */
type PartList = (row: Row, state: State) => { url: string; rows: Row[] }

interface Expandable {
  /** Fields that hold an id, or null. */
  ids: readonly string[]
  lists: Readonly<Record<string, PartList>>
}

/** https://docs.stripe.com/api/expanding_objects; what is expandable is marked so on each object's page (read 2026-11-22). */
const EXPANDABLE: Readonly<Record<string, Expandable>> = {
  customer: {
    ids: ['default_source', 'test_clock'],
    lists: {
      tax_ids: (row, { collections }) => ({
        url: `/v1/customers/${row.id}/tax_ids`,
        rows: collections.tax_ids.filter(({ customer }) => customer === row.id),
      }),
      subscriptions: (row, { collections }) => ({
        url: `/v1/customers/${row.id}/subscriptions`,
        rows: collections.subscriptions.filter(
          ({ customer, status }) =>
            customer === row.id && !['canceled', 'incomplete_expired'].includes(String(status)),
        ),
      }),
    },
  },
  product: { ids: ['default_price', 'tax_code'], lists: {} },
  price: { ids: ['product'], lists: {} },
  subscription: { ids: ['customer', 'latest_invoice', 'default_payment_method', 'schedule'], lists: {} },
  subscription_details: { ids: ['subscription'], lists: {} },
  invoice: {
    ids: ['customer', 'default_payment_method', 'latest_revision'],
    lists: {
      payments: (row, { collections }) => ({
        url: `/v1/invoice_payments?invoice=${row.id}`,
        rows: collections.invoice_payments.filter(({ invoice }) => invoice === row.id),
      }),
    },
  },
  invoice_payment: { ids: ['invoice'], lists: {} },
  payment: { ids: ['payment_intent', 'charge'], lists: {} },
  payment_intent: { ids: ['customer', 'latest_charge', 'payment_method'], lists: {} },
  charge: {
    ids: ['customer', 'balance_transaction', 'payment_intent'],
    lists: {
      refunds: (row, { collections }) => ({
        url: `/v1/charges/${row.id}/refunds`,
        rows: collections.refunds.filter(({ charge }) => charge === row.id),
      }),
    },
  },
  refund: { ids: ['balance_transaction', 'charge', 'payment_intent', 'customer'], lists: {} },
  invoiceitem: { ids: ['customer', 'invoice'], lists: {} },
  credit_note: { ids: ['customer', 'customer_balance_transaction', 'invoice'], lists: {} },
  customer_balance_transaction: { ids: ['credit_note', 'customer', 'invoice'], lists: {} },
  payment_method: { ids: ['customer'], lists: {} },
  'entitlements.active_entitlement': { ids: ['feature'], lists: {} },
}

const DEEPEST = 4
/** How many records a list inside another record holds. */
const PART_LIST_SIZE = 10

/** A copy of an answer with what `paths` name filled in. */
export function expand<Answer extends object>(
  answer: Answer,
  paths: readonly string[],
  state: State,
): Answer {
  const copy = structuredClone(answer)
  for (const path of paths) {
    const steps = path.split('.')
    if (steps.length > DEEPEST) {
      throw invalid(
        `You cannot expand more than ${DEEPEST} levels of a property. Property: ${path}`,
        'expand',
      )
    }
    expandStep(copy as Record<string, unknown>, steps, path, state)
  }
  return copy
}

function expandStep(
  target: Record<string, unknown>,
  [step = '', ...rest]: string[],
  path: string,
  state: State,
): void {
  const isPage = step === 'data' && Array.isArray(target.data)
  const value = isPage ? target.data : expandField(target, step, rest.length === 0, path, state)
  if (rest.length === 0) return
  for (const item of Array.isArray(value) ? value : [value])
    if (typeof item === 'object' && item !== null)
      expandStep(item as Record<string, unknown>, rest, path, state)
}

function expandField(
  target: Record<string, unknown>,
  field: string,
  isLast: boolean,
  path: string,
  state: State,
): unknown {
  const { ids, lists } = EXPANDABLE[kindOf(target)] ?? { ids: [], lists: {} }
  const value = target[field]
  const list = lists[field]
  if (list && value === undefined) {
    const { url, rows } = list(target as Row, state)
    const data = structuredClone(rows.slice(0, PART_LIST_SIZE))
    target[field] = { object: 'list', data, has_more: rows.length > PART_LIST_SIZE, url }
  } else if (ids.includes(field)) {
    if (typeof value === 'string') target[field] = structuredClone(findById(state, value)) ?? value
  } else if (isLast || typeof value !== 'object') {
    throw invalid(`This property cannot be expanded (${path}).`, 'expand')
  }
  return target[field]
}

/** Parts of records have no `object`: they are known by what they hold. */
function kindOf(target: Record<string, unknown>): string {
  if (typeof target.object === 'string') return target.object
  if (target.type === 'payment_intent' || target.type === 'charge') return 'payment'
  return 'subscription' in target ? 'subscription_details' : ''
}
