import { parsePageArguments } from '#shared/page.ts'
import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { pageEntitlements } from '../entitlement-page.ts'
import { combineReads } from '../provenance.ts'
import { chooseAnswer } from '../system-of-record.ts'
import { externalRefs } from './ExternalRef.ts'

const ENTITLEMENTS = 'Contract.entitlements'

export const Contract: ContractResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  renewal: ({ crmRenewal, billingRenewal }, _, { systemOfRecord }) =>
    chooseAnswer(systemOfRecord.orderOf('Contract', 'renewal', undefined), {
      CRM: crmRenewal,
      BILLING: billingRenewal,
    }),
  entitlements: (parent, { activeAt, ...page }) =>
    pageEntitlements(ENTITLEMENTS, parent, {
      ...parsePageArguments(ENTITLEMENTS, { first: page.first ?? null, after: page.after ?? null }),
      activeAt: activeAt == null ? undefined : new Date(activeAt),
    }),
  externalRefs: ({ id }, _, context) => externalRefs(id, context),
  provenance: (parent, { paths }, context) =>
    combineReads(context, parent, { typeName: 'Contract', linkedAs: 'Contract', paths }),
}
