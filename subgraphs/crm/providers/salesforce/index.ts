import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import { WeftError } from '#shared/errors.ts'
import type { CrmProvider } from '#crm/provider.ts'
import { createSalesforceClient } from './client.ts'
import { createEndingContractsReader } from './ending-contracts.ts'
import { createChangeSource } from './events/change-source.ts'
import { parseFields } from './fields.ts'
import { createIdentitySource } from './identities.ts'
import { createOrderReader } from './orders.ts'
import { createReaders } from './readers.ts'
import { type Children, getLines, getRecords, listChildren, type Reader } from './reads.ts'
import { toContractCondition } from './to-canonical/contract.ts'
import { QUOTE_STATUSES } from './to-canonical/sales.ts'
import { toCondition } from './to-canonical/values.ts'
import { createSalesforceWrites } from './writes/salesforce-writes.ts'

/** A CRM provider for one Salesforce org. Credentials: `clientId`, `clientSecret` of an external client app. */
export function createSalesforceProvider(connection: Connection, options: ProviderOptions): CrmProvider {
  const { logger, clock } = options
  const fields = parseFields(connection)
  const client = createSalesforceClient(connection, options)
  const context = { connection, fields, clock }
  const readers = createReaders(context)
  const ofAccount = <Canonical>(relationship: string, reader: Reader<Canonical>): Children<Canonical> => ({
    parent: 'Account',
    relationship,
    reader,
  })
  const orders = createOrderReader(client, readers.order, fields.names.erpOrderId)
  const renewedFrom = { name: fields.names.renewedFrom, holdsRecordIds: true }

  return {
    connection,
    identities: createIdentitySource(client, context, logger),
    changes: createChangeSource(connection, { client, context, readers }, options),
    writes: createSalesforceWrites({ client, context, readers }),

    getCustomers(keys, call) {
      const [only] = keys
      if (only !== undefined && keys.length === 1) orders.expect(only, call)
      return getRecords(client, readers.account, { keys }, call)
    },
    getContacts: (keys, call) => getRecords(client, readers.contact, { keys }, call),
    getContracts: (keys, call) => getRecords(client, readers.contract, { keys }, call),
    getOpportunities: (keys, call) => getRecords(client, readers.opportunity, { keys }, call),
    getQuotes: (keys, call) => getRecords(client, readers.quote, { keys }, call),
    getProducts: (keys, call) => getRecords(client, readers.product, { keys }, call),
    getOrdersByErpId: (erpIds, call) => orders.get(erpIds, call),

    listContacts: (requests, call) =>
      listChildren(client, ofAccount('Contacts', readers.contact), requests, {
        conditionOf: () => undefined,
        call,
      }),
    listContracts: (requests, call) =>
      listChildren(client, ofAccount('Contracts', readers.contract), requests, {
        conditionOf: ({ statuses }) => statuses && toContractCondition(statuses, fields),
        call,
      }),
    listEndingContracts: createEndingContractsReader({ client, context, logger }, readers.contract),
    listOpportunities: (requests, call) =>
      listChildren(client, ofAccount('Opportunities', readers.opportunity), requests, {
        conditionOf: ({ won }) => (won === undefined ? undefined : `IsClosed = true AND IsWon = ${won}`),
        call,
      }),
    listQuotes: (requests, call) =>
      listChildren(client, ofAccount('Quotes', readers.quote), requests, {
        conditionOf: ({ statuses }) => statuses && toCondition('Status', QUOTE_STATUSES, statuses),
        call,
      }),

    getContractLines: (ids, call) => getLines(client, readers.contractLines, ids, call),
    getOpportunityLines: (ids, call) => getLines(client, readers.opportunityLines, ids, call),
    getQuoteLines: (ids, call) => getLines(client, readers.quoteLines, ids, call),
    async getRenewalIds(ids, call) {
      const found = await getRecords(client, readers.renewal, { keys: ids, by: renewedFrom }, call)
      return found.map((renewal) => (renewal instanceof WeftError ? renewal : renewal?.id))
    },

    health: () => client.health(),
    close: () => client.close(),
  }
}
