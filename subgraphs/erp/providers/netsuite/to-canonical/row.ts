import type { Clock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ForeignRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import { type Money, parseMoney } from '#shared/money.ts'
import type { RecordSource } from '#shared/provenance.ts'
import type { SuiteQlRow } from '../native.ts'
import { type NativeFields, readNativeFields } from '../native-fields.ts'

/** What every mapping of one connection needs to know. */
export interface Mapping {
  connectionId: string
  fields: NativeFields
  clock: Clock
}

export function createMapping(connection: Connection, clock: Clock): Mapping {
  return { connectionId: connection.id, fields: readNativeFields(connection), clock }
}

/** A value that NetSuite promises for every such row. */
export function required(row: SuiteQlRow, column: string): string {
  const value = row[column]
  if (value === undefined) throw new WeftError('INVALID_RESPONSE', `the ERP answered a row without ${column}`)
  return value
}

/** Oracle writes a half as ".5" and minus a half as "-.5". */
export function decimal(text: string): string {
  return text.replace(/^(-?)\./, '$10.')
}

/** An amount column as money; ledgers may keep more digits than the currency has. */
export function amount(text: string, currencyCode: string): Money {
  return parseMoney(decimal(text), currencyCode, 'half-up')
}

/**
 * The amount as people see it: `transactionline` keeps a sales line as a credit, negative; the document shows it positive.
 * Oracle does not document the sign; public code agrees on it.
 */
export function creditAmount(text: string, currencyCode: string): Money {
  const { minorUnits, currencyCode: code } = amount(text, currencyCode)
  return { minorUnits: minorUnits === 0n ? 0n : -minorUnits, currencyCode: code }
}

export function magnitude(value: Money): Money {
  return value.minorUnits < 0n ? { ...value, minorUnits: -value.minorUnits } : value
}

export function sourceOf(
  { connectionId, clock }: Mapping,
  objectType: string,
  row: { id: string; updated: string | undefined },
): RecordSource {
  return {
    connectionId,
    objectType,
    nativeId: row.id,
    readAt: clock.now(),
    readMode: 'LIVE',
    sourceUpdatedAt: toInstant(row.updated),
  }
}

/** `2026-01-31T10:00:00`, in GMT by the set-up of the integration's user. */
export function toInstant(text: string | undefined): Date | undefined {
  const instant = text === undefined ? undefined : new Date(`${text}Z`)
  return instant && !Number.isNaN(instant.getTime()) ? instant : undefined
}

export function toForeignRef(
  domain: ForeignRef['domain'],
  objectType: string,
  nativeId: string | undefined,
): ForeignRef | undefined {
  return nativeId === undefined ? undefined : { domain, objectType, nativeId }
}
