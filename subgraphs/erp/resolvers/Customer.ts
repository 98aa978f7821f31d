import { toCustomFields } from '#shared/custom-field.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import { loadOrders } from '../orders.ts'
import { loadBalance, loadCustomer } from '../records.ts'
import { toLegalEntity } from './LegalEntity.ts'

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  customerNumber: async ({ id }, _, context) => (await loadCustomer(id, context))?.customerNumber,
  async taxExemption({ id }, _, context) {
    const exemption = (await loadCustomer(id, context))?.taxExemption
    return exemption && { ...exemption, jurisdiction: null, validFor: null }
  },
  currencyCode: async ({ id }, _, context) => (await loadCustomer(id, context))?.currencyCode,
  async paymentTerms({ id }, _, context) {
    const terms = (await loadCustomer(id, context))?.paymentTerms
    return terms && { ...terms, dueOnReceipt: terms.netDays === undefined ? null : terms.netDays === 0 }
  },
  creditLimit: async ({ id }, _, context) => (await loadCustomer(id, context))?.creditLimit,
  creditHold: async ({ id }, _, context) => (await loadCustomer(id, context))?.creditHold,
  legalEntity: async ({ id }, _, context) =>
    toLegalEntity((await loadCustomer(id, context))?.legalEntity, context),
  orders: ({ id }, pageArguments, context) => loadOrders(id, pageArguments, context),
  accountBalance: async ({ id }, _, context) => (await loadBalance(id, context)) && { customerId: id },
  erpLegalName: async ({ id }, _, context) => (await loadCustomer(id, context))?.legalName,
  async erpTaxIdentifiers({ id }, _, context) {
    const identifiers = (await loadCustomer(id, context))?.taxIdentifiers
    return identifiers?.map((identifier) => ({ ...identifier, verified: null }))
  },
  erpBillingAddress: async ({ id }, _, context) => (await loadCustomer(id, context))?.billingAddress,
  async erpCustomFields({ id }, _, context) {
    const record = await loadCustomer(id, context)
    return record && toCustomFields(record)
  },
  erpReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Customer ${id}`),
}
