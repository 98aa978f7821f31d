/** What travels with every call to a vendor. */
export interface CallContext {
  /** Ties the call to what caused it; sent as `x-correlation-id` and written on every log line. */
  correlationId: string
  /** Ends the call when nobody waits for it any more. */
  signal: AbortSignal
  /** W3C Trace Context of whoever called us, where they sent one. */
  traceparent?: string
}
