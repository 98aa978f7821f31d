import { z } from 'zod'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import type { ChangeHint, StreamedChanges, StreamSource } from '#shared/events/changes.ts'
import { type BayeuxMessage, openBayeuxSession } from './bayeux.ts'

/** Every object that an administrator has selected for Change Data Capture. */
const CHANNEL = '/data/ChangeEvents'
const NEW_ONLY = -1

/**
 * https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_event_fields_header.htm:
 * of an event only what names the records; several that changed alike are one event.
 */
const ChangeData = z.object({
  payload: z.object({
    ChangeEventHeader: z.object({
      entityName: z.string(),
      recordIds: z.array(z.string()).min(1),
      changeType: z.string(),
      transactionKey: z.string(),
      sequenceNumber: z.number(),
      commitTimestamp: z.number(),
    }),
  }),
  event: z.object({ replayId: z.number().int() }),
})
type ChangeData = z.infer<typeof ChangeData>

/** Change events over the Streaming API. Positions are replay ids, which the org keeps for three days. */
export function createStreamSource(
  connection: Connection,
  options: Pick<ProviderOptions, 'logger' | 'clock'>,
  followed: ReadonlySet<string>,
): StreamSource {
  return {
    async follow(position, received, call) {
      const replayFrom = position === undefined ? NEW_ONLY : Number(position)
      const session = await openBayeuxSession(connection, options, { channel: CHANNEL, replayFrom }, call)
      try {
        while (!call.signal.aborted) {
          const changes = toChanges(await session.connect(call), followed)
          if (changes) await received(changes)
        }
      } finally {
        await session.close()
      }
    },
  }
}

/** Undefined where nothing came. An event that cannot be read hides changes: somebody must look. */
function toChanges(
  messages: readonly BayeuxMessage[],
  followed: ReadonlySet<string>,
): StreamedChanges | undefined {
  const read = messages.map(({ data }) => ChangeData.safeParse(data))
  const events = read.flatMap(({ data }) => data ?? [])
  const last = events.at(-1)
  if (!last) return undefined
  return {
    hints: events.flatMap((event) => toHints(event, followed)),
    position: String(last.event.replayId),
    isIncomplete: read.some(({ success }) => !success) || events.some(isOverflow),
  }
}

/** More changed at once than the org tells one by one. */
const isOverflow = ({ payload: { ChangeEventHeader: header } }: ChangeData): boolean =>
  header.changeType === 'GAP_OVERFLOW'

/** A gap event says that a record changed and not how, which is all that we want to know. */
function toHints(event: ChangeData, followed: ReadonlySet<string>): ChangeHint[] {
  const { entityName, recordIds, changeType, transactionKey, sequenceNumber, commitTimestamp } =
    event.payload.ChangeEventHeader
  if (!followed.has(entityName) || isOverflow(event)) return []
  return recordIds.map((nativeId) => ({
    sourceEventId: `${transactionKey}/${sequenceNumber}/${nativeId}`,
    objectType: entityName,
    nativeId,
    occurredAt: new Date(commitTimestamp),
    nativeEventType: changeType,
  }))
}
