import type { Metric } from '#shared/telemetry/metric.ts'
import type { Execution } from '../execution/execution.ts'
import type { ExecutionObserver } from '../execution/observer.ts'
import { createExecutionObserver } from './execution-observer.ts'
import { createOperationMeasures, type OperationMeasures } from './observed-execution.ts'
import { createExposition, type Exposition } from './prometheus.ts'
import type { TracingOptions } from './tracer.ts'
import { openTracer } from './tracing.ts'

export interface TelemetryOptions extends TracingOptions {
  /** Ids of the connections: errors are told apart by them. */
  systems: readonly string[]
}

/** What one process measures of itself. */
export interface Telemetry {
  /** For whoever makes an execution: measures it from inside. */
  observer: ExecutionObserver
  /** The same execution, measured from outside: operations, errors, traces. */
  observe<Observed extends Execution>(execution: Observed): Observed
  refused: OperationMeasures['refused']
  add(metrics: readonly Metric[]): void
  exposition: Exposition
  /** Delivers the spans that wait. */
  close(): Promise<void>
}

/** Opens the measuring of a process: metrics always, traces where OTEL_EXPORTER_OTLP_ENDPOINT says where to. */
export async function openTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const exposition = createExposition()
  const observer = createExecutionObserver()
  const operations = createOperationMeasures(options.systems)
  const tracer = await openTracer(options)
  const spans: Metric = {
    name: 'weft_spans_undelivered_total',
    kind: 'counter',
    help: 'Spans that the trace receiver did not take.',
    read: () => [{ labels: {}, value: tracer?.undelivered() ?? 0 }],
  }
  exposition.add([...operations.metrics, ...observer.metrics, spans])
  return {
    observer,
    observe: (execution) => operations.observe(execution, tracer),
    refused: operations.refused,
    add: exposition.add,
    exposition,
    close: async () => tracer?.close(),
  }
}
