import { countLinks } from '#crosswalk/count-links.ts'
import { metricsOfDeliveries } from '#events/outbound/measures.ts'
import type { ConnectionCounters } from '#shared/cache/cache.ts'
import type { Clock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Circuit, SystemHealth } from '#shared/connections/system-health.ts'
import { metricsOfProjections } from '#shared/projection/measures.ts'
import {
  countsOf,
  type Labels,
  type Metric,
  type Sample,
  single,
  statesOf,
} from '#shared/telemetry/metric.ts'
import type { Domains } from './start-domains.ts'

const CIRCUITS: readonly Circuit[] = ['CLOSED', 'OPEN', 'HALF_OPEN']
const SCAN_STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED']
const PHASES = ['NOT_STARTED', 'SCANNING', 'MATCHING', 'DONE', 'INCOMPLETE']
const COUNT_EVERY_MS = 60_000

/** What a process over these domains knows of its systems, its store and its links. */
export function metricsOfDomains(domains: Domains, clock: Clock): Metric[] {
  return [
    ...metricsOfConnections(domains),
    ...metricsOfBudgets(domains),
    ...metricsOfCache(domains),
    ...metricsOfProjections(domains.projections, clock),
    ...metricsOfDiscovery(domains),
    ...metricsOfDeliveries(domains.events.deliveries, domains.store),
    metricOfStore(domains),
    metricOfLinks(domains, clock),
  ]
}

/** Reads something of every connection and says whose it is. */
function perConnection<Value>({ connections, systemState }: Domains) {
  return (read: (health: SystemHealth) => readonly Sample<Value>[]) => () =>
    connections.flatMap((connection) =>
      read(systemState(connection.id)).map(({ labels, value }) => ({
        labels: { ...labelsOf(connection), ...labels },
        value,
      })),
    )
}

const labelsOf = ({ id, vendor }: Connection): Labels => ({ connection: id, vendor })

function metricsOfConnections(domains: Domains): Metric[] {
  const numbers = perConnection<number>(domains)
  return [
    {
      name: 'weft_vendor_call_duration_seconds',
      kind: 'histogram',
      help: 'Calls sent to a system, every try, by kind and code: OK or what its answer meant.',
      read: perConnection<ReturnType<SystemHealth['calls']['sent']['of']>>(domains)(({ calls }) =>
        calls.sent.samples(),
      ),
    },
    {
      name: 'weft_vendor_refusals_total',
      kind: 'counter',
      help: 'Calls that were never sent, by code: budget, open circuit, no place in time.',
      read: numbers(({ calls }) => countsOf(calls.refused)),
    },
    {
      name: 'weft_vendor_token_requests_total',
      kind: 'counter',
      help: 'Access tokens asked of a system, by code.',
      read: numbers(({ calls }) => countsOf(calls.tokens)),
    },
    {
      name: 'weft_vendor_circuit_state',
      kind: 'gauge',
      help: '1 for the state of the circuit to a system, 0 for the others.',
      read: numbers(({ circuit }) => statesOf(CIRCUITS, circuit)),
    },
  ]
}

function metricsOfBudgets(domains: Domains): Metric[] {
  const numbers = perConnection<number>(domains)
  const budget = (count: (budget: SystemHealth['budget']) => number) =>
    numbers((health) => [{ labels: { window: health.budget.kind }, value: count(health.budget) }])
  return [
    {
      name: 'weft_vendor_budget_limit',
      kind: 'gauge',
      help: 'Calls of the allowance that will be used up first.',
      read: budget(({ limit }) => limit),
    },
    {
      name: 'weft_vendor_budget_remaining',
      kind: 'gauge',
      help: 'Calls that are left of it.',
      read: budget(({ remaining }) => remaining),
    },
    {
      name: 'weft_vendor_budget_reserved',
      kind: 'gauge',
      help: 'The last calls of it, which are left to writes.',
      read: budget(({ reservedForWrites }) => reservedForWrites),
    },
  ]
}

function metricsOfCache({ cache }: Domains): Metric[] {
  const perConnection = (label: string, names: Readonly<Record<string, keyof ConnectionCounters>>) => () =>
    Object.entries(cache.snapshot().connections).flatMap(([connection, counters]) =>
      Object.entries(names).map(([value, name]) => ({
        labels: { connection, [label]: value },
        value: counters[name],
      })),
    )
  return [
    {
      name: 'weft_entity_cache_reads_total',
      kind: 'counter',
      help: 'Questions to a system, by who answered: the cache, a call of another operation, the system, or an old answer.',
      read: perConnection('result', { hit: 'hits', shared: 'shared', miss: 'misses', stale: 'stale' }),
    },
    {
      name: 'weft_entity_cache_dropped_total',
      kind: 'counter',
      help: 'Answers that were dropped, by reason: to make room, or because something changed.',
      read: perConnection('reason', { evicted: 'evicted', invalidated: 'invalidated' }),
    },
    {
      name: 'weft_entity_cache_entries',
      kind: 'gauge',
      help: 'Answers in memory.',
      read: () => single(cache.snapshot().entries),
    },
    {
      name: 'weft_entity_cache_bytes',
      kind: 'gauge',
      help: 'What they weigh, estimated.',
      read: () => single(cache.snapshot().bytes),
    },
    {
      name: 'weft_entity_cache_remote_reads_total',
      kind: 'counter',
      help: 'Reads of the second level, by result; none where there is no second level.',
      read() {
        const { remote } = cache.snapshot()
        if (!remote) return []
        const { hits, misses, failures } = remote
        return Object.entries({ hit: hits, miss: misses, failure: failures }).map(([result, value]) => ({
          labels: { result },
          value,
        }))
      },
    },
  ]
}

function metricsOfDiscovery({ discovery }: Domains): Metric[] {
  const ofScans =
    (read: (scan: ReturnType<typeof discovery.progress>['scans'][number]) => Sample<number>[]) => () =>
      discovery.progress().scans.flatMap((scan) =>
        read(scan).map(({ labels, value }) => ({
          labels: { connection: scan.connectionId, type: scan.type, ...labels },
          value,
        })),
      )
  return [
    {
      name: 'weft_scan_records',
      kind: 'gauge',
      help: 'Records read in the running or last scan of a system.',
      read: ofScans(({ records }) => [{ labels: {}, value: records }]),
    },
    {
      name: 'weft_scan_state',
      kind: 'gauge',
      help: '1 for the state of a scan, 0 for the others.',
      read: ofScans(({ state }) => statesOf(SCAN_STATES, state)),
    },
    {
      name: 'weft_discovery_phase',
      kind: 'gauge',
      help: '1 for what discovery does now, 0 for the rest.',
      read: () => statesOf(PHASES, discovery.progress().phase),
    },
  ]
}

function metricOfStore({ store: { pool } }: Domains): Metric {
  return {
    name: 'weft_store_connections',
    kind: 'gauge',
    help: 'Connections to the database: in use, idle, and requests that wait for one.',
    read: () => [
      { labels: { state: 'used' }, value: pool.totalCount - pool.idleCount },
      { labels: { state: 'idle' }, value: pool.idleCount },
      { labels: { state: 'waited for' }, value: pool.waitingCount },
    ],
  }
}

/** Counted at most once a minute, however often somebody looks. */
function metricOfLinks({ store }: Domains, clock: Clock): Metric {
  let countedAt = Number.NEGATIVE_INFINITY
  let counts = Promise.resolve<Sample<number>[]>([])
  const count = async (): Promise<Sample<number>[]> =>
    (await countLinks(store)).map((link) => ({
      labels: { type: link.type, state: link.state },
      value: link.count,
    }))
  return {
    name: 'weft_crosswalk_links',
    kind: 'gauge',
    help: 'Links between records and what they are, by type and state; at most a minute old.',
    read() {
      const now = clock.now().getTime()
      if (now - countedAt >= COUNT_EVERY_MS) {
        countedAt = now
        counts = count()
      }
      return counts
    },
  }
}
