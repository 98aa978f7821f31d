import type { EscalationMeasurement } from './escalation.ts'
import type { SocketsMeasurement } from './sockets.ts'
import type { WebhooksMeasurement } from './webhooks.ts'

export interface EventsReport {
  sockets: SocketsMeasurement[]
  webhooks: WebhooksMeasurement | undefined
  escalation: EscalationMeasurement | undefined
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`
const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`

function linesOfSockets({ name, sockets, load, heap, rss, rounds, sustained }: SocketsMeasurement): string[] {
  const median = (read: (round: SocketsMeasurement['rounds'][number]) => number) => medianOf(rounds.map(read))
  return [
    `${name}: ${sockets.toLocaleString('en')} sockets (load ${load.toFixed(1)})`,
    `  a socket over idle: heap ${kB(heap.acknowledged)}, with a subscription ${kB(heap.subscribed)}; ` +
      `resident ${kB(rss.acknowledged)}, ${kB(rss.subscribed)}`,
    `  one event to all: p50 ${ms(median((round) => round.p50Ms))}, p99 ${ms(median((round) => round.p99Ms))}, ` +
      `last ${ms(median((round) => round.lastMs))}; ${perSecond(sustained.deliveriesPerSecond)} deliveries in a burst of ` +
      `${sustained.events}; ${sustained.cpuMicrosecondsPerDelivery.toFixed(1)} µs CPU each`,
  ]
}

function linesOfWebhooks({ load, paced, ingestion }: WebhooksMeasurement): string[] {
  const [first] = paced
  return [
    `webhooks, durable before they are acknowledged, applied beside it (load ${load.toFixed(1)})`,
    `  at ${perSecond(first?.perSecond ?? 0)}: p50 ${ms(medianOf(paced.map(({ p50Ms }) => p50Ms)))}, ` +
      `p99 ${ms(medianOf(paced.map(({ p99Ms }) => p99Ms)))}`,
    `  as many as go: ${perSecond(medianOf(ingestion.map(({ acknowledgedPerSecond }) => acknowledgedPerSecond)))} ` +
      `acknowledged, ${perSecond(medianOf(ingestion.map(({ appliedPerSecond }) => appliedPerSecond)))} until all are applied`,
    ...(paced.some(({ refused }) => refused > 0) || ingestion.some(({ refused }) => refused > 0)
      ? ['  FAILED: some were refused']
      : []),
  ]
}

const linesOfEscalation = ({ load, transports }: EscalationMeasurement): string[] => [
  `a case opened with severity 1 until it is on a desk, with fields of four systems (load ${load.toFixed(1)})`,
  ...transports.map(({ name, p50Ms, slowestMs }) => `  ${name}: p50 ${ms(p50Ms)}, slowest ${ms(slowestMs)}`),
]

/** Theirs over ours, of what is measured alike: in front of the same subgraph, with as many sockets. */
function linesOfRatios(sockets: readonly SocketsMeasurement[]): string[] {
  const [ours, ...theirs] = sockets.filter(({ name }) => name.endsWith('HTTP'))
  if (!ours) return []
  const p99 = ({ rounds }: SocketsMeasurement) => medianOf(rounds.map(({ p99Ms }) => p99Ms))
  const cpu = ({ sustained }: SocketsMeasurement) => sustained.cpuMicrosecondsPerDelivery
  const times = (read: (of: SocketsMeasurement) => number, other: SocketsMeasurement) =>
    `${(read(other) / read(ours)).toFixed(1)} x`
  return theirs.map(
    (other) =>
      `${other.name} against ${ours.name}: heap ${times(({ heap }) => heap.subscribed, other)}, ` +
      `resident ${times(({ rss }) => rss.subscribed, other)}, p99 ${times(p99, other)}, CPU a delivery ${times(cpu, other)}`,
  )
}

export function formatEventsReport({ sockets, webhooks, escalation }: EventsReport): string {
  return [
    ...sockets.flatMap(linesOfSockets),
    ...linesOfRatios(sockets),
    ...(webhooks ? linesOfWebhooks(webhooks) : []),
    ...(escalation ? linesOfEscalation(escalation) : []),
  ].join('\n')
}
