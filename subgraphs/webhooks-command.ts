import { randomUUID } from 'node:crypto'
import { runCommand } from '#shared/run-command.ts'
import { parseArgs } from 'node:util'
import type { Endpoint } from '#events/outbound/endpoint.ts'
import {
  disableEndpoint,
  type EndpointView,
  enableEndpoint,
  listBacklog,
  listEndpoints,
  registerEndpoints,
  replayEvents,
} from '#events/outbound/operate.ts'
import { readEndpoints } from '#events/outbound/parse-endpoints.ts'
import { rotateSecret } from '#events/outbound/rotate-secret.ts'
import { OVERLAP_SECONDS } from '#events/outbound/secrets.ts'
import { createSender } from '#events/outbound/send.ts'
import { WeftError } from '#shared/errors.ts'
import { credentialEnvironment, readSources } from '#shared/settings.ts'
import { openStore, type Store } from '#shared/store/store.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { readSettings } from '../gateway/settings.ts'

const USAGE = `npm run webhooks -- list
npm run webhooks -- show ID [--limit 50]
npm run webhooks -- enable ID | disable ID
npm run webhooks -- rotate ID
npm run webhooks -- replay ID --from SEQUENCE [--to SEQUENCE]
npm run webhooks -- send-test ID`

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string', default: '50' },
} as const

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new WeftError('INVALID_ARGUMENT', error instanceof Error ? error.message : USAGE)
  }
}

interface Given {
  store: Store
  endpoints: readonly Endpoint[]
  /** The one that is named; NOT_CONFIGURED where the file has none of this name. */
  endpoint(): Endpoint
  id: string
  values: ReturnType<typeof readArguments>['values']
  print(text: string): void
}

/** What a person does with endpoints. The running nodes deliver. */
const VERBS: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  async list({ store, endpoints, print }) {
    const views = new Map((await listEndpoints(store)).map((view) => [view.id, view]))
    for (const endpoint of endpoints) print(lineOf(endpoint, views.get(endpoint.id)))
    for (const id of views.keys())
      if (!endpoints.some((endpoint) => endpoint.id === id)) print(`${id}  NOT IN THE FILE`)
  },
  async show({ store, endpoint, id, values, print }) {
    const { url, types, rows, environment, enabled } = endpoint()
    const [standing] = await listEndpoints(store, [id])
    const backlog = await listBacklog(store, id, toSequence(values.limit) ?? 50)
    print(
      JSON.stringify({ id, url, environment, enabled, types: [...types], rows, standing, backlog }, null, 2),
    )
  },
  async enable({ store, endpoint, print }) {
    const skipped = await enableEndpoint(store, endpoint().id)
    print('enabled: everything that waits is tried at once')
    if (skipped > 0) print(`${skipped} entries were removed from the log before they were looked at`)
  },
  async disable({ store, endpoint, print }) {
    const { id } = endpoint()
    await registerEndpoints(store, [id])
    await disableEndpoint(store, id, 'by an operator')
    print('disabled: what happens waits in the log')
  },
  async rotate({ endpoint, print }) {
    const { secretReference } = endpoint()
    const { secret, isWritten } = rotateSecret(endpoint())
    print(secret)
    const hours = OVERLAP_SECONDS / 3_600
    if (isWritten) print(`is in front of the one before in ${secretReference}; both sign for ${hours} hours`)
    else
      print(
        `put it in front of the one before in ${secretReference}, on a line of its own: both sign for ${hours} hours`,
      )
  },
  async replay({ store, endpoint, values, print }) {
    const from = toSequence(values.from)
    if (from === undefined || from < 1) throw new WeftError('INVALID_ARGUMENT', '--from takes a sequence')
    const replayed = await replayEvents(store, endpoint(), { from, to: toSequence(values.to) })
    print(`${replayed} events are delivered again`)
  },
  async 'send-test'({ endpoint, print }) {
    const sender = createSender(endpoint())
    const id = `evt_test_${randomUUID()}`
    const time = new Date()
    const body = JSON.stringify({
      ...{ specversion: '1.0', id, type: 'WEBHOOK_TEST', source: '/webhooks', time: time.toISOString() },
      ...{ datacontenttype: 'application/json', data: {} },
    })
    const signing = { secrets: endpoint().readSecrets(), at: time }
    const { outcome, status } = await sender.send(
      { id, body, correlationId: id },
      signing,
      new AbortController().signal,
    )
    await sender.close()
    print(`${outcome}${status === undefined ? '' : ` (HTTP ${status})`}`)
    if (outcome !== 'DELIVERED') process.exitCode = 1
  },
}

function toSequence(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw new WeftError('INVALID_ARGUMENT', `${text} is no sequence`)
  return Number(text)
}

function lineOf({ id, url, enabled }: Endpoint, view: EndpointView | undefined): string {
  const state = enabled ? (view?.state ?? 'NEW') : 'OFF IN THE FILE'
  if (!view) return [id, state, url].join('  ')
  const { position, behind, waiting, dead, failingSince, nextAttemptAt } = view
  return [
    ...[id, state, url, `at ${position}`, `${behind} behind`, `${waiting} waiting`, `${dead} dead`],
    failingSince ? `failing since ${failingSince.toISOString()}: ${view.lastFailure}` : '',
    nextAttemptAt ? `next attempt ${nextAttemptAt.toISOString()}` : '',
    view.disabledReason ?? '',
  ]
    .filter((part) => part !== '')
    .join('  ')
}

async function main(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args)
  const [verb = '', id = '', ...more] = positionals
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!run || more.length > 0 || (verb === 'list') !== (id === ''))
    throw new WeftError('INVALID_ARGUMENT', USAGE)
  const sources = readSources(process.env)
  const settings = readSettings(sources)
  const endpoints = readEndpoints(settings.webhookEndpointsFile, {
    environment: credentialEnvironment(sources),
  })
  const store = await openStore({
    databaseUrl: settings.databaseUrl,
    directory: settings.dataDirectory,
    logger: createLogger(settings.logLevel),
  })
  await using _closed = { [Symbol.asyncDispose]: () => store.close() }
  const endpoint = (): Endpoint => {
    const found = endpoints.find((each) => each.id === id)
    if (!found) throw new WeftError('NOT_CONFIGURED', `WEBHOOK_ENDPOINTS_FILE has no endpoint ${id}`)
    return found
  }
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  await run({ store, endpoints, endpoint, id, values, print })
}

await runCommand(() => main(process.argv.slice(2)))
