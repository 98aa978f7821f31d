import { followVisible, toEntity, withId } from '#shared/subgraph/records.ts'
import type { CaseResolvers } from '../__generated__/resolvers.ts'
import { findVisibleCase } from '../cases.ts'

const object = (id: string): string => `Case ${id}`

export const Case: CaseResolvers = {
  __resolveReference: ({ id }, context) => findVisibleCase(id, context),

  caseNumber: ({ record }) => record.caseNumber,
  subject: ({ record }) => record.subject,
  description: ({ record }) => record.description,
  status: ({ record }) => record.status,
  priority: ({ record }) => record.priority,
  severity: ({ record }) => record.severity,
  escalated: ({ record }) => record.escalated,
  escalatedAt: ({ record }) => record.escalatedAt,
  channel: ({ record }) => record.channel,
  openedAt: ({ record }) => record.openedAt,
  resolvedAt: ({ record }) => record.resolvedAt,
  closedAt: ({ record }) => record.closedAt,

  customer: ({ record }, _, context) => toEntity('Customer', record.account, context),
  contact: ({ record }, _, context) => toEntity('Contact', record.contact, context),
  product: ({ record }, _, context) => toEntity('Product', record.product, context),

  async entitlement({ record: { entitlement } }, _, context) {
    const record = await followVisible(entitlement, context.loaders.entitlement, context)
    return record && withId('SupportEntitlement', record, context)
  },

  async entitlementCheck({ record }, _, context) {
    const [customer, product] = await Promise.all([
      toEntity('Customer', record.account, context),
      toEntity('Product', record.product, context),
    ])
    // A channel that has no word in the model cannot be asked about.
    const channel = record.channel === 'UNKNOWN' ? undefined : record.channel
    return customer && { customerId: customer.id, productId: product?.id, featureKey: undefined, channel }
  },

  async milestones({ id, record: { source } }, _, { loaders, loadedRecords }) {
    return (await loadedRecords.note(object(id), loaders.milestones.load(source))) ?? []
  },

  async commercialContext({ id, record }, _, context) {
    const customer = await toEntity('Customer', record.account, context)
    return customer && { caseId: id, customerId: customer.id }
  },

  async supportReads({ id, record }, _, { loadedRecords }) {
    return [...loadedRecords.readsIn(record), ...(await loadedRecords.readsOf(object(id)))]
  },
}
