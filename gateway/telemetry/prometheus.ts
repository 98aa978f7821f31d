import { collectDefaultMetrics, Registry } from 'prom-client'
import { DURATION_BOUNDS, type Durations } from '#shared/telemetry/durations.ts'
import type { Labels, Metric, Sample } from '#shared/telemetry/metric.ts'

/** One line of Prometheus text, as prom-client's registry asks for it. */
interface Line {
  metricName: string
  labels: Record<string, string>
  value: number
}

/** What a registry needs of a metric. */
interface Rendered {
  name: string
  get(): Promise<{ name: string; help: string; type: Metric['kind']; values: Line[]; aggregator: 'sum' }>
}

function linesOf(name: string, { labels, value }: Sample<Readonly<Durations>>): Line[] {
  let sum = 0
  const buckets = value.counts.map((count, bucket) => {
    sum += count
    const le = DURATION_BOUNDS[bucket]?.toString() ?? '+Inf'
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: sum }
  })
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels: { ...labels }, value: value.sumSeconds },
    { metricName: `${name}_count`, labels: { ...labels }, value: sum },
  ]
}

const toLine = (name: string, labels: Labels, value: number): Line => ({
  metricName: name,
  labels: { ...labels },
  value,
})

async function readLines(metric: Metric): Promise<Line[]> {
  const { name } = metric
  if (metric.kind === 'histogram')
    return [...(await metric.read())].flatMap((sample) => linesOf(name, sample))
  return [...(await metric.read())].map(({ labels, value }) => toLine(name, labels, value))
}

function toRendered(metric: Metric): Rendered {
  const { name, help, kind: type } = metric
  return {
    name,
    async get() {
      // What cannot be read now must not cost the other metrics: they are what somebody looks at when things go wrong.
      const values = await readLines(metric).catch(() => [])
      return { name, help, type, values, aggregator: 'sum' }
    },
  }
}

let ofProcess: Registry | undefined

/** CPU, memory, event loop and collections of this process, under the names that every dashboard for Node knows. */
function processRegistry(): Registry {
  if (ofProcess) return ofProcess
  ofProcess = new Registry()
  collectDefaultMetrics({ register: ofProcess })
  return ofProcess
}

/** Metrics as Prometheus reads them. */
export interface Exposition {
  add(metrics: readonly Metric[]): void
  contentType: string
  render(): Promise<string>
}

/** Creates an exposition of what is added, and of the process. */
export function createExposition(): Exposition {
  const registry = new Registry()
  const process = processRegistry()
  return {
    contentType: registry.contentType,
    add(metrics) {
      // A registry calls nothing but `get`; its type names the library's own classes.
      for (const metric of metrics)
        registry.registerMetric(toRendered(metric) as unknown as Parameters<Registry['registerMetric']>[0])
    },
    render: async () => `${await registry.metrics()}\n${await process.metrics()}`,
  }
}
