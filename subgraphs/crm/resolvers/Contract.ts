import type { ContractResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { ContractRecord } from '../provider.ts'
import { readsOf } from '../reads.ts'
import { toCustomFields } from './custom-fields.ts'
import { linkedEntity, ownId, recordById } from './references.ts'

/** Another contract of the same CRM. */
async function contractOf(
  { source }: ContractRecord,
  nativeId: string | undefined,
  { loaders }: Context,
): Promise<ContractRecord | undefined> {
  if (nativeId === undefined) return undefined
  return loaders.contracts.load({ connectionId: source.connectionId, nativeId })
}

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }, context) => recordById('Contract', id, context.loaders.contracts, context),
  id: (contract, _, context) => ownId('Contract', contract, context),
  customer: ({ source, customerId }, _, context) =>
    linkedEntity('Customer', source.connectionId, customerId, context),
  async lines({ source }, _, { loaders }) {
    const lines = (await loaders.contractLines.load(source)) ?? []
    return lines.map((line) => ({ ...line, connectionId: source.connectionId }))
  },
  amends: (contract, _, context) => contractOf(contract, contract.amendsId, context),
  renewedFrom: (contract, _, context) => contractOf(contract, contract.renewedFromId, context),
  renewedBy: async (contract, _, context) =>
    contractOf(contract, await context.loaders.renewalIds.load(contract.source), context),
  crmRenewal: ({ renewal }) => renewal,
  customFields: (contract, { keys }) =>
    toCustomFields(contract).filter(({ key }) => !keys || keys.includes(key)),
  crmReads: readsOf,
}
