import type { Edit } from '#shared/emulator/edits.ts'
import type { Vendor } from '../../support/world.ts'

/** A word that a vendor may use one day and that no mapping knows. */
export interface UnknownWord {
  vendor: Vendor
  path: string
  edit: Edit
  /** Paths below the customer that read UNKNOWN then. */
  reads: readonly string[]
}

export const UNKNOWN_WORDS: readonly UnknownWord[] = [
  {
    vendor: 'salesforce',
    path: '/services/data/',
    edit: {
      at: ['compositeResponse', '*', 'body', 'records', '*', 'Contracts', 'records', '*', 'StatusCode'],
      value: 'Hibernating',
    },
    reads: ['contracts.nodes.0.status'],
  },
  {
    vendor: 'salesforce',
    path: '/services/data/',
    edit: {
      at: ['compositeResponse', '*', 'body', 'records', '*', 'Contacts', 'records', 0, 'Roles__c'],
      value: 'Oracle;Support',
    },
    reads: ['contacts.nodes.0.roles.0'],
  },
  {
    vendor: 'stripe',
    path: '/v1/customers/',
    edit: { at: ['subscriptions', 'data', 0, 'status'], value: 'hibernating' },
    reads: ['subscriptions.nodes.0.status'],
  },
  {
    vendor: 'stripe',
    path: '/v1/invoices',
    edit: { at: ['data', 0, 'status'], value: 'hibernating' },
    reads: ['invoices.nodes.0.status'],
  },
  {
    vendor: 'servicenow',
    path: '/api/now/',
    edit: { at: ['result', { number: 'CS0001001' }, 'state'], value: '99' },
    reads: ['cases.nodes.0.status'],
  },
  {
    vendor: 'netsuite',
    path: '/services/rest/query/',
    edit: { at: ['items', { c3: 'SO10101' }, 'c4'], value: 'Z' },
    reads: ['orders.nodes.0.status'],
  },
]
