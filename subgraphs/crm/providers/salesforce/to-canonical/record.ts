import type { Clock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import type { RecordSource } from '#shared/provenance.ts'
import type { SalesforceFields } from '../fields.ts'

/** What every mapping needs beside the native record. */
export interface MappingContext {
  connection: Connection
  fields: SalesforceFields
  clock: Clock
}

export function toSource(
  objectType: string,
  { Id, LastModifiedDate }: { Id: string; LastModifiedDate: string },
  { connection, clock }: MappingContext,
): RecordSource {
  return {
    connectionId: connection.id,
    objectType,
    nativeId: Id,
    readAt: clock.now(),
    readMode: 'LIVE',
    sourceUpdatedAt: new Date(LastModifiedDate),
  }
}

/** The record that a lookup field names; undefined where it is empty. */
export function toRef(
  objectType: string,
  id: string | null | undefined,
  { connection }: MappingContext,
): NativeRef | undefined {
  return id ? { connectionId: connection.id, objectType, nativeId: id } : undefined
}

/** The currency of a record's amounts: its own, or the only one the org has. */
export function currencyOf(
  { CurrencyIsoCode }: { CurrencyIsoCode?: string | null | undefined },
  { fields }: MappingContext,
): string {
  const code = CurrencyIsoCode ?? fields.singleCurrency
  if (code == null) throw new WeftError('INVALID_RESPONSE', 'the record names no currency')
  return code
}

/** The configured custom fields of a record. */
export function toCustomFields(
  objectType: string,
  row: Record<string, unknown>,
  custom: SalesforceFields['customerCustom'],
) {
  return custom.map(({ key, field }) => ({
    key,
    type: typeName(row[field]),
    value: row[field] ?? null,
    sourceField: `${objectType}.${field}`,
  }))
}

function typeName(value: unknown): string {
  return value === null || value === undefined ? 'null' : typeof value
}
