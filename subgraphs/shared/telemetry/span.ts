import { AsyncLocalStorage } from 'node:async_hooks'

/** What a span says of its work: words of ours, counts, codes. Never a value that a client or a vendor sent. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

/** A piece of work in a trace. */
export interface Span {
  /** W3C Trace Context of this piece: https://www.w3.org/TR/trace-context/ */
  readonly traceparent: string
  /** False: nobody will see it, and its children need not be made. */
  readonly isRecorded: boolean
  child(name: string, kind: 'internal' | 'client', attributes: SpanAttributes): Span
  /** `failure`: a code of the catalogue, or the status of an answer. */
  end(outcome?: { attributes?: SpanAttributes; failure?: string | undefined }): void
}

/**
 * The work that a call is made for. A loader gathers what several fetches ask, so that no parameter leads from a fetch to
 * its calls; this does, and is entered for recorded operations alone: the others never pay for it.
 */
export const currentSpan = new AsyncLocalStorage<Span>()
