import { parsePageArguments, toConnection } from '#shared/page.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import { objectKey } from '../loaders.ts'
import { positionOfOrder } from '../provider.ts'
import { toLegalEntityMapper } from './LegalEntity.ts'

const ORDERS = 'Customer.orders'

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  customerNumber: async ({ id }, _, { loaders }) => (await loaders.customer(id))?.customerNumber,
  async taxExemption({ id }, _, { loaders }) {
    const exemption = (await loaders.customer(id))?.taxExemption
    return exemption && { ...exemption, jurisdiction: null, validFor: null }
  },
  currencyCode: async ({ id }, _, { loaders }) => (await loaders.customer(id))?.currencyCode,
  async paymentTerms({ id }, _, { loaders }) {
    const terms = (await loaders.customer(id))?.paymentTerms
    return terms && { ...terms, dueOnReceipt: terms.netDays === undefined ? null : terms.netDays === 0 }
  },
  creditLimit: async ({ id }, _, { loaders }) => (await loaders.customer(id))?.creditLimit,
  creditHold: async ({ id }, _, { loaders }) => (await loaders.customer(id))?.creditHold,
  legalEntity: async ({ id }, _, { ids, loaders }) =>
    toLegalEntityMapper((await loaders.customer(id))?.legalEntity, ids),
  async orders({ id }, { first, after, statuses }, { ids, loaders }) {
    const page = parsePageArguments(ORDERS, { first: first ?? null, after: after ?? null })
    const orders = await loaders.ordersOf(id, { ...page, statuses: statuses?.length ? statuses : undefined })
    if (!orders) return null
    const items = await Promise.all(
      orders.items.map(async (record) => ({ record, id: await ids.ensureId('Order', record.source) })),
    )
    return toConnection(ORDERS, { ...orders, items }, page.after, {
      positionOf: ({ record }) => positionOfOrder(record),
      nodeOf: ({ id: orderId, record }) => ({ id: orderId, ref: record.source }),
    })
  },
  accountBalance: async ({ id }, _, { loaders }) => (await loaders.balance(id)) && { customerId: id },
  erpLegalName: async ({ id }, _, { loaders }) => (await loaders.customer(id))?.legalName,
  async erpTaxIdentifiers({ id }, _, { loaders }) {
    const identifiers = (await loaders.customer(id))?.taxIdentifiers
    return identifiers?.map((identifier) => ({ ...identifier, verified: null }))
  },
  erpBillingAddress: async ({ id }, _, { loaders }) => (await loaders.customer(id))?.billingAddress,
  async erpCustomFields({ id }, _, { loaders }) {
    const record = await loaders.customer(id)
    return record?.customFields.map(({ key, value, sourceField }) => ({
      key,
      type: 'text',
      value,
      system: { id: record.source.connectionId },
      sourceField,
    }))
  },
  erpReads: ({ id }, _, { reads }) => reads.of(objectKey('Customer', id)),
}
