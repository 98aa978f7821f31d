import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import {
  type ForeignRef,
  type Identity,
  type IdentitySource,
  normaliseDomain,
  normaliseTaxId,
} from '#shared/crosswalk.ts'
import type { NetSuiteClient, SuiteQl } from './client.ts'
import type { SuiteQlRow } from './native.ts'
import { instant } from './queries/joins.ts'
import { type Mapping, required, toForeignRef, toInstant } from './to-canonical/row.ts'
import { isOwnExternalId } from './writes/external-id.ts'

const PAGE = 500

/** Customers and items by ascending internal id; the last id seen is the cursor. */
export function createIdentitySource(
  connection: Connection,
  client: NetSuiteClient,
  mapping: Mapping,
): IdentitySource {
  return {
    connectionId: connection.id,
    domain: 'ERP',
    async listIdentities(type: Identity['type'], cursor: string | undefined, call: CallContext) {
      const statement = type === 'Customer' ? customersAfter(cursor, mapping) : itemsAfter(cursor)
      const { rows, hasMore } = await client.queryPage(statement, PAGE, call)
      const toIdentity = type === 'Customer' ? toCustomerIdentity : toProductIdentity
      return {
        identities: rows.map((row) => toIdentity(row, mapping, pageUrl(connection))),
        next: hasMore ? rows.at(-1)?.id : undefined,
      }
    },
  }
}

const customersAfter = (cursor: string | undefined, { fields }: Mapping): SuiteQl => ({
  q: `SELECT TO_CHAR(c.id) AS id, c.companyname AS company, c.altname AS name, c.url AS url, c.email AS email,
    c.${fields.taxId} AS tax_id, c.${fields.crmAccountId} AS crm_account,
    c.${fields.billingCustomerId} AS billing_customer, TO_CHAR(c.parent) AS parent, ${instant('c.lastmodifieddate')} AS updated
    FROM customer c WHERE c.id > ? ORDER BY c.id`,
  params: [Number(cursor ?? 0)],
})

const itemsAfter = (cursor: string | undefined): SuiteQl => ({
  q: `SELECT TO_CHAR(i.id) AS id, i.itemid AS sku, i.displayname AS name, ${instant('i.lastmodifieddate')} AS updated
    FROM item i WHERE i.id > ? ORDER BY i.id`,
  params: [Number(cursor ?? 0)],
})

type PageUrl = (path: string, id: string) => string | undefined

export function toCustomerIdentity(
  row: SuiteQlRow,
  { connectionId, fields }: Mapping,
  url: PageUrl,
): Identity {
  const id = required(row, 'id')
  const named: (ForeignRef | undefined)[] = [
    toForeignRef(
      'CRM',
      fields.crmAccountType,
      isOwnExternalId(row.crm_account) ? undefined : row.crm_account,
    ),
    toForeignRef('BILLING', fields.billingCustomerType, row.billing_customer),
  ]
  return {
    type: 'Customer',
    ref: { connectionId, objectType: 'customer', nativeId: id },
    name: row.name ?? row.company ?? id,
    legalName: row.company,
    domain: normaliseDomain(row.url) ?? normaliseDomain(row.email),
    taxIds: row.tax_id === undefined ? [] : [normaliseTaxId(row.tax_id)],
    sku: undefined,
    foreignRefs: named.filter((ref) => ref !== undefined),
    parentNativeId: row.parent,
    businessUnitKey: undefined,
    updatedAt: toInstant(row.updated),
    url: url('/app/common/entity/custjob.nl', id),
  }
}

function toProductIdentity(row: SuiteQlRow, { connectionId }: Mapping, url: PageUrl): Identity {
  const id = required(row, 'id')
  return {
    type: 'Product',
    ref: { connectionId, objectType: 'item', nativeId: id },
    name: row.name ?? row.sku ?? id,
    legalName: undefined,
    domain: undefined,
    taxIds: [],
    sku: row.sku,
    foreignRefs: [],
    parentNativeId: undefined,
    businessUnitKey: undefined,
    updatedAt: toInstant(row.updated),
    url: url('/app/common/item/item.nl', id),
  }
}

/** The account's own user interface; `1234567_SB1` has the host `1234567-sb1`. */
export function pageUrl({ credentials }: Connection): PageUrl {
  const host = credentials.accountId?.toLowerCase().replaceAll('_', '-')
  return (path, id) => (host ? `https://${host}.app.netsuite.com${path}?id=${id}` : undefined)
}
