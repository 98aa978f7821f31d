/**
 * The catalogue of refusals: every error that leaves Weft carries one of these codes.
 * `retryable` is decided here and nowhere else; a provider only says which code a vendor's answer is.
 */
export const ERRORS = {
  // The caller's request
  BAD_REQUEST: { meaning: 'The request is not well formed.', retryable: false },
  INVALID_ARGUMENT: { meaning: 'An argument has a value that the field does not accept.', retryable: false },
  INVALID_ID: { meaning: 'The id is not one that Weft minted for this type.', retryable: false },
  INVALID_CURSOR: { meaning: 'The cursor does not come from this connection.', retryable: false },
  PAGE_TOO_LARGE: { meaning: 'first must lie between 1 and 100.', retryable: false },
  LIMIT_EXCEEDED: { meaning: 'The operation is larger than its caller may send.', retryable: false },
  DOCUMENT_NOT_REGISTERED: {
    meaning: 'The client may run the documents that are registered for it, and no other.',
    retryable: false,
  },
  UNAUTHENTICATED: { meaning: 'No valid token was presented.', retryable: false },
  FORBIDDEN: { meaning: 'The caller may not see or do this.', retryable: false },
  SEQUENCE_UNKNOWN: { meaning: 'The log has no such sequence.', retryable: false },
  SEQUENCE_EXPIRED: {
    meaning: 'The log no longer holds all that came after this sequence.',
    retryable: false,
  },
  // A vendor's request
  WEBHOOK_UNVERIFIED: { meaning: 'The request is not signed by its vendor.', retryable: false },
  WEBHOOK_STALE: { meaning: 'The request was signed outside of the replay window.', retryable: false },
  // A vendor's answer
  TIMEOUT: { meaning: 'The system did not answer before the deadline.', retryable: true },
  RATE_LIMITED: {
    meaning: 'The system, or the budget we keep for it or for the client, allows no call now.',
    retryable: true,
  },
  CIRCUIT_OPEN: {
    meaning: 'The system failed repeatedly and is being left alone for a moment.',
    retryable: true,
  },
  SYSTEM_UNAVAILABLE: {
    meaning: 'The system could not be reached or said that it is down.',
    retryable: true,
  },
  AUTH_FAILED: { meaning: 'The system refused the credentials of its connection.', retryable: false },
  INVALID_RESPONSE: {
    meaning: 'The system answered something that its interface does not promise.',
    retryable: true,
  },
  REJECTED_BY_SYSTEM: { meaning: 'The system refused the request as wrong.', retryable: false },
  STALE_VERSION: { meaning: 'Somebody has changed the record since it was read.', retryable: false },
  PERIOD_CLOSED: { meaning: 'The books of that day are closed.', retryable: false },
  CREDIT_HOLD: { meaning: 'The customer may not buy on credit now.', retryable: false },
  AMOUNTS_DIFFER: { meaning: 'Two systems disagree about an amount.', retryable: false },
  DUPLICATE_RECORD: {
    meaning: 'The system has such a record already, and it is not ours.',
    retryable: false,
  },
  NOT_FOUND: { meaning: 'The record is not there.', retryable: false },
  NOT_LINKED: { meaning: 'The record has no counterpart in that system.', retryable: false },
  NOT_CONFIGURED: { meaning: 'The system, or the ability asked for, is not set up.', retryable: false },
  // Ourselves
  INVALID_SETTING: {
    meaning: 'A setting is unknown or malformed; the process refuses to start.',
    retryable: false,
  },
  INVALID_CONNECTION: {
    meaning: 'A connection is malformed; the process refuses to start.',
    retryable: false,
  },
  STREAM_ENDED: {
    meaning: 'The stream cannot go on; subscribe again, from the last event that came.',
    retryable: true,
  },
  STORE_UNAVAILABLE: { meaning: 'The database does not answer.', retryable: true },
  INTERNAL: { meaning: 'A fault of ours; the log has it under the correlation id.', retryable: false },
} as const satisfies Record<string, { meaning: string; retryable: boolean }>

export type ErrorCode = keyof typeof ERRORS

export interface ErrorFacts {
  /** The connection that failed, or `gateway`. */
  system?: string
  /** Seconds until a retry can succeed, where somebody said so. */
  retryAfterSeconds?: number
  /** What a caller may be told beyond the code; never a URL, a body or a secret. */
  [fact: string]: unknown
}

/** A refusal with a code from the catalogue, the facts a caller may see, and the cause that only the log sees. */
export class WeftError extends Error {
  override readonly name = 'WeftError'
  readonly code: ErrorCode
  readonly facts: ErrorFacts

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.facts = withoutProse(facts)
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable
  }

  /** What GraphQL puts under `errors[].extensions`: graphql-js copies it from the original error. */
  get extensions(): Record<string, unknown> {
    return { code: this.code, retryable: this.retryable, ...this.facts }
  }
}

/** What a vendor says in a word: the others are ours. */
const OF_VENDORS = ['vendorCode', 'requestId', 'objectType', 'externalId']
/** A slash stands between the ids of what is known by its parent: `cus_1/ent_2`. */
const WORD = /^[\w.:/-]{1,128}$/

/** A vendor's code, type or id is a word; where prose stands in its place, it may be about somebody, and is left out. */
function withoutProse(facts: ErrorFacts): ErrorFacts {
  const prose = OF_VENDORS.filter((name) => name in facts && !WORD.test(String(facts[name])))
  if (prose.length === 0) return facts
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !prose.includes(name)))
}

export function isWeftError(error: unknown, code?: ErrorCode): error is WeftError {
  return error instanceof WeftError && (code === undefined || error.code === code)
}
