import type { Connection } from '#shared/connections/connection.ts'
import { readNativeFields } from './native-fields.ts'
import type { Mapping } from './to-canonical/record.ts'

export const connection: Connection = {
  id: 'billing',
  name: 'Billing',
  vendor: 'stripe',
  domain: 'BILLING',
  environment: 'SANDBOX',
  baseUrl: 'https://api.stripe.com',
  credentials: { apiKey: 'rk_test_nothing' },
  fields: {},
  timeoutMs: 1000,
}
export const mapping: Mapping = {
  connectionId: connection.id,
  fields: readNativeFields(connection),
  readAt: new Date('2026-11-24T12:00:00Z'),
}
