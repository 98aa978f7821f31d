import assert from 'node:assert/strict'
import { mintId } from '#shared/global-id.ts'
import type { World } from '../../support/world.ts'

/** What belongs to a customer, and the customer itself. */
export const TYPES = [
  'Customer',
  'Invoice',
  'Contract',
  'Opportunity',
  'Case',
  'Order',
  'Payment',
  'BillingSubscription',
  'Quote',
  'Contact',
  'SupportEntitlement',
  'FeatureEntitlement',
] as const
export type Ids = Record<(typeof TYPES)[number], string>

export const unknownIds = (): Ids =>
  Object.fromEntries(TYPES.map((type) => [type, mintId(type, new Date())])) as Ids

/** Customers with one record of everything, as somebody reads them who may. */
const READINGS = [
  `{ customers(first: 100) { nodes { id displayName invoices(first: 1) { nodes { id } } contracts(first: 1) { nodes { id } }
    opportunities(first: 1) { nodes { id } } cases(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } } } }`,
  `{ customers(first: 100) { nodes { id displayName payments(first: 1) { nodes { id } } subscriptions(first: 1) { nodes { id } }
    quotes(first: 1) { nodes { id } } contacts(first: 1) { nodes { id } }
    entitlements(first: 20) { nodes { __typename ... on SupportEntitlement { id } ... on FeatureEntitlement { id } } } } } }`,
]
const EDGES: Readonly<Record<Exclude<keyof Ids, 'Customer'>, string>> = {
  Invoice: 'invoices',
  Contract: 'contracts',
  Opportunity: 'opportunities',
  Case: 'cases',
  Order: 'orders',
  Payment: 'payments',
  BillingSubscription: 'subscriptions',
  Quote: 'quotes',
  Contact: 'contacts',
  SupportEntitlement: 'entitlements',
  FeatureEntitlement: 'entitlements',
}

type Customer = { id: string; displayName: string } & Record<
  string,
  { nodes: { id: string; __typename?: string }[] } | null
>

/** A record of every type that is of no customer with one of these names; `words` would give the others away. */
export async function readForeignIds(
  world: World,
  ...ownNames: readonly string[]
): Promise<{ own: string; foreign: Ids; words: string[] }> {
  const read = await Promise.all(READINGS.map((reading) => world.query(reading)))
  const customers = read.flatMap(({ data }) => (data as { customers: { nodes: Customer[] } }).customers.nodes)
  const others = customers.filter(({ displayName }) => !ownNames.includes(displayName))
  const firstOf = (type: string, edge: string): string =>
    others
      .flatMap((customer) => customer[edge]?.nodes ?? [])
      .find(({ __typename = type }) => __typename === type)?.id ?? assert.fail(type)
  const foreign = Object.fromEntries([
    ['Customer', others[0]?.id],
    ...Object.entries(EDGES).map(([type, edge]) => [type, firstOf(type, edge)]),
  ]) as Ids
  return {
    own: customers.find(({ displayName }) => displayName === ownNames[0])?.id ?? assert.fail(ownNames[0]),
    foreign,
    words: [...Object.values(foreign), ...others.map(({ displayName }) => displayName)],
  }
}
