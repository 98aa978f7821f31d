import type { Connection } from '#shared/connections/connection.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { LoadRows } from '../batch.ts'
import type { NetSuiteClient } from '../client.ts'
import type { Mapping } from '../to-canonical/row.ts'
import { readChanged } from './changed-records.ts'
import { createPollSource } from './poll.ts'

/** What NetSuite tells of changes: nothing by itself, so its tables are asked. */
export function createChangeSource(
  connection: Connection,
  { client, load, mapping }: { client: NetSuiteClient; load: LoadRows; mapping: Mapping },
): ChangeSource {
  return {
    connectionId: connection.id,
    readChanged: (refs, call) => readChanged({ connection, load, mapping }, refs, call),
    poll: createPollSource(client),
  }
}
