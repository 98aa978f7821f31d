import type { Answer } from '../answer.ts'
import type { CallContext } from '../connections/call-context.ts'
import type { ForeignRef, Identity, NativeRef } from '../crosswalk.ts'
import type { EntityType } from '../global-id.ts'
import type { FactsOf } from './facts.ts'

/**
 * What the event log needs of a vendor: the written contract. Whatever a vendor sends is a hint that a record may have
 * changed; what has changed is read from the vendor. So a hint may come late, twice, out of order, or not at all.
 */

/** A record of a connection, in the vendor's own words. */
export type RecordRef = Pick<NativeRef, 'objectType' | 'nativeId'>

/** A record may have changed. */
export interface ChangeHint extends RecordRef {
  /** The vendor's id of this event, the same on every delivery; unique within the connection. */
  sourceEventId: string
  occurredAt: Date
  /** The vendor's word: `invoice.paid`, `update`. */
  nativeEventType: string
  /** The idempotency keys of the requests that made the change; undefined where the vendor says none, or not of all of it. */
  requestKeys?: readonly string[]
}

/** What a vendor's request or message says. */
export type ChangeReading =
  | { kind: 'changes'; hints: readonly ChangeHint[] }
  /** Well formed, and nothing that Weft follows. */
  | { kind: 'ignored'; sourceEventId: string; reason: string }
  /** From the vendor, and not as published: kept as it came, for a person and for a mended mapping. */
  | { kind: 'unreadable'; reason: string }

/** A request from outside, before anybody believes it. */
export interface WebhookRequest {
  /** Lower case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  query: URLSearchParams
  rawBody: Buffer
  receivedAt: Date
}

/** A vendor that calls us. */
export interface WebhookSource {
  /** Handshakes that ask for an echo: the text to answer; undefined for everything else. */
  answerChallenge?(request: WebhookRequest): string | undefined
  /** By the vendor's own scheme, over the bytes as they came. Throws WEBHOOK_UNVERIFIED or WEBHOOK_STALE. */
  verify(request: WebhookRequest): void
  /** What a verified body says; never throws for what is in it. Asked again when a kept body is replayed. */
  parse(rawBody: Buffer): ChangeReading
}

/** How far a list of changes has been read: what comes after it is later, or as late with a greater native id. */
export interface Watermark {
  changedAt: Date
  /** Empty: before every record of that instant. */
  nativeId: string
}

export interface ListedChange {
  nativeId: string
  changedAt: Date
  /** As `ChangedRecord.version`. */
  version: string | undefined
  /** As `ChangeHint.requestKeys`. */
  requestKeys?: readonly string[]
}

/** Who made a change: what its events name. */
export interface Cause {
  correlationId: string
  causationId: string
}

/** A vendor that can be asked what has changed. */
export interface PollSource {
  /** What can be listed, in the vendor's own words. */
  readonly objectTypes: readonly string[]
  /** Oldest change first, those after the watermark only. */
  listChanges(
    objectType: string,
    after: Watermark,
    call: CallContext,
  ): Promise<{ changes: ListedChange[]; hasMore: boolean }>
}

/** What a stream brings, in the vendor's order. */
export interface StreamedChanges {
  hints: readonly ChangeHint[]
  /** Where the stream goes on after these; opaque. */
  position: string
  /** The vendor says that it does not tell all: what else has changed must be looked for. */
  isIncomplete?: boolean
}

/** A vendor whose changes are followed over a connection of ours. */
export interface StreamSource {
  /**
   * Follows from a position, or from now where there is none, until the signal ends or the stream breaks; then it rejects.
   * `received` is waited for before more is read. SEQUENCE_EXPIRED where the position is older than what the vendor keeps:
   * what was missed must be looked for by a sweep.
   */
  follow(
    position: string | undefined,
    received: (changes: StreamedChanges) => Promise<void>,
    call: CallContext,
  ): Promise<void>
}

interface Changed<Kind extends keyof FactsOf> extends RecordRef {
  kind: Kind
  /**
   * The vendor's own version; texts of one record sort by code unit as its states follow each other. Undefined where the
   * vendor has none: then what is read later is newer, if its digest is another one.
   */
  version: string | undefined
  /** Of everything that the vendor says of the record, where it says no version. */
  digest?: string
  /** What `Written` calls this state, where that is another object type than here, or there is no version here. */
  writtenAs?: { objectType: string; version: string }
  /** When the record last changed, where the vendor says so. */
  changedAt: Date | undefined
  /** What the record is a record of; its id is in the events. Undefined for what no event is about. */
  entity: { type: EntityType; ref: NativeRef | ForeignRef } | undefined
  /** The customer that it hangs on. */
  customer: NativeRef | ForeignRef | undefined
  /** A second thing that its events name: a payment's invoice, the contract before. */
  related?: { type: EntityType; ref: NativeRef | ForeignRef } | undefined
  /** Only what events are derived from. */
  facts: FactsOf[Kind]
}

/** A record as it is now. */
export type ChangedRecord =
  | (Changed<'CUSTOMER'> & {
      /** For matching: the customer may be new. */
      identity: Identity
    })
  | { [Kind in Exclude<keyof FactsOf, 'CUSTOMER'>]: Changed<Kind> }[Exclude<keyof FactsOf, 'CUSTOMER'>]

/** All that one connection can tell about changes. */
export interface ChangeSource {
  readonly connectionId: string
  /**
   * The records as they are now, in the order asked: in batches, as the vendor allows. Undefined for one that is gone. The
   * call rejects only where none could be asked for.
   */
  readChanged(refs: readonly RecordRef[], call: CallContext): Promise<Answer<ChangedRecord>[]>
  readonly webhook?: WebhookSource
  readonly poll?: PollSource
  readonly stream?: StreamSource
}
