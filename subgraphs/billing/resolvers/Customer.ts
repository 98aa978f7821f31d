import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import { loadInvoices, loadPayments, loadSubscriptions } from '../customer-pages.ts'
import { loadCustomers } from '../customers.ts'
import { entitlementsOfCustomer, toEntitlementRefs } from '../feature-entitlements.ts'

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async billingEmail({ id }, _arguments, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ billingEmail }) => billingEmail).find((email) => email !== undefined)
  },

  subscriptions: ({ id }, pageArguments, context) => loadSubscriptions(id, pageArguments, context),

  invoices: ({ id }, pageArguments, context) =>
    loadInvoices(id, { kind: 'Customer.invoices', ...pageArguments }, context),

  payments: ({ id }, pageArguments, context) => loadPayments(id, pageArguments, context),

  async billingLegalName({ id }, _arguments, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ legalName }) => legalName).find((name) => name !== undefined)
  },

  async billingTaxIdentifiers({ id }, _arguments, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ taxIdentifiers }) => taxIdentifiers).find((identifiers) => identifiers.length > 0)
  },

  async billingBillingAddress({ id }, _arguments, context) {
    const records = await loadCustomers(id, context)
    return records?.map(({ billingAddress }) => billingAddress).find((address) => address !== undefined)
  },

  async billingCustomFields({ id }, _arguments, context) {
    const records = await loadCustomers(id, context)
    return records?.flatMap(({ customFields, source }) =>
      customFields.map((field) => ({ ...field, type: 'string', system: { id: source.connectionId } })),
    )
  },

  async featureEntitlementRefs({ id }, _arguments, context) {
    const records = await entitlementsOfCustomer(id, context)
    return records && toEntitlementRefs(records, context)
  },

  billingReads: ({ id }, _arguments, { loadedRecords }) => loadedRecords.readsOf(`Customer ${id}`),
}
