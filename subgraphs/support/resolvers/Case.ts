import type { CaseResolvers } from '../__generated__/resolvers.ts'
import { customerIdOf, findVisibleCase } from '../cases.ts'
import { toSupportEntitlement } from '../entitlements.ts'

const object = (id: string): string => `Case ${id}`

export const Case: CaseResolvers = {
  __resolveReference: async ({ id }, context) => (await findVisibleCase(id, context)) ?? null,

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

  async customer({ record }, _arguments, context) {
    const id = await customerIdOf(record.account, context)
    return id === undefined ? null : { id }
  },

  async contact({ record: { contact } }, _arguments, { loaders }) {
    const id = contact && (await loaders.foreignId.load({ type: 'Contact', ref: contact }))
    return id === undefined ? null : { id }
  },

  async product({ record: { product } }, _arguments, { loaders }) {
    const id = product && (await loaders.foundId.load({ type: 'Product', ref: product }))
    return id === undefined ? null : { id }
  },

  async entitlement({ record: { entitlement } }, _arguments, context) {
    const record = entitlement && (await context.loaders.entitlement.load(entitlement))
    return record && toSupportEntitlement(record, context)
  },

  async entitlementCheck({ record }, _arguments, context) {
    const { foundId } = context.loaders
    const [customerId, productId] = await Promise.all([
      customerIdOf(record.account, context),
      record.product && foundId.load({ type: 'Product', ref: record.product }),
    ])
    if (customerId === undefined) return null
    // A channel that has no word in the model cannot be asked about.
    const channel = record.channel === 'UNKNOWN' ? undefined : record.channel
    return { customerId, productId, featureKey: undefined, channel }
  },

  milestones: ({ id, record: { source } }, _arguments, { loaders, loadedRecords }) =>
    loadedRecords.note(object(id), loaders.milestones.load(source), (milestones) =>
      milestones.map((milestone) => ({
        source: milestone.source,
        fields: loaders.fieldSourcesOf(milestone.source.connectionId).milestone,
      })),
    ),

  async commercialContext({ id, record }, _arguments, context) {
    const customerId = await customerIdOf(record.account, context)
    return customerId === undefined ? null : { caseId: id, customerId }
  },

  supportReads({ id, record: { source } }, _arguments, { loaders, loadedRecords }) {
    const { case: fields } = loaders.fieldSourcesOf(source.connectionId)
    loadedRecords.note(object(id), Promise.resolve(), () => [{ source, fields }])
    return loadedRecords.readsOf(object(id))
  },
}
