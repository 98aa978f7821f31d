import type { NativeRef } from '#shared/crosswalk.ts'
import type { FieldSources, RecordSource } from '#shared/provenance.ts'
import type { FieldNames } from '../field-names.ts'
import type { Table } from '../native.ts'
import { toInstant } from './values.ts'

/** What every mapping needs to know besides the row. */
export interface Origin {
  connectionId: string
  names: FieldNames
  readAt: Date
}

export function sourceOf(
  table: Table,
  row: { sysId: string; updatedAt: string },
  { connectionId, readAt }: Origin,
): RecordSource {
  return {
    connectionId,
    objectType: table.name,
    nativeId: row.sysId,
    readAt,
    readMode: 'LIVE',
    sourceUpdatedAt: toInstant(row.updatedAt),
  }
}

/** The record that a reference field names; undefined where it is empty. */
export function refTo(objectType: string, sysId: string, { connectionId }: Origin): NativeRef | undefined {
  return sysId === '' ? undefined : { connectionId, objectType, nativeId: sysId }
}

/** Canonical path → `table.field`, from canonical path → our word for the field. */
export function sourcesIn<Field extends string>(
  { name, fields }: Table<Field>,
  words: Readonly<Record<string, Field>>,
): FieldSources {
  return Object.fromEntries(Object.entries(words).map(([path, word]) => [path, `${name}.${fields[word]}`]))
}
