import {
  type Context,
  ROOT_CONTEXT,
  type Span as ApiSpan,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer as ApiTracer,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Span } from '#shared/telemetry/span.ts'
import type { Operation } from '../execution/operation.ts'
import type { Tracer, TracingOptions } from './tracer.ts'

const DELIVER_WITHIN_MS = 5_000
const DELIVERED = 0

function samplerOf({ tracesSampler, tracesSamplerRatio }: TracingOptions): Sampler {
  const roots: Record<string, () => Sampler> = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(tracesSamplerRatio),
  }
  const root = roots[tracesSampler.replace('parentbased_', '')] ?? (() => new AlwaysOnSampler())
  return tracesSampler.startsWith('parentbased_') ? new ParentBasedSampler({ root: root() }) : root()
}

/** `name=value,name=value`, percent-encoded: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function parseHeaders(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.includes('='))
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]
    }),
  )
}

/** The exporter, with a log line and a count for what it could not deliver: by default nobody would hear of it. */
function createExporter(endpoint: string, { otlpHeaders, logger }: TracingOptions) {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers: parseHeaders(otlpHeaders),
    timeoutMillis: DELIVER_WITHIN_MS,
  })
  let undelivered = 0
  const counting: SpanExporter = {
    export(spans, report) {
      exporter.export(spans, (result) => {
        if (result.code !== DELIVERED) {
          undelivered += spans.length
          logger.warn({ spans: spans.length }, 'the trace receiver did not take spans')
        }
        // It has been reported: to whoever stops this process, spans are no reason to fail.
        report({ code: DELIVERED })
      })
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  }
  return { exporter: counting, undelivered: () => undelivered }
}

/** A `traceparent` that was checked when it came in. */
function toSpanContext(traceparent: string): SpanContext {
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-')
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true }
}

function toSpan(span: ApiSpan, tracer: ApiTracer): Span {
  return {
    get traceparent() {
      const { traceId, spanId, traceFlags } = span.spanContext()
      return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`
    },
    isRecorded: span.isRecording(),
    child: (name, kind, attributes) => {
      const options = { kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL, attributes }
      return toSpan(tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, span)), tracer)
    },
    end({ attributes, failure } = {}) {
      if (attributes) span.setAttributes(attributes)
      if (failure !== undefined)
        span.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

/** By the grammar of GraphQL: whatever else stands in its place is no name, and may be anything. */
const NAME = /^[_A-Za-z][_0-9A-Za-z]{0,63}$/
const KINDS = /^\s*(query|mutation|subscription)\b/

/** What may be said of an operation: not its text, which holds literals, nor its variables. */
const attributesOf = ({ query, operationName }: Operation, { correlationId, transport }: RequestContext) => ({
  'graphql.operation.type': KINDS.exec(query)?.[1] ?? 'query',
  ...(operationName && NAME.test(operationName) ? { 'graphql.operation.name': operationName } : {}),
  'weft.transport': transport ?? 'internal',
  'weft.correlation_id': correlationId,
})

/** Creates the writer of traces to an OTLP receiver, in batches, by OTLP over HTTP. */
export function createOtlpTracer(endpoint: string, options: TracingOptions): Tracer {
  const { exporter, undelivered } = createExporter(endpoint, options)
  const provider = new BasicTracerProvider({
    sampler: samplerOf(options),
    resource: resourceFromAttributes({ 'service.name': options.serviceName }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  const tracer = provider.getTracer('weft')
  return {
    undelivered,
    startOperation(operation, request) {
      const remote = request.traceparent ? toSpanContext(request.traceparent) : undefined
      const isParent = remote !== undefined && options.traceClients === 'parent'
      const context: Context = isParent ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT
      const links = remote && !isParent ? [{ context: remote }] : []
      const span = tracer.startSpan('operation', { kind: SpanKind.SERVER, links }, context)
      if (span.isRecording()) span.setAttributes(attributesOf(operation, request))
      return toSpan(span, tracer)
    },
    close: () => provider.shutdown(),
  }
}
