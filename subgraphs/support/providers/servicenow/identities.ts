import { answerOf } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { type Identity, type IdentitySource, normaliseDomain, normaliseTaxId } from '#shared/crosswalk.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { parseRow, type RowOf, type Tables } from './native.ts'
import type { Reading } from './reading.ts'
import { textOrNothing, toInstant } from './to-canonical/values.ts'

const PAGE_ROWS = 500

/**
 * Accounts and product models in the order of `sys_id`; a cursor is the last id seen. A row that cannot be read is logged
 * and left out: matching goes on without it.
 */
export function createIdentitySource(
  connection: Connection,
  reading: Reading,
  logger: Logger,
): IdentitySource {
  const { tables, reader } = reading

  return {
    connectionId: connection.id,
    domain: connection.domain,
    async listIdentities(type, cursor, call: CallContext) {
      const table = type === 'Customer' ? tables.account : tables.productModel
      if (cursor !== undefined && !/^\w{1,64}$/.test(cursor))
        throw new WeftError('INVALID_CURSOR', 'not a position in the list of identities')
      const page = await reader.readPage(
        table,
        {
          anyOf: cursor === undefined ? [] : [[['sysId', '>', cursor]]],
          orderBy: ['sysId'],
          limit: PAGE_ROWS,
        },
        call,
      )
      const identities = page.rows.flatMap((row) => {
        const identity = answerOf(() =>
          type === 'Customer'
            ? customerIdentity(parseRow(tables.account, row, connection.id), connection, reading)
            : productIdentity(parseRow(tables.productModel, row, connection.id), connection, tables),
        )
        if (!isWeftError(identity)) return [identity]
        logger.warn({ system: connection.id, code: identity.code, table: table.name }, identity.message)
        return []
      })
      const last = page.rows.at(-1)?.[table.fields.sysId]
      return { identities, next: page.hasMore && last !== undefined ? String(last) : undefined }
    },
  }
}

/** What matching needs to know of an account. */
export function customerIdentity(
  row: RowOf<Tables['account']>,
  connection: Connection,
  { tables, origin }: Reading,
): Identity {
  return {
    type: 'Customer',
    ref: { connectionId: connection.id, objectType: tables.account.name, nativeId: row.sysId },
    name: row.name,
    legalName: undefined,
    domain: normaliseDomain(row.website),
    taxIds: row.taxId === '' ? [] : [normaliseTaxId(row.taxId)],
    sku: undefined,
    foreignRefs:
      row.crmAccountId === ''
        ? []
        : [{ domain: 'CRM', objectType: origin().names.crmAccountType, nativeId: row.crmAccountId }],
    parentNativeId: textOrNothing(row.parent),
    businessUnitKey: undefined,
    updatedAt: toInstant(row.updatedAt),
    url: linkTo(connection, tables.account.name, row.sysId),
  }
}

function productIdentity(
  row: RowOf<Tables['productModel']>,
  connection: Connection,
  { productModel }: Tables,
): Identity {
  return {
    type: 'Product',
    ref: { connectionId: connection.id, objectType: productModel.name, nativeId: row.sysId },
    name: row.name,
    legalName: undefined,
    domain: undefined,
    taxIds: [],
    sku: textOrNothing(row.sku),
    foreignRefs: [],
    parentNativeId: undefined,
    businessUnitKey: undefined,
    updatedAt: toInstant(row.updatedAt),
    url: linkTo(connection, productModel.name, row.sysId),
  }
}

/** The record's form, within the instance's frame. */
export function linkTo({ baseUrl }: Connection, table: string, sysId: string): string {
  return `${baseUrl}/nav_to.do?uri=${encodeURIComponent(`${table}.do?sys_id=${sysId}`)}`
}
