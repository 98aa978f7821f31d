import { toSourceReads } from '#shared/provenance.ts'
import type { SupportEntitlementResolvers } from '../__generated__/resolvers.ts'
import { customerIdOf } from '../cases.ts'
import { findVisibleEntitlement } from '../entitlements.ts'

export const SupportEntitlement: SupportEntitlementResolvers = {
  __resolveReference: async ({ id }, context) => (await findVisibleEntitlement(id, context)) ?? null,

  status: ({ record }) => record.status,
  validFor: ({ record: { start, end } }) => ({ start, end }),
  source: ({ record }) => record.grantedBy,
  assetSerial: ({ record }) => record.assetSerial,
  unit: ({ record }) => record.unit,
  totalUnits: ({ record }) => record.totalUnits,
  remainingUnits: ({ record }) => record.remainingUnits,
  decrementOn: ({ record }) => record.decrementOn,
  slaName: ({ record }) => record.slaName,
  businessHours: ({ record }) => record.businessHours,
  channels: ({ record }) => [...record.channels],
  milestones: ({ record }) => [...record.milestones],

  async customer({ record }, _arguments, context) {
    const id = await customerIdOf(record.account, context)
    return id === undefined ? null : { id }
  },

  async contract({ record: { contract } }, _arguments, { loaders }) {
    const id = contract && (await loaders.foreignId.load({ type: 'Contract', ref: contract }))
    return id === undefined ? null : { id }
  },

  async product({ record: { product } }, _arguments, { loaders }) {
    const id = product && (await loaders.foundId.load({ type: 'Product', ref: product }))
    return id === undefined ? null : { id }
  },

  supportReads: ({ record: { source } }, _arguments, { loaders }) =>
    toSourceReads(source, loaders.fieldSourcesOf(source.connectionId).supportEntitlement),
}
