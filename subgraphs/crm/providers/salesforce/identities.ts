import { type Identity, type IdentitySource, normaliseDomain, normaliseTaxId } from '#shared/crosswalk.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { ZodError } from 'zod'
import type { SalesforceClient } from './client.ts'
import { SalesforceAccount, SalesforceProduct } from './native.ts'
import type { NativeRow } from './query-rows.ts'
import { quote, selectListOf, withProviderNames } from './soql.ts'
import { toCustomerStatus } from './to-canonical/customer.ts'
import type { MappingContext } from './to-canonical/record.ts'
import { toText } from './to-canonical/values.ts'

const PAGE_SIZE = 500

/** Accounts and products in the order of their ids; the cursor is the last id seen. A row that cannot be read is left out. */
export function createIdentitySource(
  client: SalesforceClient,
  context: MappingContext,
  logger: Logger,
): IdentitySource {
  const { connection, fields } = context
  const sources = {
    Customer: {
      object: 'Account',
      select: selectListOf(SalesforceAccount, fields),
      toIdentity: (row: NativeRow) => toCustomerIdentity(SalesforceAccount.parse(row), context),
    },
    Product: {
      object: 'Product2',
      select: selectListOf(SalesforceProduct, fields),
      toIdentity: (row: NativeRow) => toProductIdentity(SalesforceProduct.parse(row), context),
    },
  }
  const readIdentity = (row: NativeRow, toIdentity: (row: NativeRow) => Identity): Identity[] => {
    try {
      return [toIdentity(withProviderNames(row, fields))]
    } catch (error) {
      if (!(error instanceof ZodError)) throw error
      logger.warn({ system: connection.id, nativeId: row.Id, issues: error.issues }, 'unreadable record')
      return []
    }
  }
  return {
    connectionId: connection.id,
    domain: 'CRM',
    async listIdentities(type, cursor, call) {
      const { object, select, toIdentity } = sources[type]
      const where = cursor === undefined ? '' : ` WHERE Id > ${quote(cursor)}`
      const soql = `SELECT ${select} FROM ${object}${where} ORDER BY Id LIMIT ${PAGE_SIZE}`
      const rows = await client.query(soql, call)
      return {
        identities: rows.flatMap((row) => readIdentity(row, toIdentity)),
        next: rows.length < PAGE_SIZE ? undefined : String(rows.at(-1)?.Id),
      }
    },
  }
}

export function toCustomerIdentity(account: SalesforceAccount, context: MappingContext): Identity {
  return {
    ...toIdentity('Account', account, context),
    type: 'Customer',
    legalName: toText(account.legalName),
    domain: normaliseDomain(account.Website),
    taxIds: account.taxId ? [normaliseTaxId(account.taxId)] : [],
    sku: undefined,
    parentNativeId: toText(account.ParentId),
    businessUnitKey: toText(account.businessUnit),
    status: toCustomerStatus(account.Type),
  }
}

function toProductIdentity(product: SalesforceProduct, context: MappingContext): Identity {
  return {
    ...toIdentity('Product2', product, context),
    type: 'Product',
    legalName: undefined,
    domain: undefined,
    taxIds: [],
    sku: toText(product.StockKeepingUnit),
    parentNativeId: undefined,
    businessUnitKey: undefined,
  }
}

/** What both have: their place, their name, and no record of another system that they name. */
function toIdentity(
  objectType: string,
  record: { Id: string; Name: string; LastModifiedDate: string },
  { connection }: MappingContext,
) {
  return {
    ref: { connectionId: connection.id, objectType, nativeId: record.Id },
    name: record.Name,
    foreignRefs: [],
    updatedAt: new Date(record.LastModifiedDate),
    url: `${connection.baseUrl}/${record.Id}`,
  }
}
