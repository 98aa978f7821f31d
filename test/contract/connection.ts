import type { Connection } from '#shared/connections/connection.ts'
import { createTestConnection } from '../support/identities.ts'

const NOBODY = { baseUrl: 'http://127.0.0.1:9', credentials: {} }

/** A connection to a vendor, or to nobody where it is only named. */
export const connectionOf = (
  id: string,
  domain: Connection['domain'],
  { baseUrl, credentials }: Pick<Connection, 'baseUrl' | 'credentials'> = NOBODY,
): Connection => ({
  ...createTestConnection(id, domain),
  vendor: id,
  baseUrl,
  credentials,
  timeoutMs: 5_000,
})
