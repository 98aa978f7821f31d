import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { appendEvents, type NewEvent } from '#events/log/append.ts'
import { openFollower } from '#events/log/follower.ts'
import { openSession } from '#events/log/session.ts'
import { createCourier } from '#events/outbound/courier.ts'
import type { Endpoint } from '#events/outbound/endpoint.ts'
import { registerEndpoints } from '#events/outbound/operate.ts'
import type { Payload } from '#events/outbound/payload.ts'
import { createSender } from '#events/outbound/send.ts'
import { EVENT_TYPES } from '#shared/events/event.ts'
import type { Store } from '#shared/store/store.ts'
import { createDurations } from '#shared/telemetry/durations.ts'
import { type Logger, silentLogger } from '#shared/telemetry/logger.ts'
import { createSeries } from '#shared/telemetry/metric.ts'

export const SECRET = `whsec_${Buffer.alloc(24, 'weft').toString('base64')}`

/** What came to a partner. */
export interface Received {
  payload: Payload
  body: string
  headers: IncomingHttpHeaders
}

/** How a partner answers: a status, or the response to do with as it likes. */
export type Answer = number | ((response: ServerResponse) => void)

export interface Partner extends AsyncDisposable {
  url: string
  received: readonly Received[]
  /** Keys of what came, as `logCases` named them, in the order in which it came. */
  keys(): string[]
  /** From now on; every request is kept, however it is answered. */
  answerWith(answer: (received: Received) => Answer): void
  /** Resolves when so many requests have come. */
  until(count: number): Promise<void>
}

/** A partner's endpoint on a real socket; it refuses what is not signed by the secret, with the standard's own library. */
export async function startPartner(secret = SECRET): Promise<Partner> {
  const received: Received[] = []
  const watchers = new Set<() => void>()
  let answer: (received: Received) => Answer = () => 204
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const headers = incoming.headers as Record<string, string>
    const payload = new Webhook(secret).verify(body, headers) as Payload
    const one = { payload, body, headers: incoming.headers }
    received.push(one)
    for (const watch of watchers) watch()
    const given = answer(one)
    if (typeof given === 'number') response.writeHead(given).end()
    else given(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/weft`,
    received,
    keys: () => received.map(({ payload }) => keyOf(payload)),
    answerWith(next) {
      answer = next
    },
    until: (count) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (received.length < count) return
          watchers.delete(watch)
          resolve()
        }
        watchers.add(watch)
        watch()
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** `a1`: case a, its first event. */
const keyOf = ({ id }: Pick<Payload, 'id'>): string => id.replace('evt_', '')

export const endpointAt = (url: string, given: Partial<Endpoint> = {}): Endpoint => ({
  id: 'acme',
  url,
  environment: 'SIMULATED',
  types: new Set(EVENT_TYPES),
  rows: { customerIds: undefined, businessUnits: undefined },
  secretReference: 'env:SECRET',
  readSecrets: () => [SECRET],
  enabled: true,
  timeoutMs: 5_000,
  concurrency: 4,
  ...given,
})

/** An event as the log takes it; its key `a1` says of which case it is and makes its id. */
export const eventOf = (key: string, given: Partial<NewEvent> = {}): NewEvent => ({
  eventId: `evt_${key}`,
  type: 'CASE_ESCALATED',
  occurredAt: new Date('2026-11-25T10:00:00Z'),
  detectedAt: new Date('2026-11-25T10:00:01Z'),
  correlationId: `c-${key}`,
  causationId: 'vendor-event',
  cause: 'WEBHOOK',
  source: { connectionId: 'support-servicenow', objectType: 'case', nativeId: key },
  entityType: 'Case',
  entityId: `cas_${key.replace(/\d+$/, '')}`,
  customerId: 'cus_1',
  customerNativeId: undefined,
  businessUnitKey: 'emea',
  region: 'EMEA',
  severity: 'SEV1',
  attributes: {},
  ...given,
})

export const logEvents = (store: Store, ...events: readonly (string | NewEvent)[]): Promise<void> =>
  store.transaction((transaction) =>
    appendEvents(
      transaction,
      events.map((event) => (typeof event === 'string' ? eventOf(event) : event)),
    ),
  )

/** Moves the store's clock on, as far as deliveries can tell: everything that was is so much longer ago. */
export async function passTime(store: Store, seconds: number): Promise<void> {
  const columns = {
    webhook_endpoints: ['last_delivered_at', 'failing_since', 'not_before', 'disabled_at', 'secret_since'],
    webhook_backlog: ['first_failed_at', 'last_failed_at', 'next_attempt_at'],
  }
  for (const [table, names] of Object.entries(columns)) {
    const moved = names.map((name) => `${name} = ${name} - make_interval(secs => $1)`)
    await store.query(`update events.${table} set ${moved.join(', ')}`, [seconds])
  }
}

/** One node's deliveries to one endpoint, a turn at a time. */
export interface Deliverer extends AsyncDisposable {
  /** Delivers until nothing is due. */
  drain(): Promise<void>
}

export async function openDeliverer(
  store: Store,
  endpoint: Endpoint,
  logger: Logger = silentLogger,
): Promise<Deliverer> {
  await registerEndpoints(store, [endpoint.id])
  const follower = await openFollower({ store, logger })
  const session = await openSession({ store, logger }, () => {})
  const sender = createSender(endpoint)
  const never = new AbortController().signal
  const courier = createCourier(endpoint, {
    ...{ store, follower, sender, logger, worker: session.worker },
    attempts: createSeries(['endpoint', 'outcome'], createDurations),
    random: () => 0.5,
    signals: { stopping: never, hurry: never },
  })
  return {
    async drain() {
      await follower.advance()
      while ((await courier.takeTurn()) > 0);
    },
    async [Symbol.asyncDispose]() {
      await session.close()
      await follower.close()
      await sender.close()
    },
  }
}

/** What stands in the backlog of an endpoint, as `a1 WAITING 2`. */
export async function backlogOf(store: Store): Promise<string[]> {
  const rows = await store.query<{ id: string; state: string; attempts: number }>(
    `select event_id as id, state, attempts from events.webhook_backlog join events.log using (sequence) order by sequence`,
  )
  return rows.map(({ id, state, attempts }) => `${keyOf({ id })} ${state} ${attempts}`)
}

export async function standingOf(store: Store): Promise<Record<string, unknown>> {
  const [row] = await store.query<Record<string, unknown>>(
    `select disabled_reason as disabled, failures, failing_since is not null as failing from events.webhook_endpoints`,
  )
  assert.ok(row)
  return row
}
