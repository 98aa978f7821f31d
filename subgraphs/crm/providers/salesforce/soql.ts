import { z } from 'zod'
import type { FieldName, SalesforceFields } from './fields.ts'
import type { NativeRow } from './query-rows.ts'

/**
 * Ids of one query. An id takes up to 27 bytes of an address, which may hold 16,384 with the headers.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html (414, 431)
 */
const IDS_PER_QUERY = 400

/** `'It\'s'`: text as a SOQL literal. */
export function quote(value: string): string {
  return `'${value.replaceAll(/[\\']/g, '\\$&')}'`
}

/** `Contract.Id IN ('800…', …)` in pieces that each fit one query. */
export function inConditions(field: string, values: readonly string[]): string[] {
  const conditions: string[] = []
  for (let start = 0; start < values.length; start += IDS_PER_QUERY) {
    const chunk = values.slice(start, start + IDS_PER_QUERY)
    conditions.push(`${field} IN (${chunk.map(quote).join(',')})`)
  }
  return conditions
}

/** Whether a text can be a record id: 15 characters, or 18 with the check characters. */
export function isRecordId(text: string): boolean {
  return /^[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?$/.test(text)
}

/** The same record may be named with 15 or 18 characters. */
export function idKey(id: string): string {
  return id.slice(0, 15)
}

/** The fields that a native schema reads, under the org's names: the schema is the select list. */
export function selectListOf(
  schema: z.ZodObject,
  fields: SalesforceFields,
  custom: SalesforceFields['customerCustom'] = [],
): string {
  const names = Object.entries(schema.shape).flatMap(([name, type]) => {
    if (name === 'CurrencyIsoCode' && fields.singleCurrency !== undefined) return []
    const parent = parentFieldsOf(type)
    if (parent) return parent.map((field) => `${name}.${nameOf(field, fields)}`)
    return [nameOf(name, fields)]
  })
  return [...new Set([...names, ...custom.map(({ field }) => field)])].join(', ')
}

/** The org's name of a field that it may name otherwise. */
const nameOf = (field: string, { names }: SalesforceFields): string => names[field as FieldName] ?? field

/** The fields read from a parent record; undefined for a plain field. */
function parentFieldsOf(type: unknown): string[] | undefined {
  if (type instanceof z.ZodObject) return Object.keys(type.shape)
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable) return parentFieldsOf(type.unwrap())
  return undefined
}

/** Adds a row's fields under the provider's names: `legalName` beside `Legal_Name__c`. */
export function withProviderNames(row: NativeRow, fields: SalesforceFields): NativeRow {
  const named = Object.entries(fields.names).map(([name, field]) => [name, row[field]])
  return { ...row, ...Object.fromEntries(named) }
}
