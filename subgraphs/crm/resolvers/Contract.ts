import { toCustomFields } from '#shared/custom-field.ts'
import { idOf, toEntity } from '#shared/subgraph/records.ts'
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
  amends: ({ amends }, _, { loaders }) => amends && loaders.contract.load(amends),
  renewedFrom: ({ renewedFrom }, _, { loaders }) => renewedFrom && loaders.contract.load(renewedFrom),
  async renewedBy({ source }, _, { loaders }) {
    const nativeId = await loaders.renewalId.load(source)
    return nativeId === undefined
      ? null
      : loaders.contract.load({ connectionId: source.connectionId, nativeId })
  },
  crmRenewal: ({ renewal }) => renewal,
  customFields: (contract, { keys }) =>
    toCustomFields(contract).filter(({ key }) => !keys || keys.includes(key)),
  crmReads: (record, _, { loadedRecords }) => loadedRecords.readsIn(record),
}
