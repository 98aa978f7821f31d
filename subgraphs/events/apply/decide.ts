import type { ChangedRecord } from '#shared/events/changes.ts'
import type { ChangedKind, FactsOf } from '#shared/events/facts.ts'
import { deriveEvents, deriveGone } from '../derive/derive.ts'
import type { DerivedEvent } from '../derive/derived-event.ts'
import type { IdentifiedRecord } from './identify.ts'
import type { KnownRecord } from './record-rows.ts'

/** A vendor's clock is another one, and some count whole seconds. */
const CLOCKS_APART_MS = 60_000

/** What a reading changes: the record's row, and the events that follow. */
export interface Decision {
  record: KnownRecord
  events: readonly DerivedEvent[]
}

export interface Reading {
  connectionId: string
  /** The store's time before the vendor was asked. */
  readAt: Date
  followedSince: Date
}

/** What follows from a record as it was just read; undefined where that is not newer than what is known. Pure. */
export function decide(
  known: KnownRecord | undefined,
  read: IdentifiedRecord | undefined,
  reading: Reading,
): Decision | undefined {
  if (!read) return known && decideGone(known, reading)
  if (known && !isNewer(known, read.record, reading)) return undefined
  const { record, entityId, customerId } = read
  const row: KnownRecord = {
    connectionId: reading.connectionId,
    objectType: record.objectType,
    nativeId: record.nativeId,
    kind: record.kind,
    version: record.version ?? null,
    digest: record.digest ?? null,
    revision: (known?.revision ?? 0) + 1,
    readAt: reading.readAt,
    facts: record.facts,
    entityType: record.entity?.type ?? null,
    entityId: entityId ?? known?.entityId ?? null,
    customerId: customerId ?? null,
    customerNativeId: nativeCustomerOf(record, reading.connectionId) ?? null,
    goneAt: null,
  }
  return { record: row, events: eventsOf(known, record, reading.followedSince) }
}

/** The kind says which facts a record has; a record that changed its kind begins anew. */
function eventsOf<Kind extends ChangedKind>(
  known: KnownRecord | undefined,
  { kind, facts }: { kind: Kind; facts: FactsOf[Kind] },
  followedSince: Date,
): DerivedEvent[] {
  const previous = known?.kind === kind ? (known.facts as FactsOf[Kind]) : undefined
  const newsFrom = new Date(followedSince.getTime() - CLOCKS_APART_MS)
  return deriveEvents(kind, { previous, next: facts, followedSince: newsFrom.toISOString() })
}

/** By the vendor's version where there is one, never by the time that a hint came at. */
function isNewer(known: KnownRecord, { version, digest }: ChangedRecord, { readAt }: Reading): boolean {
  const isReadLater = readAt > known.readAt
  if (known.goneAt !== null) return isReadLater
  if (version !== undefined && known.version !== null) return version > known.version
  return isReadLater && known.digest !== (digest ?? null)
}

function nativeCustomerOf({ customer }: ChangedRecord, connectionId: string): string | undefined {
  const isOwn = customer && 'connectionId' in customer && customer.connectionId === connectionId
  return isOwn ? customer.nativeId : undefined
}

function decideGone(known: KnownRecord, { readAt }: Reading): Decision | undefined {
  if (known.goneAt !== null || readAt <= known.readAt) return undefined
  return {
    record: { ...known, revision: known.revision + 1, readAt, goneAt: readAt },
    events: deriveGone(known.kind),
  }
}
