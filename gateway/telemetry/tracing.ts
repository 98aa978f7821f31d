import type { Tracer, TracingOptions } from './tracer.ts'

/** Opens what writes traces, where an endpoint is set. */
export async function openTracer(options: TracingOptions): Promise<Tracer | undefined> {
  if (options.otlpEndpoint === undefined) return undefined
  const { createOtlpTracer } = await import('./otlp-tracer.ts')
  return createOtlpTracer(options.otlpEndpoint, options)
}
