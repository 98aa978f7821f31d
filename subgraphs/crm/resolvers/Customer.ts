import { assertId } from '#shared/global-id.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { CustomerMapper } from '../mappers.ts'
import type { CustomerRecord } from '../provider.ts'
import { readsOfLoaded } from '../reads.ts'
import { toCustomFields } from './custom-fields.ts'
import { pageOfRecords } from './page-of-records.ts'
import { linkedEntity } from './references.ts'

/** A field of the customer's account; null where the CRM has none. */
const read =
  <Key extends keyof CustomerRecord>(key: Key) =>
  async ({ id }: CustomerMapper, _: unknown, { loaders }: Context) =>
    (await loaders.customers.load(id))?.[key]

export const Customer: CustomerResolvers = {
  __resolveReference({ id }) {
    assertId('Customer', id)
    return { id }
  },
  status: read('status'),
  type: read('type'),
  domain: read('domain'),
  shippingAddress: read('shippingAddress'),
  accountOwner: read('accountOwner'),
  async parent({ id }, _, context) {
    const record = await context.loaders.customers.load(id)
    return record ? linkedEntity('Customer', record.source.connectionId, record.parentId, context) : null
  },
  contacts: ({ id }, page, { loaders }) =>
    pageOfRecords('Customer.contacts', page, (request) => loaders.contactsOf(id, request)),
  contracts: ({ id }, { statuses, ...page }, { loaders }) =>
    pageOfRecords('Customer.contracts', page, (request) =>
      loaders.contractsOf(id, { ...request, statuses: statuses ?? undefined }),
    ),
  opportunities: ({ id }, { won, ...page }, { loaders }) =>
    pageOfRecords('Customer.opportunities', page, (request) =>
      loaders.opportunitiesOf(id, { ...request, won: won ?? undefined }),
    ),
  quotes: ({ id }, { statuses, ...page }, { loaders }) =>
    pageOfRecords('Customer.quotes', page, (request) =>
      loaders.quotesOf(id, { ...request, statuses: statuses ?? undefined }),
    ),
  crmLegalName: read('legalName'),
  crmBillingAddress: read('billingAddress'),
  async crmCustomFields({ id }, _, { loaders }) {
    const record = await loaders.customers.load(id)
    return record && toCustomFields(record)
  },
  crmReads: ({ id }, _, { loaders }) => readsOfLoaded(loaders.customers, id, (record) => [record]),
}
