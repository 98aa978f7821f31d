/** A write that a client has named. */
export interface KeyedRequest {
  /** The token's client: two of them may use the same key. */
  clientId: string
  /** The mutation's field name. */
  operation: string
  /** As the client sent it. */
  key: string
  /** All that decides what the write does, as JSON; a field that is null counts as one that is not there. */
  input: object
  /** Ends the waiting for an attempt that somebody else has begun. */
  signal: AbortSignal
}

/** What an attempt came to: what is kept and answered to repeats, or a reason why nothing was written. */
export type Attempted<Outcome, Refusal> = { outcome: Outcome } | { refusal: Refusal }

export type KeyedAnswer<Outcome, Refusal> =
  | { outcome: Outcome; isReplayed: boolean }
  | { refusal: Refusal }
  | { conflict: 'IDEMPOTENCY_KEY_REUSED' | 'IDEMPOTENCY_KEY_IN_PROGRESS' }

/**
 * Keys of writes, in the store: kept for 35 days, in common for all processes. They say what a repeat is; that an attempt whose
 * end nobody knows leaves one effect is the affair of the write itself, by the key that it is given here.
 */
export interface IdempotencyKeys {
  /**
   * Runs `attempt` unless the key is known. `writeKey` names the write towards systems, as a WriteCall takes it: the same on every
   * attempt with this key and input, another for every other.
   *
   * - It answered before: the same outcome, `isReplayed`.
   * - It was asked for with another input: IDEMPOTENCY_KEY_REUSED.
   * - Somebody attempts it now: waits for the outcome, ten seconds at most, then IDEMPOTENCY_KEY_IN_PROGRESS. The attempt of a
   *   process that died is taken over when its hold has run out, which is sooner.
   * - `attempt` rejects: so does this, and the key stays with its input, for the write may have been applied; the next repeat is
   *   another attempt.
   * - `attempt` refuses: the key is free for another input, unless an earlier attempt may have written something.
   *
   * An outcome that cannot be kept is answered all the same: it has happened, and a repeat will find it.
   */
  once<Outcome extends object, Refusal>(
    asked: KeyedRequest,
    attempt: (writeKey: string) => Promise<Attempted<Outcome, Refusal>>,
  ): Promise<KeyedAnswer<Outcome, Refusal>>
  close(): void
}
