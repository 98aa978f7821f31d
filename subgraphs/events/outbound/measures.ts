import type { Store } from '#shared/store/store.ts'
import { type Metric, type Sample, statesOf } from '#shared/telemetry/metric.ts'
import type { Deliveries } from './deliveries.ts'
import { type EndpointView, listEndpoints } from './operate.ts'

const STATES: readonly EndpointView['state'][] = ['ACTIVE', 'FAILING', 'DISABLED']

/** What this process has delivered, and what the store says of every endpoint: the same from each node. */
export function metricsOfDeliveries({ endpoints, attempts }: Deliveries, store: Store): Metric[] {
  const perEndpoint = (read: (view: EndpointView) => readonly Sample<number>[]) => async () => {
    if (endpoints.length === 0) return []
    const views = await listEndpoints(
      store,
      endpoints.map(({ id }) => id),
    )
    return views.flatMap((view) =>
      read(view).map(({ labels, value }) => ({ labels: { endpoint: view.id, ...labels }, value })),
    )
  }
  return [
    {
      name: 'weft_webhook_attempt_duration_seconds',
      kind: 'histogram',
      help: 'Attempts to deliver to an endpoint of a partner, by how they ended.',
      read: () => attempts.samples(),
    },
    {
      name: 'weft_webhook_lag_events',
      kind: 'gauge',
      help: 'Entries of the log that were not yet looked at for an endpoint.',
      read: perEndpoint(({ behind }) => [{ labels: {}, value: behind }]),
    },
    {
      name: 'weft_webhook_backlog_events',
      kind: 'gauge',
      help: 'Events that wait for a further attempt, and those that were given up.',
      read: perEndpoint(({ waiting, dead }) => [
        { labels: { state: 'WAITING' }, value: waiting },
        { labels: { state: 'DEAD' }, value: dead },
      ]),
    },
    {
      name: 'weft_webhook_endpoint_state',
      kind: 'gauge',
      help: '1 for the state of an endpoint, 0 for the others.',
      read: perEndpoint(({ state }) => statesOf(STATES, state)),
    },
  ]
}

/** What whoever asks whether all is well is told of partners' endpoints; none of them makes a node unready. */
export function checksOfDeliveries({ endpoints }: Deliveries, store: Store) {
  return endpoints.map(({ id }) => ({
    name: `webhook endpoint ${id}`,
    required: false,
    async reason(): Promise<string | undefined> {
      const [view] = await listEndpoints(store, [id]).catch(() => [])
      if (view?.state === 'DISABLED') return `disabled: ${view.disabledReason}`
      return view?.state === 'FAILING' ? `failing: ${view.lastFailure}` : undefined
    },
  }))
}
