import { readFileSync } from 'node:fs'
import type { Connection } from '#shared/connections/connection.ts'
import { readFieldNames } from './field-names.ts'
import { createTables, parseRow } from './native.ts'

export const CONNECTION: Connection = {
  id: 'support-servicenow',
  name: 'ServiceNow',
  vendor: 'servicenow',
  domain: 'SUPPORT',
  environment: 'SIMULATED',
  baseUrl: 'http://127.0.0.1:1',
  credentials: { clientId: 'x', clientSecret: 'y' },
  fields: {},
  timeoutMs: 5_000,
}

const names = readFieldNames(CONNECTION)
export const tables = createTables(names)
export const origin = { connectionId: CONNECTION.id, names, readAt: new Date('2026-11-24T10:00:00Z') }
export const ref = (objectType: string, nativeId: string) => ({
  connectionId: CONNECTION.id,
  objectType,
  nativeId,
})

export function readSample(name: string): Record<string, unknown> {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')
  return (JSON.parse(text) as { answer: { result: Record<string, unknown> } }).answer.result
}

export const sampleCase = parseRow(tables.case, readSample('case'), CONNECTION.id)
