import assert from 'node:assert/strict'
import type { Connection } from '#shared/connections/connection.ts'
import { parseFields } from './fields.ts'
import { createReaders } from './readers.ts'

export const connection: Connection = {
  id: 'crm-eu',
  name: 'CRM',
  vendor: 'salesforce',
  domain: 'CRM',
  environment: 'SIMULATED',
  baseUrl: 'https://northwind.my.salesforce.com',
  credentials: {},
  fields: {},
  timeoutMs: 2000,
}
export const NOW = new Date('2026-11-25T10:00:00Z')
export const readersOf = (fields: Record<string, string> = {}) => {
  const configured = { ...connection, fields }
  return createReaders({ connection: configured, fields: parseFields(configured), clock: { now: () => NOW } })
}
export const readers = readersOf()

export const row = (fields: Record<string, unknown>) => ({
  Id: '800000000000001AAA',
  CreatedDate: '2026-01-02T03:04:05.000+0000',
  LastModifiedDate: '2026-05-06T07:08:09.000+0000',
  CurrencyIsoCode: 'EUR',
  ...fields,
})
export const account = (fields: Record<string, unknown>) => row({ Name: 'Acme', ...fields })
export const contract = (fields: Record<string, unknown>) => row({ ContractNumber: '00000101', ...fields })
export const quoteRow = (fields: Record<string, unknown>) =>
  row({ QuoteNumber: 'Q-1', GrandTotal: 12.5, ...fields })

/** The record, or the error that stands in its place. */
export function fieldOf(record: object, name: string): unknown {
  assert.ok(!(record instanceof Error), String(record))
  return (record as Record<string, unknown>)[name]
}
