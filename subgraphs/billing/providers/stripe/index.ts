import type { BillingProvider } from '#billing/provider.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import { createStripeClient } from './client.ts'
import { createChangeSource } from './events/change-source.ts'
import { createIdentitySource } from './identities.ts'
import { readNativeFields } from './native-fields.ts'
import {
  getPrices,
  getProducts,
  listFeatureEntitlements,
  listFeatures,
  listPrices,
} from './reads/catalogue.ts'
import { createCustomerReader } from './reads/customers.ts'
import { getInvoices, listInvoiceLines, listInvoices } from './reads/invoices.ts'
import { getDunning, getPayments, listPayments } from './reads/payments.ts'
import { answerEach, mappingOf, type Reading } from './reads/reading.ts'
import { getSubscriptions, listSubscriptions, listSubscriptionsOfContracts } from './reads/subscriptions.ts'
import { createWholeLists } from './reads/whole-lists.ts'
import { toCanonicalCustomer } from './to-canonical/customer.ts'
import { createStripeWrites } from './writes/stripe-writes.ts'

/** Stripe as a billing vendor. Credentials: `apiKey` (a restricted key; what it must be permitted is in the README). */
export function createStripeProvider(connection: Connection, options: ProviderOptions): BillingProvider {
  const { clock, logger } = options
  const client = createStripeClient(connection, options)
  const reading: Reading = {
    client,
    connectionId: connection.id,
    fields: readNativeFields(connection),
    clock,
  }
  const customers = createCustomerReader(reading)
  return {
    connection,
    identities: createIdentitySource(connection, reading, logger),
    changes: createChangeSource(connection, reading),
    wholeLists: createWholeLists(reading),
    writes: createStripeWrites({ ...reading, connection }),
    getCustomers: (keys, call) =>
      answerEach(keys, async (key) => {
        const customer = await customers.load(key, call)
        return customer && toCanonicalCustomer(customer, mappingOf(reading))
      }),
    listSubscriptions: (requests, call) => listSubscriptions(reading, customers, requests, call),
    getSubscriptions: (ids, call) => getSubscriptions(reading, ids, call),
    listSubscriptionsOfContracts: (ids, call) => listSubscriptionsOfContracts(reading, ids, call),
    listInvoices: (requests, call) => listInvoices(reading, requests, call),
    getInvoices: (ids, call) => getInvoices(reading, ids, call),
    listInvoiceLines: (requests, call) => listInvoiceLines(reading, requests, call),
    listPayments: (requests, call) => listPayments(reading, requests, call),
    getPayments: (ids, call) => getPayments(reading, ids, call),
    getDunning: (keys, call) => getDunning(reading, keys, call),
    getProducts: (ids, call) => getProducts(reading, ids, call),
    listFeatures: (ids, call) => listFeatures(reading, ids, call),
    listPrices: (requests, call) => listPrices(reading, requests, call),
    getPrices: (ids, call) => getPrices(reading, ids, call),
    listFeatureEntitlements: (ids, call) => listFeatureEntitlements(reading, ids, call),
    health: () => client.health(),
    close: () => client.close(),
  }
}
