import { parsePageArguments } from '#shared/page.ts'
import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { businessUnitKeyOf } from '../business-unit-of.ts'
import { pageEntitlements } from '../entitlement-page.ts'
import { combineReads } from '../provenance.ts'
import { chooseAnswer } from '../system-of-record.ts'
import { externalRefs } from './ExternalRef.ts'

const ENTITLEMENTS = 'Contract.entitlements'

export const Contract: ContractResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  async renewal({ customer, crmRenewal, billingRenewal }, _, context) {
    const unit = await businessUnitKeyOf('Contract', customer?.id, context)
    return chooseAnswer(context.systemOfRecord.orderOf('Contract', 'renewal', unit), {
      CRM: crmRenewal,
      BILLING: billingRenewal,
    })
  },
  entitlements: (parent, { activeAt, ...page }) =>
    pageEntitlements(ENTITLEMENTS, parent, {
      ...parsePageArguments(ENTITLEMENTS, { first: page.first ?? null, after: page.after ?? null }),
      activeAt: activeAt == null ? undefined : new Date(activeAt),
    }),
  externalRefs: ({ id }, _, context) => externalRefs(id, context),
  provenance: async (parent, { paths }, context) =>
    combineReads(context, parent, {
      typeName: 'Contract',
      linkedAs: 'Contract',
      businessUnitKey: await businessUnitKeyOf('Contract', parent.customer?.id, context),
      paths,
    }),
}
