import type { Execution } from '#gateway/execution/execution.ts'
import { type GatewayServer, startGatewayServer } from '#gateway/server.ts'
import { systemClock } from '#shared/clock.ts'
import type { BusinessEvent, LoggedType } from '#shared/events/event.ts'
import type { Emulator } from '#shared/emulator/emulator.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { announceWebhooks } from '../../subgraphs/demo-webhooks.ts'
import { AGENT, startWorld, type World, type WorldOptions } from './world.ts'

/** Where an instance keeps its cases. */
export const CASES = '/api/now/table/sn_customerservice_case'

/** A world with a gateway in front, whose emulators send their events to it. */
export interface EventWorld extends AsyncDisposable {
  world: World
  url: string
  /** Resolves when so many subscriptions have opened since the start. */
  opened(count: number): Promise<void>
  /** The native id of a customer's record in a system. */
  nativeId(displayName: string, connectionId: string): Promise<string>
  /** Starts to wait for events of these types; resolves with one of each, in the order of the types. */
  expectEvents(...types: LoggedType[]): Promise<BusinessEvent[]>
  /** Opens a case in ServiceNow, as a person there would; answers its `sys_id`. */
  openCase(fields: Record<string, string>): Promise<string>
  changeCase(sysId: string, fields: Record<string, string>): Promise<void>
}

/** Everybody is the caller given, or whom their token says. */
export async function startEventWorld(
  caller: Caller | ((authorization: string | undefined) => Caller) = AGENT,
  options: WorldOptions = {},
): Promise<EventWorld> {
  await using stack = new AsyncDisposableStack()
  const world = stack.use(await startWorld(options))
  const { execution, opened } = countOpened(world.executions.planned)
  const server = await startServer(world, execution, caller)
  stack.defer(() => server.close())
  await announceWebhooks(world.domains.connections, server.url)
  world.domains.events.start()
  const owned = stack.move()
  return {
    world,
    url: `${server.url}/graphql`,
    opened,
    expectEvents: (...types) => expectEvents(world, types),
    async nativeId(displayName, connectionId) {
      const { data } = await world.query(
        'query ($id: ID!) { customer(id: $id) { externalRefs { externalId system { id } } } }',
        { id: await world.customerId(displayName) },
      )
      const { customer } = data as unknown as {
        customer: { externalRefs: { externalId: string; system: { id: string } }[] }
      }
      return customer.externalRefs.find(({ system }) => system.id === connectionId)?.externalId ?? ''
    },
    openCase: async (fields) =>
      (await writeServiceNow(world.emulator('servicenow'), 'POST', CASES, fields)).sys_id ?? '',
    async changeCase(sysId, fields) {
      await writeServiceNow(world.emulator('servicenow'), 'PATCH', `${CASES}/${sysId}`, fields)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

function startServer(
  { domains }: World,
  execution: Execution,
  caller: Caller | ((authorization: string | undefined) => Caller),
): Promise<GatewayServer> {
  return startGatewayServer({
    host: '127.0.0.1',
    port: 0,
    execution,
    webhooks: domains.events.inbox,
    verifyToken: async (authorization) => (typeof caller === 'function' ? caller(authorization) : caller),
    developmentIssuer: undefined,
    readiness: [],
    operationTimeoutMs: 30_000,
    clock: systemClock,
    logger: silentLogger,
  })
}

/** An execution that tells when its streams are open: what happens after that is seen by them. */
function countOpened(inner: Execution): { execution: Execution; opened(count: number): Promise<void> } {
  let count = 0
  const watchers = new Set<() => void>()
  return {
    execution: {
      ...inner,
      async subscribe(operation, request) {
        const answers = await inner.subscribe(operation, request)
        count += 1
        for (const watch of watchers) watch()
        return answers
      },
    },
    opened: (wanted) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (count < wanted) return
          watchers.delete(watch)
          resolve()
        }
        watchers.add(watch)
        watch()
      }),
  }
}

/** The first event of each type from now on. */
function expectEvents({ domains }: World, types: readonly LoggedType[]): Promise<BusinessEvent[]> {
  const found = new Map<LoggedType, BusinessEvent>()
  const { promise, resolve } = Promise.withResolvers<BusinessEvent[]>()
  const stop = domains.events.feed.listen((events) => {
    for (const event of events) if (!found.has(event.type)) found.set(event.type, event)
    const all = types.flatMap((type) => found.get(type) ?? [])
    if (all.length < types.length) return
    stop()
    resolve(all)
  })
  return promise
}

/** Writes a record of the emulated instance, as a person there would; answers it. */
export async function writeServiceNow(
  { baseUrl, credentials }: Pick<Emulator, 'baseUrl' | 'credentials'>,
  method: 'POST' | 'PATCH',
  path: string,
  fields: Record<string, string>,
): Promise<Record<string, string>> {
  const form = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId ?? '',
    client_secret: credentials.clientSecret ?? '',
  }
  const granted = await fetch(`${baseUrl}/oauth_token.do`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  const { access_token } = (await granted.json()) as { access_token: string }
  const written = await fetch(baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  if (!written.ok) throw new Error(`ServiceNow answered ${written.status}: ${await written.text()}`)
  return ((await written.json()) as { result: Record<string, string> }).result
}
