import { z } from 'zod'
import type { Setting } from '#shared/settings.ts'
import { SAMPLERS } from '../telemetry/samplers.ts'
import { oneOf, TEXT, urlOf } from './forms.ts'

/** What is measured, traced and logged, and who reads it. */
export const TELEMETRY = {
  metricsToken: {
    name: 'METRICS_TOKEN',
    meaning:
      'The bearer token that /metrics asks for; unset: only this machine reads it, and nobody where HOST is not loopback.',
    expected: '16 to 256 characters without spaces',
    schema: z.string().regex(/^\S{16,256}$/),
    secret: true,
  },
  otlpEndpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    meaning: 'Where traces are sent, by OTLP over HTTP: `http://localhost:4318`. Unset: none are written.',
    expected: 'an http:// or https:// URL',
    schema: urlOf('http:', 'https:'),
  },
  otlpHeaders: {
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    meaning: 'Headers for whoever takes the traces: `authorization=Bearer%20abc,tenant=weft`.',
    expected: 'name=value pairs separated by commas, percent-encoded',
    schema: z.string().regex(/^[\w-]+=[^,]*(,[\w-]+=[^,]*)*$/),
    secret: true,
  },
  serviceName: {
    name: 'OTEL_SERVICE_NAME',
    meaning: 'What this process is called in traces.',
    ...TEXT,
    default: 'weft',
  },
  tracesSampler: {
    name: 'OTEL_TRACES_SAMPLER',
    meaning: 'Which operations are traced.',
    ...oneOf(...SAMPLERS),
    default: 'parentbased_always_on',
  },
  tracesSamplerRatio: {
    name: 'OTEL_TRACES_SAMPLER_ARG',
    meaning: 'The share of operations that a sampler with a ratio takes.',
    expected: 'a number from 0 to 1',
    schema: z
      .string()
      .regex(/^\d*\.?\d+$/)
      .transform(Number)
      .pipe(z.number().min(0).max(1)),
    default: '1',
  },
  traceClients: {
    name: 'TRACE_CLIENTS',
    meaning:
      "What a client's traceparent is to our trace: a link, so that no client decides what is recorded, or the parent, where every client is trusted.",
    ...oneOf('link', 'parent'),
    default: 'link',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    meaning: 'The least important log line that is written, as JSON on stderr.',
    ...oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    default: 'info',
  },
} satisfies Record<string, Setting>
