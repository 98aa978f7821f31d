import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import { type ChangeReading, FOLLOWED, readChanged } from './changed-records.ts'
import { createPollSource } from './poll.ts'
import { createStreamSource } from './stream.ts'

/** What an org tells of changes: change events over the Streaming API, and its records by when they last changed. */
export function createChangeSource(
  connection: Connection,
  reading: ChangeReading,
  options: ProviderOptions,
): ChangeSource {
  return {
    connectionId: connection.id,
    readChanged: (refs, call) => readChanged(reading, refs, call),
    poll: createPollSource(reading.client),
    stream: createStreamSource(connection, options, FOLLOWED),
  }
}
