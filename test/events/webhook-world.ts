import type { Endpoint } from '#events/outbound/endpoint.ts'
import type { NewEvent } from '#events/log/append.ts'
import type { Store } from '#shared/store/store.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { startEventNode } from './event-node.ts'
import { endpointAt, logEvents, openDeliverer, type Partner, startPartner } from './partner.ts'

/** A partner with an endpoint, and a node that delivers to it. */
export interface WebhookWorld extends AsyncDisposable {
  partner: Partner
  endpoint: Endpoint
  /** What the deliveries log, as JSON. */
  lines: readonly string[]
  log(...events: readonly (string | NewEvent)[]): Promise<void>
  /** Delivers until nothing is due. */
  drain(): Promise<void>
}

/** A store with an event log, for the tests of a file. */
export interface WebhookStore extends AsyncDisposable {
  store: Store
  /** Forgets all events and endpoints. */
  empty(): Promise<void>
  startWorld(given?: Partial<Endpoint>): Promise<WebhookWorld>
}

export async function openWebhookStore(): Promise<WebhookStore> {
  const running = await openTemporaryStore()
  const { store } = running
  await using _migrated = await startEventNode(store, [])
  return {
    store,
    async empty() {
      await store.query('truncate events.log, events.webhook_endpoints cascade')
      await store.query('update events.head set sequence = 0, removed_through = 0')
    },
    startWorld: (given) => startWorld(store, given),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}

async function startWorld(store: Store, given: Partial<Endpoint> = {}): Promise<WebhookWorld> {
  const stack = new AsyncDisposableStack()
  const partner = stack.use(await startPartner())
  const lines: string[] = []
  const logger = createLogger('debug', { write: (line) => void lines.push(line) })
  const endpoint = endpointAt(partner.url, given)
  const deliverer = stack.use(await openDeliverer(store, endpoint, logger))
  return {
    ...{ partner, endpoint, lines },
    drain: deliverer.drain,
    log: (...events) => logEvents(store, ...events),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** Takes the lease from whoever has it, as if that process had ended. */
export const takeLease = (store: Store) => store.query('update events.webhook_endpoints set leased_by = null')
