import type { ProductResolvers } from '../__generated__/resolvers.ts'
import { combineReads } from '../provenance.ts'
import { chooseAnswer } from '../system-of-record.ts'
import { externalRefs } from './ExternalRef.ts'

export const Product: ProductResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  name: ({ crmName, billingName }, _, { systemOfRecord }) =>
    chooseAnswer(systemOfRecord.orderOf('Product', 'name', undefined), {
      CRM: crmName,
      BILLING: billingName,
    }),
  taxCode: ({ erpTaxCode, billingTaxCode }, _, { systemOfRecord }) =>
    chooseAnswer(systemOfRecord.orderOf('Product', 'taxCode', undefined), {
      ERP: erpTaxCode,
      BILLING: billingTaxCode,
    }),
  externalRefs: ({ id }, _, context) => externalRefs(id, context),
  provenance: (parent, { paths }, context) =>
    combineReads(context, parent, { typeName: 'Product', linkedAs: 'Product', paths }),
}
