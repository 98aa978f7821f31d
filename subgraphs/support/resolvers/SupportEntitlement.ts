import { toEntity } from '#shared/subgraph/records.ts'
import type { SupportEntitlementResolvers } from '../__generated__/resolvers.ts'
import { findVisibleEntitlement } from '../entitlements.ts'

export const SupportEntitlement: SupportEntitlementResolvers = {
  __resolveReference: ({ id }, context) => findVisibleEntitlement(id, context),

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

  customer: ({ record }, _, context) => toEntity('Customer', record.account, context),
  contract: ({ record }, _, context) => toEntity('Contract', record.contract, context),
  product: ({ record }, _, context) => toEntity('Product', record.product, context),
  supportReads: ({ record }, _, { loadedRecords }) => loadedRecords.readsIn(record),
}
