import { toCustomFields } from '#shared/custom-field.ts'
import { followVisible, idOf, toEntity } from '#shared/subgraph/records.ts'
import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { findVisible } from '../records.ts'

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }, context) => findVisible('Contract', id, context.loaders.contract, context),
  id: (record, _, context) => idOf('Contract', record, context),
  customer: ({ customer }, _, context) => toEntity('Customer', customer, context),
  async lines({ source }, _, { ids, loaders }) {
    const [parentId, lines] = await Promise.all([
      ids.ensureId('Contract', source),
      loaders.contractLines.load(source),
    ])
    return (lines ?? []).map((line) => ({ ...line, parentId }))
  },
  amends: ({ amends }, _, context) => followVisible(amends, context.loaders.contract, context),
  renewedFrom: ({ renewedFrom }, _, context) => followVisible(renewedFrom, context.loaders.contract, context),
  async renewedBy({ source: { connectionId, nativeId } }, _, context) {
    const renewalId = await context.loaders.renewalId.load({ connectionId, nativeId })
    const renewal = renewalId === undefined ? undefined : { connectionId, nativeId: renewalId }
    return followVisible(renewal, context.loaders.contract, context)
  },
  crmRenewal: ({ renewal }) => renewal,
  customFields: (contract, { keys }) =>
    toCustomFields(contract).filter(({ key }) => !keys || keys.includes(key)),
  crmReads: (record, _, { loadedRecords }) => loadedRecords.readsIn(record),
}
