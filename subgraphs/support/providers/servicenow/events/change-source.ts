import type { Connection } from '#shared/connections/connection.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { Reading } from '../reading.ts'
import { readChanged } from './changed-records.ts'
import { createFollowedTables } from './followed-tables.ts'
import { createPollSource } from './poll.ts'
import { createWebhookSource } from './webhook.ts'

/** What an instance tells of changes: hints of our update set where the connection has its secret, and its tables. */
export function createChangeSource(connection: Connection, reading: Reading): ChangeSource {
  const followed = createFollowedTables(reading.tables)
  const tables = new Set(Object.values(followed).map(({ name }) => name))
  return {
    connectionId: connection.id,
    readChanged: (refs, call) => readChanged({ connection, reading, followed }, refs, call),
    poll: createPollSource(connection.id, reading, followed),
    ...(connection.credentials.webhookSecret ? { webhook: createWebhookSource(connection, tables) } : {}),
  }
}
