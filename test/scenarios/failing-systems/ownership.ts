import type { Vendor } from '../../support/world.ts'

/** What one system gives to the context of a customer, as paths below it; `*` stands for each item of a list. */
export interface Ownership {
  /** Id of its connection. */
  system: string
  /** Null without it. */
  owns: readonly string[]
  /** Told as failed, while other systems' values stand there. */
  shares: readonly string[]
  /** Of the shared: what stands there instead, where that differs. */
  instead?: Readonly<Record<string, (value: unknown, index: number) => unknown>>
  /** Kind of the entitlements that it knows. */
  entitlements?: 'SupportEntitlement' | 'FeatureEntitlement'
  /** Requests that it gets, answered or not. */
  requests: number
  /** Calls that the others still get. */
  others: Partial<Record<Vendor, number>>
}

const withoutPrefix = (number: unknown): string => String(number).replace(/^INV-/, '')

export const OWNERSHIP: Readonly<Record<Vendor, Ownership>> = {
  salesforce: {
    system: 'crm-salesforce',
    owns: [
      'status',
      'accountOwner',
      'contacts',
      'contracts',
      'opportunities',
      'orders.nodes.*.purchaseOrderNumber',
    ],
    shares: ['legalName', 'billingAddress', 'subscriptions.nodes.*.items.*.price.product.name'],
    requests: 3,
    others: { stripe: 5, servicenow: 1, netsuite: 2 },
  },
  stripe: {
    system: 'billing-stripe',
    owns: ['billingEmail', 'subscriptions', 'invoices', 'payments'],
    shares: ['legalName', 'billingAddress', 'contracts.nodes.*.renewal', 'entitlements'],
    entitlements: 'FeatureEntitlement',
    requests: 5,
    others: { salesforce: 1, servicenow: 1, netsuite: 1 },
  },
  servicenow: {
    system: 'support-servicenow',
    owns: ['supportTier', 'cases'],
    shares: ['entitlements'],
    entitlements: 'SupportEntitlement',
    requests: 1,
    others: { salesforce: 2, stripe: 6, netsuite: 2 },
  },
  netsuite: {
    system: 'erp-netsuite',
    owns: [
      'creditLimit',
      'creditHold',
      'paymentTerms',
      'accountBalance',
      'orders',
      'invoices.nodes.*.postingStatus',
      'invoices.nodes.*.postingPeriod',
      'invoices.nodes.*.ledgerTotal',
      'subscriptions.nodes.*.items.*.price.product.sku',
    ],
    shares: ['legalName', 'billingAddress', 'invoices.nodes.*.invoiceNumber'],
    // The ledger prefixes what billing counts.
    instead: { 'invoices.nodes.*.invoiceNumber': withoutPrefix },
    requests: 2,
    others: { salesforce: 2, stripe: 6, servicenow: 1 },
  },
}
