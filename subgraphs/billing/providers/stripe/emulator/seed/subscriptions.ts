import { salesforceId, stripeId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoSubscription } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { BLANK_SUBSCRIPTION } from '../blank-records.ts'
import { planOf } from '../plan.ts'
import type { Row, State } from '../state.ts'
import { priceId } from './catalogue.ts'
import { addMonths, secondsOf } from './time.ts'

const STATUSES = {
  ACTIVE: 'active',
  PAST_DUE: 'past_due',
  TRIALING: 'trialing',
  CANCELLED: 'canceled',
  PAUSED: 'paused',
} as const

interface Period {
  start: number
  end: number
}

export function contractMetadata(contractKey: string | undefined): Record<string, string> {
  return contractKey === undefined ? {} : { salesforce_contract_id: salesforceId('800', contractKey) }
}

/** The company's subscriptions with their items, and what the live ones entitle it to. */
export function seedSubscriptions(state: State, company: DemoCompany, world: DemoWorld): void {
  for (const subscription of company.subscriptions) {
    const start = secondsOf(world.today, subscription.periodStartedInDays)
    const period = { start, end: addMonths(start, subscription.interval === 'year' ? 12 : 1) }
    const items = subscription.lines.map((line) => itemRow(state, company, subscription, { line, period }))
    state.collections.subscription_items.push(...items)
    state.collections.subscriptions.push(subscriptionRow(company, subscription, { items, period, world }))
  }
  seedEntitlements(state, company, world)
}

function itemRow(
  state: State,
  company: DemoCompany,
  subscription: DemoSubscription,
  { line, period }: { line: DemoSubscription['lines'][number]; period: Period },
): Row {
  const id = priceId(line.productKey, company.currencyCode)
  const price = state.collections.prices.find((row) => row.id === id)
  if (!price) throw new Error(`no price ${line.productKey} in ${company.currencyCode}`)
  return {
    id: stripeId('si', `${subscription.key}/${line.key}`),
    object: 'subscription_item',
    billing_thresholds: null,
    created: period.start,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price: { ...price },
    quantity: Number(line.quantity),
    subscription: stripeId('sub', subscription.key),
    tax_rates: [],
  }
}

function subscriptionRow(
  company: DemoCompany,
  subscription: DemoSubscription,
  { items, period, world }: { items: Row[]; period: Period; world: DemoWorld },
): Row {
  const id = stripeId('sub', subscription.key)
  const created = secondsOf(world.today, subscription.startedInDays)
  const sends = subscription.collectionMethod === 'SEND_INVOICE'
  const ended = subscription.status === 'CANCELLED' ? period.end : null
  const leaves = subscription.cancelAtPeriodEnd
  return {
    ...BLANK_SUBSCRIPTION,
    id,
    object: 'subscription',
    billing_cycle_anchor: period.start,
    cancel_at: leaves ? period.end : null,
    cancel_at_period_end: leaves,
    canceled_at: ended,
    cancellation_details: {
      comment: null,
      feedback: null,
      reason: ended || leaves ? 'cancellation_requested' : null,
    },
    collection_method: sends ? 'send_invoice' : 'charge_automatically',
    created,
    currency: company.currencyCode.toLowerCase(),
    customer: stripeId('cus', company.key),
    days_until_due: sends ? company.paymentTerms.netDays : null,
    ended_at: ended,
    items: {
      object: 'list',
      data: structuredClone(items),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: latestInvoiceOf(company, subscription),
    metadata: contractMetadata(subscription.contractKey),
    start_date: created,
    status: STATUSES[subscription.status],
    trial_end: subscription.status === 'TRIALING' ? period.end : null,
    trial_start: subscription.status === 'TRIALING' ? period.start : null,
  }
}

function latestInvoiceOf({ invoices }: DemoCompany, { key }: DemoSubscription): string | null {
  const [latest] = invoices
    .filter(({ subscriptionKey }) => subscriptionKey === key)
    .toSorted((one, other) => other.issuedInDays - one.issuedInDays)
  return latest ? stripeId('in', latest.key) : null
}

const LIVE: readonly DemoSubscription['status'][] = ['ACTIVE', 'TRIALING', 'PAST_DUE']

function seedEntitlements(state: State, company: DemoCompany, world: DemoWorld): void {
  const productKeys = company.subscriptions
    .filter(({ status }) => LIVE.includes(status))
    .flatMap(({ lines }) => lines.map(({ productKey }) => productKey))
  const featureKeys = new Set(
    world.products.filter(({ key }) => productKeys.includes(key)).flatMap((product) => product.featureKeys),
  )
  for (const key of featureKeys) {
    const id = stripeId('ent', `${company.key}/${key}`)
    state.collections.active_entitlements.push({
      id,
      object: 'entitlements.active_entitlement',
      feature: stripeId('feat', key),
      livemode: false,
      lookup_key: key,
    })
    state.customerOfEntitlement.set(id, stripeId('cus', company.key))
  }
}
