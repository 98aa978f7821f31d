import type { BusinessEvent } from '#shared/events/event.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import type { Queryable } from '#shared/store/store.ts'

/** A row of the log as `LOG_COLUMNS` selects it. */
export type LogRow = Omit<BusinessEvent, 'sequence' | 'source'> & NativeRef & { sequence: string }

export const LOG_COLUMNS = `sequence, event_id as "eventId", type, occurred_at as "occurredAt", detected_at as "detectedAt",
  correlation_id as "correlationId", causation_id as "causationId", cause, connection_id as "connectionId",
  object_type as "objectType", native_id as "nativeId", entity_type as "entityType", entity_id as "entityId",
  customer_id as "customerId", customer_native_id as "customerNativeId", business_unit_key as "businessUnitKey", region, severity, attributes`

/** What the log holds after a sequence, in order. */
export async function readLog(store: Queryable, after: number, limit: number): Promise<BusinessEvent[]> {
  const rows = await store.query<LogRow>(
    `select ${LOG_COLUMNS}
     from events.log where sequence > $1 order by sequence limit $2`,
    [after, limit],
  )
  return rows.map(toEvent)
}

export function toEvent({ sequence, connectionId, objectType, nativeId, ...row }: LogRow): BusinessEvent {
  return {
    ...row,
    sequence: Number(sequence),
    source: { connectionId, objectType, nativeId },
    entityType: row.entityType ?? undefined,
    entityId: row.entityId ?? undefined,
    customerId: row.customerId ?? undefined,
    customerNativeId: row.customerNativeId ?? undefined,
    businessUnitKey: row.businessUnitKey ?? undefined,
    region: row.region ?? undefined,
    severity: row.severity ?? undefined,
  }
}

/** How far the log goes, and up to where it was removed. */
export async function readHead(store: Queryable): Promise<{ sequence: number; removedThrough: number }> {
  const [row] = await store.query<{ sequence: string; removed: string }>(
    'select sequence, removed_through as removed from events.head',
  )
  return { sequence: Number(row?.sequence ?? 0), removedThrough: Number(row?.removed ?? 0) }
}
