import type { Answer } from '../answer.ts'
import type { CallContext } from '../connections/call-context.ts'
import type { NativeRef } from '../crosswalk.ts'

/** A name for what an answer hangs on: whoever learns that it changed drops every answer that carries it. */
export type CacheTag = `record\n${string}` | `customer\n${string}`

/**
 * Of every answer that contains the record, or that says that there is none. The object type is no part of it: where a
 * vendor gives one id to records of two types, both are read again, which costs a call and never a lie.
 */
export function recordTag({
  connectionId,
  nativeId,
}: Pick<NativeRef, 'connectionId' | 'nativeId'>): CacheTag {
  return `record\n${connectionId}\n${nativeId}`
}

/**
 * Of every answer that hangs on a customer: its lists, its balance, and each record that names it as its customer. The
 * customer's own record has its record tag alone: an invoice that is paid does not change a name.
 */
export function customerTag(connectionId: string, customerNativeId: string): CacheTag {
  return `customer\n${connectionId}\n${customerNativeId}`
}

/** One thing asked of a connection. */
export interface Question {
  /** The connection, what is asked for and of which key: `invoice\nbilling-stripe\nin_123`. */
  key: string
  /** What the answer hangs on, whatever it will hold; the records in it add their own. */
  tags: readonly CacheTag[]
}

/** How old an answer may be, in one operation. Instants are milliseconds of the clock. */
export interface Freshness {
  /** Answers whose reading began at this instant or later may be used. */
  usableSince: number
  /** The same for answers that say that there is nothing. */
  absenceUsableSince: number
  /** The same when the system fails; Infinity: never. */
  staleUsableSince: number
}

/** Questions of one need to one connection. */
export interface Reading<Value> {
  connectionId: string
  questions: readonly Question[]
  freshness: Freshness
  call: CallContext
  /** Asks the system for some of the questions, named by their place; answers in that order. */
  ask(places: readonly number[]): Promise<Answer<Value>[]>
}

/** An answer that did not come from a call. */
export interface GivenAnswer {
  connectionId: string
  question: Question
  answer: unknown
  /** From when on it may be out of date, in milliseconds of the clock. */
  readAt: number
}

/** Keeps such answers, but none that holds what was invalidated since this was made. */
export interface Keeping extends Disposable {
  keep(given: GivenAnswer): void
}

export interface Found {
  readonly value: unknown
}

/** What a cache has seen of one connection since it was made. */
export interface ConnectionCounters {
  /** Answered from memory or the second level. */
  hits: number
  /** Asked of the system. */
  misses: number
  /** Answered by a call that another operation had begun. */
  shared: number
  /** Answered by something too old, because the system failed. */
  stale: number
  /** Forgotten to make room. */
  evicted: number
  /** Forgotten because it changed. */
  invalidated: number
}

export interface CacheSnapshot {
  connections: Readonly<Record<string, Readonly<ConnectionCounters>>>
  entries: number
  /** Estimated. */
  bytes: number
  /** Of the second level; undefined where there is none. */
  remote: { hits: number; misses: number; failures: number } | undefined
}

/**
 * What systems answered, kept for a while by connection and question. Nothing here knows who asks: a provider reads by its
 * connection's own account, whoever the caller is, and what a caller may not see is hidden behind the cache. A provider
 * whose vendor answers callers differently would have to put the caller's authority into its keys.
 *
 * It is a cache and nothing else: it may forget anything at any time, and knows nothing that a system does not know.
 */
export interface EntityCache {
  /** How old answers may be in an operation that asked for `maxAgeSeconds`, or did not say. */
  freshnessOf(operation: { receivedAt: Date; maxAgeSeconds?: number | undefined }): Freshness
  /** What is in memory and may be used, at once; a value of undefined says that the system has none. */
  find(key: string, freshness: Freshness): Found | undefined
  /**
   * Answers in the order asked: from memory, from the second level, from a call under way for somebody else, and asks the
   * system for the rest in one call. Errors are answered and never kept; a failure that may pass is answered by what
   * was read before, where `freshness` allows it.
   */
  read<Value>(reading: Reading<Value>): Promise<Answer<Value>[]>
  /** To be called before answers are come by that the cache cannot read itself. */
  beginKeeping(): Keeping
  /**
   * Drops every answer that carries one of the tags, and keeps none that was under way when this was called: what is asked
   * for afterwards is read anew. Returns at once, and costs no call.
   *
   * An event about a record passes `recordTag(record)`, and `customerTag` of the customer that it hangs on where it may
   * have come, gone or moved in a list.
   */
  invalidate(tags: Iterable<CacheTag>): void
  snapshot(): CacheSnapshot
  close(): Promise<void>
}
