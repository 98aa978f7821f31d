import type { SystemDomain } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import { parsePageArguments } from '#shared/page.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import { listCustomers } from '../customer-page.ts'
import type { CustomerRow } from '../customers.ts'
import { pageEntitlements } from '../entitlement-page.ts'
import type { CustomerMapper } from '../mappers.ts'
import { combineReads } from '../provenance.ts'
import { chooseAnswer } from '../system-of-record.ts'
import { externalRefs } from './ExternalRef.ts'

const CHILDREN = 'Customer.children'
const ENTITLEMENTS = 'Customer.entitlements'

export const Customer: CustomerResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  displayName: async (parent, _, context) => (await getRow(parent, context)).displayName,
  createdAt: async (parent, _, context) => (await getRow(parent, context)).createdAt,
  updatedAt: async (parent, _, context) => (await getRow(parent, context)).updatedAt,
  async businessUnit(parent, _, context) {
    const { businessUnitKey } = await getRow(parent, context)
    return businessUnitKey === null ? null : context.crosswalk.businessUnits.byKey(businessUnitKey)
  },
  async children(parent, args, context) {
    const { id: parentId } = await getRow(parent, context)
    const query = { order: 'NAME_ASC', parentId } as const
    return listCustomers(context, CHILDREN, {
      ...query,
      first: args.first ?? null,
      after: args.after ?? null,
    })
  },
  legalName: async (parent, _, context) =>
    chooseAnswer(await orderOf('legalName', parent, context), {
      CRM: parent.crmLegalName,
      BILLING: parent.billingLegalName,
      ERP: parent.erpLegalName,
    }),
  taxIdentifiers: async (parent, _, context) =>
    chooseAnswer(await orderOf('taxIdentifiers', parent, context), {
      BILLING: parent.billingTaxIdentifiers,
      ERP: parent.erpTaxIdentifiers,
    }),
  billingAddress: async (parent, _, context) =>
    chooseAnswer(await orderOf('billingAddress', parent, context), {
      CRM: parent.crmBillingAddress,
      BILLING: parent.billingBillingAddress,
      ERP: parent.erpBillingAddress,
    }),
  entitlements: (parent, { activeAt, ...page }) =>
    pageEntitlements(ENTITLEMENTS, parent, {
      ...parsePageArguments(ENTITLEMENTS, { first: page.first ?? null, after: page.after ?? null }),
      activeAt: activeAt == null ? undefined : new Date(activeAt),
    }),
  customFields(parent, { keys }) {
    const { crmCustomFields, billingCustomFields, supportCustomFields, erpCustomFields } = parent
    const given = [crmCustomFields, billingCustomFields, supportCustomFields, erpCustomFields]
    if (given.every((fields) => fields == null)) return null
    return given.flatMap((fields) => fields ?? []).filter(({ key }) => keys == null || keys.includes(key))
  },
  externalRefs: ({ id }, _, context) => externalRefs(id, context),
  provenance: async (parent, { paths }, context) =>
    combineReads(context, parent, {
      typeName: 'Customer',
      linkedAs: 'Customer',
      businessUnitKey: await businessUnitKeyOf(parent, context),
      paths,
    }),
}

/** The crosswalk's own row. An id that names no customer came from nowhere: the field that led here is null. */
async function getRow({ id, row }: CustomerMapper, { loaders }: Context): Promise<CustomerRow> {
  const found = row ?? (await loaders.customer(id))
  if (!found) throw new WeftError('NOT_FOUND', 'there is no customer of this id')
  return found
}

async function orderOf(
  field: string,
  parent: CustomerMapper,
  context: Context,
): Promise<readonly SystemDomain[] | undefined> {
  return context.systemOfRecord.orderOf('Customer', field, await businessUnitKeyOf(parent, context))
}

async function businessUnitKeyOf(parent: CustomerMapper, context: Context): Promise<string | undefined> {
  if (!context.systemOfRecord.variesByBusinessUnit('Customer')) return undefined
  return (await getRow(parent, context)).businessUnitKey ?? undefined
}
