import { toCustomFields } from '#shared/custom-field.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import { loadInvoices, loadPayments, loadSubscriptions } from '../customer-pages.ts'
import { loadCustomers } from '../customers.ts'
import { entitlementsOfCustomer, toEntitlementRefs } from '../feature-entitlements.ts'

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async billingEmail({ id }, _, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ billingEmail }) => billingEmail).find((email) => email !== undefined)
  },

  subscriptions: ({ id }, pageArguments, context) => loadSubscriptions(id, pageArguments, context),

  invoices: ({ id }, pageArguments, context) =>
    loadInvoices(id, { kind: 'Customer.invoices', ...pageArguments }, context),

  payments: ({ id }, pageArguments, context) => loadPayments(id, pageArguments, context),

  async billingLegalName({ id }, _, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ legalName }) => legalName).find((name) => name !== undefined)
  },

  async billingTaxIdentifiers({ id }, _, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ taxIdentifiers }) => taxIdentifiers).find((identifiers) => identifiers.length > 0)
  },

  async billingBillingAddress({ id }, _, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ billingAddress }) => billingAddress).find((address) => address !== undefined)
  },

  async billingCustomFields({ id }, _, context) {
    const records = await loadCustomers(id, context)
    return records?.flatMap(toCustomFields)
  },

  async featureEntitlementRefs({ id }, _, context) {
    const records = await entitlementsOfCustomer(id, context)
    return records && toEntitlementRefs(records, context)
  },

  billingReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Customer ${id}`),
}
