import { randomUUID } from 'node:crypto'
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
import { chooseVerb, printLine, readArguments, runCommand } from '#shared/run-command.ts'
import { credentialEnvironment, readSources } from '#shared/settings.ts'
import type { Store } from '#shared/store/store.ts'
import { openCommandStore } from '../gateway/command-store.ts'
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

interface Given {
  store: Store
  endpoints: readonly Endpoint[]
  /** The one that is named; NOT_CONFIGURED where the file has none of this name. */
  endpoint(): Endpoint
  id: string
  values: ReturnType<typeof readArguments<typeof OPTIONS>>['values']
}

/** What a person does with endpoints. The running nodes deliver. */
const VERBS: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  async list({ store, endpoints }) {
    const views = new Map((await listEndpoints(store)).map((view) => [view.id, view]))
    for (const endpoint of endpoints) printLine(lineOf(endpoint, views.get(endpoint.id)))
    for (const id of views.keys())
      if (!endpoints.some((endpoint) => endpoint.id === id)) printLine(`${id}  NOT IN THE FILE`)
  },
  async show({ store, endpoint, id, values }) {
    const { url, types, rows, environment, enabled } = endpoint()
    const [standing] = await listEndpoints(store, [id])
    const backlog = await listBacklog(store, id, toSequence(values.limit) ?? 50)
    printLine(
      JSON.stringify({ id, url, environment, enabled, types: [...types], rows, standing, backlog }, null, 2),
    )
  },
  async enable({ store, endpoint }) {
    const skipped = await enableEndpoint(store, endpoint().id)
    printLine('enabled: everything that waits is tried at once')
    if (skipped > 0) printLine(`${skipped} entries were removed from the log before they were looked at`)
  },
  async disable({ store, endpoint }) {
    const { id } = endpoint()
    await registerEndpoints(store, [id])
    await disableEndpoint(store, id, 'by an operator')
    printLine('disabled: what happens waits in the log')
  },
  async rotate({ endpoint }) {
    const { secretReference } = endpoint()
    const { secret, isWritten } = rotateSecret(endpoint())
    printLine(secret)
    const hours = OVERLAP_SECONDS / 3_600
    if (isWritten)
      printLine(`is in front of the one before in ${secretReference}; both sign for ${hours} hours`)
    else
      printLine(
        `put it in front of the one before in ${secretReference}, on a line of its own: both sign for ${hours} hours`,
      )
  },
  async replay({ store, endpoint, values }) {
    const from = toSequence(values.from)
    if (from === undefined || from < 1) throw new WeftError('INVALID_ARGUMENT', '--from takes a sequence')
    const replayed = await replayEvents(store, endpoint(), { from, to: toSequence(values.to) })
    printLine(`${replayed} events are delivered again`)
  },
  async 'send-test'({ endpoint }) {
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
    printLine(`${outcome}${status === undefined ? '' : ` (HTTP ${status})`}`)
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

async function main(): Promise<void> {
  const { positionals, values } = readArguments(OPTIONS)
  const { run, id } = chooseVerb(VERBS, positionals, USAGE)
  const sources = readSources(process.env)
  const settings = readSettings(sources)
  const endpoints = readEndpoints(settings.webhookEndpointsFile, {
    environment: credentialEnvironment(sources),
  })
  await using store = await openCommandStore(settings)
  const endpoint = (): Endpoint => {
    const found = endpoints.find((each) => each.id === id)
    if (!found) throw new WeftError('NOT_CONFIGURED', `WEBHOOK_ENDPOINTS_FILE has no endpoint ${id}`)
    return found
  }
  await run({ store, endpoints, endpoint, id, values })
}

await runCommand(main)
