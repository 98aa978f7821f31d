import type { Connection } from '#shared/connections/connection.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { Reading } from '../reads/reading.ts'
import { readChanged } from './changed-records.ts'
import { createPollSource } from './poll.ts'
import { createWebhookSource } from './webhook.ts'

/** What Stripe tells of changes: events of an endpoint where the connection has its secret, and the list of events. */
export function createChangeSource(connection: Connection, reading: Reading): ChangeSource {
  return {
    connectionId: connection.id,
    readChanged: (refs, call) => readChanged({ connection, reading }, refs, call),
    poll: createPollSource(reading),
    ...(connection.credentials.webhookSecret ? { webhook: createWebhookSource(connection) } : {}),
  }
}
