import { toCustomFields } from '#shared/custom-field.ts'
import { assertId } from '#shared/global-id.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { CustomerResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import { loadConnection, loadPage } from '../customer-pages.ts'
import type { CustomerMapper } from '../mappers.ts'
import type { CustomerRecord } from '../provider.ts'
import { loadCustomer } from '../records.ts'

/** A field of the customer's account; null where the CRM has none. */
const read =
  <Key extends keyof CustomerRecord>(key: Key) =>
  async ({ id }: CustomerMapper, _: unknown, context: Context) =>
    (await loadCustomer(id, context))?.[key]

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
  parent: async ({ id }, _, context) =>
    toEntity('Customer', (await loadCustomer(id, context))?.parent, context),
  contacts: ({ id }, page, context) =>
    loadConnection('Customer.contacts', page, (request) =>
      loadPage(id, request, context.loaders.contactPage, context),
    ),
  contracts: ({ id }, { statuses, ...page }, context) =>
    loadConnection('Customer.contracts', page, (request) =>
      loadPage(id, { ...request, statuses: statuses ?? undefined }, context.loaders.contractPage, context),
    ),
  opportunities: ({ id }, { won, ...page }, context) =>
    loadConnection('Customer.opportunities', page, (request) =>
      loadPage(id, { ...request, won: won ?? undefined }, context.loaders.opportunityPage, context),
    ),
  quotes: ({ id }, { statuses, ...page }, context) =>
    loadConnection('Customer.quotes', page, (request) =>
      loadPage(id, { ...request, statuses: statuses ?? undefined }, context.loaders.quotePage, context),
    ),
  crmLegalName: read('legalName'),
  crmBillingAddress: read('billingAddress'),
  async crmCustomFields({ id }, _, context) {
    const record = await loadCustomer(id, context)
    return record && toCustomFields(record)
  },
  crmReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Customer ${id}`),
}
