import { createHash } from 'node:crypto'
import type { Cause } from '#shared/events/changes.ts'
import type { EventAttributes } from '#shared/events/event.ts'
import type { CaseFacts } from '#shared/events/facts.ts'
import type { DerivedEvent } from '../derive/derived-event.ts'
import type { ClaimedItem } from '../inbox/claim.ts'
import type { NewEvent } from '../log/append.ts'
import type { Decision, Reading } from './decide.ts'
import type { IdentifiedRecord } from './identify.ts'

export interface Origin {
  /** The first item that told of the change. */
  item: ClaimedItem
  /** Undefined for a record that is gone. */
  identified: IdentifiedRecord | undefined
  /** Of the write of our own that comes back by this. */
  ownCause: Cause | undefined
  reading: Reading
}

/** What a listener still has to know where nobody is told anything. */
const RECORD_CHANGED = { type: 'RECORD_CHANGED', occurredAt: undefined } as const

type Told = DerivedEvent | typeof RECORD_CHANGED

/** The entries of the log for one changed record. */
export function toEvents({ record, events }: Decision, origin: Origin): NewEvent[] {
  const created = origin.identified ? customerCreation(origin.identified, origin.reading) : []
  const told = [...created, ...events]
  return (told.length > 0 ? told : [RECORD_CHANGED]).map((event) => {
    const { item, identified, ownCause, reading } = origin
    const changedAt = identified?.record.changedAt ?? item.occurredAt ?? reading.readAt
    const { connectionId, objectType, nativeId } = record
    return {
      eventId: eventIdOf(record, event),
      type: event.type,
      occurredAt: event.occurredAt === undefined ? changedAt : new Date(event.occurredAt),
      detectedAt: item.receivedAt,
      correlationId: ownCause?.correlationId ?? item.correlationId,
      causationId: ownCause?.causationId ?? item.sourceEventId,
      cause: ownCause ? 'ORCHESTRATION' : item.cause,
      source: { connectionId, objectType, nativeId },
      entityType: record.entityType ?? undefined,
      entityId: record.entityId ?? undefined,
      customerId: record.customerId ?? undefined,
      customerNativeId: record.customerNativeId ?? undefined,
      businessUnitKey: identified?.place?.businessUnitKey,
      region: identified?.place?.region,
      severity: record.kind === 'CASE' ? ((record.facts as CaseFacts).severity ?? undefined) : undefined,
      attributes: attributesOf(event, identified),
    }
  })
}

/** A customer that got its id since the connection is followed: told once, whichever of its records comes first. */
function customerCreation(
  { record, customerId, place }: IdentifiedRecord,
  { followedSince }: Reading,
): DerivedEvent[] {
  if (record.kind !== 'CUSTOMER' || customerId === undefined || !place || place.createdAt < followedSince)
    return []
  return [{ type: 'CUSTOMER_CREATED', occurredAt: place.createdAt.toISOString() }]
}

/** The same for the same state of the same record, however often it is worked out; a customer is created once. */
function eventIdOf(record: Decision['record'], { type }: Told): string {
  const { connectionId, objectType, nativeId, version, revision, customerId } = record
  const state = version ?? `revision ${revision}`
  const parts =
    type === 'CUSTOMER_CREATED' ? [type, customerId] : [type, connectionId, objectType, nativeId, state]
  return `evt_${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 26)}`
}

function attributesOf({ type, ...told }: Told, identified: IdentifiedRecord | undefined): EventAttributes {
  const relatedId = identified?.relatedId
  return {
    ...('changedPaths' in told ? { changedPaths: told.changedPaths } : {}),
    ...('willRetry' in told ? { willRetry: told.willRetry } : {}),
    ...(relatedId !== undefined && type === 'CONTRACT_RENEWED' ? { previousId: relatedId } : {}),
    ...(relatedId !== undefined && type.startsWith('PAYMENT_') ? { invoiceId: relatedId } : {}),
  }
}
