import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Span } from '#shared/telemetry/span.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Operation } from '../execution/operation.ts'
import type { SamplerName } from './samplers.ts'

/** Writes the traces of operations. */
export interface Tracer {
  startOperation(operation: Operation, request: RequestContext): Span
  /** Spans that could not be delivered. */
  undelivered(): number
  /** Delivers what is there, within seconds. */
  close(): Promise<void>
}

/** What decides how traces are written; the names are OpenTelemetry's. */
export interface TracingOptions {
  /** Of an OTLP receiver over HTTP; undefined: no traces, and nothing of OpenTelemetry is loaded. */
  otlpEndpoint: string | undefined
  /** `name=value,name=value`, percent-encoded. */
  otlpHeaders: string | undefined
  serviceName: string
  tracesSampler: SamplerName
  /** The share of traces that a ratio sampler records, 0 to 1. */
  tracesSamplerRatio: number
  /** What a client's `traceparent` is to a trace of ours. */
  traceClients: 'link' | 'parent'
  logger: Logger
}
