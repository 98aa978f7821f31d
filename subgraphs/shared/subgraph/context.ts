import type { CallContext } from '../connections/call-context.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Span } from '../telemetry/span.ts'

/** Who asks. Made from a verified token, never from a header. */
export interface Caller {
  /** The token's `sub`. */
  subject: string
  clientId: string
  /** `invoice:read`, `finance:read`, …; empty for a caller who may only be known. */
  scopes: ReadonlySet<string>
  /** Canonical ids; undefined: every customer. */
  customerIds: readonly string[] | undefined
  /** Keys of business units; undefined: every one. */
  businessUnits: readonly string[] | undefined
  /** Nobody in particular: who presented no token, where that is allowed. */
  isAnonymous?: true
  /** When the token ends, and with it what was opened by it; undefined: it does not. */
  expiresAt?: Date
}

/** One operation on its way through gateway and subgraphs. */
export interface RequestContext extends CallContext {
  caller: Caller
  /** Writes the correlation id into every line. */
  logger: Logger
  /** When the operation arrived; every "now" inside it is this instant. */
  receivedAt: Date
  /** How old what it reads may be; 0: read now. Undefined: it did not say. */
  maxAgeSeconds?: number | undefined
  /** By its `Idempotency-Key`: what a mutation whose input says none is known by. */
  idempotencyKey?: string | undefined
  /** How it came; undefined: from inside. */
  transport?: 'http' | 'websocket' | 'server-sent events' | 'multipart'
  /** Its piece of a trace, set by whoever measures it. */
  span?: Span | undefined
  /** Headers for the answer, where it goes over HTTP: what is left of a budget, what is deprecated. */
  answerHeaders?: Record<string, string> | undefined
  /** In a subgraph that runs apart: the operation whose fetches share one context; undefined for its only fetch. */
  operation?: { id: string; timeoutMs: number }
}
