import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { CLIENTS, openRawSocket } from '#gateway/transports/clients.test-support.ts'
import { serviceNowSysId } from '#demo-world/native-ids.ts'
import { CREDENTIALS } from '../subgraphs/support/providers/servicenow/emulator/auth.ts'
import { type Partner, SECRET, startPartner } from './events/partner.ts'
import { CASES, writeServiceNow } from './support/event-world.ts'
import { isRunning, type StartedCommand, startCommand } from './support/started-gateway.ts'
import { createTemporaryDirectory } from './support/temporary-store.ts'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

const FIRST_QUERY = `{
  customers(first: 1, filter: { text: "acme" }) {
    nodes {
      id
      displayName
      status
      supportTier
      creditHold
      billingEmail
      invoices(first: 1) { nodes { invoiceNumber status } }
      cases(first: 1) { nodes { subject } }
    }
  }
}`

async function temporarySettings(context: TestContext): Promise<Record<string, string>> {
  const directory = await createTemporaryDirectory()
  context.after(() => directory[Symbol.asyncDispose]())
  return { PORT: '0', DATA_DIRECTORY: directory.path, LOG_LEVEL: 'warn' }
}

/** Settings by which a partner hears of escalated cases. */
function endpointSettings({ url }: Partner, { DATA_DIRECTORY = '' }: Record<string, string>) {
  const file = path.join(DATA_DIRECTORY, 'endpoints.yaml')
  const endpoint = {
    id: 'partner',
    url,
    environment: 'simulated',
    types: ['CASE_ESCALATED'],
    rows: 'everything',
  }
  // A YAML file may as well be JSON.
  writeFileSync(file, JSON.stringify({ endpoints: [{ ...endpoint, secret: 'env:CREDENTIAL_PARTNER' }] }))
  return { WEBHOOK_ENDPOINTS_FILE: file, CREDENTIAL_PARTNER: SECRET }
}

interface StartedGateway extends StartedCommand {
  url: string
}

async function startGateway(context: TestContext, settings: Record<string, string>): Promise<StartedGateway> {
  const command = startCommand(['gateway/main.ts'], settings)
  context.after(() => command.interrupt())
  const url = await command.printed(/GraphQL +POST (\S+)\/graphql[\s\S]*Ctrl-C/)
  return { ...command, url }
}

async function tokenOf(role: string, settings: Record<string, string>): Promise<string> {
  const command = startCommand(['gateway/auth/token.ts', role], settings)
  assert.equal(await command.ended, 0, command.stderr())
  return command.stdout().trim()
}

async function ask(url: string, token: string, query: string): Promise<{ data?: unknown; errors?: unknown }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as { data?: unknown; errors?: unknown }
}

const namesIn = (data: unknown): unknown[] =>
  (data as FirstAnswer).customers.nodes.map(({ displayName }) => displayName)

interface FirstAnswer {
  customers: { nodes: { id: string; [field: string]: unknown }[] }
}

type Refusals = { extensions: Record<string, unknown> }[]

const ALL = '{ customers(first: 100) { nodes { id displayName } } }'

test('a fresh start, by its own commands', async (context) => {
  await using partner = await startPartner()
  const settings = await temporarySettings(context)
  const gateway = await startGateway(context, { ...settings, ...endpointSettings(partner, settings) })
  const agent = await tokenOf('agent', settings)
  const before = await ask(gateway.url, agent, ALL)

  await context.test('answers the first query from four systems', async () => {
    const { data, errors } = await ask(gateway.url, agent, FIRST_QUERY)
    assert.equal(errors, undefined)
    const [acme] = (data as FirstAnswer).customers.nodes
    assert.equal(acme?.displayName, 'Acme Industries')
    const missing = Object.entries(acme ?? {}).filter(([, value]) => value === null)
    assert.deepEqual(missing, [])
  })

  await context.test('answers alike over every transport', async () => {
    const expected = await ask(gateway.url, agent, FIRST_QUERY)
    for (const [name, open] of CLIENTS) {
      const answers = open({ url: `${gateway.url}/graphql`, query: FIRST_QUERY, token: agent })
      assert.deepEqual((await answers.next()).value, expected, name)
      assert.equal((await answers.next()).done, true, name)
    }
  })

  await context.test('says over every transport what a subscription cannot ask for', async () => {
    const socket = await openRawSocket(`${gateway.url.replace('http', 'ws')}/graphql`)
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${agent}` } })
    await socket.next()
    socket.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { caseEscalated { id } }' } })
    const { type, payload } = (await socket.next()) as { type: string; payload: Refusals }
    assert.deepEqual([type, payload[0]?.extensions.code], ['error', 'BAD_REQUEST'])
    socket.socket.close()
    await socket.closed
    for (const [name, open] of CLIENTS.slice(1)) {
      const query = 'subscription { caseEscalated { id } }'
      const { value } = await open({ url: `${gateway.url}/graphql`, query, token: agent }).next()
      assert.equal((value as { errors: Refusals }).errors[0]?.extensions.code, 'BAD_REQUEST', name)
    }
  })

  await context.test(
    'tells over every transport, and a partner by webhook, of a case that is opened with severity 1',
    async () => {
      const query = 'subscription { caseEscalated { case { subject customer { displayName } } } }'
      const streams = CLIENTS.map(([, open]) => open({ url: `${gateway.url}/graphql`, query, token: agent }))
      const baseUrl = /support-servicenow +(\S+)/.exec(gateway.stdout())?.[1] ?? ''
      const account = serviceNowSysId('customer_account', 'acme')
      const told = Promise.all(streams.map((stream) => stream.next()))
      // Nothing says when a stream is open: cases are opened until all have told of one.
      let isTold = false
      void told.then(() => {
        isTold = true
      })
      while (!isTold)
        await writeServiceNow({ baseUrl, credentials: CREDENTIALS }, 'POST', CASES, {
          account,
          short_description: 'Down',
          u_severity: '1',
        })
      for (const { value } of await told)
        assert.deepEqual(value, {
          data: {
            caseEscalated: { case: { subject: 'Down', customer: { displayName: 'Acme Industries' } } },
          },
        })
      await Promise.all(streams.map((stream) => stream.return?.()))
      await partner.until(1)
      const { type, data } = partner.received[0]?.payload ?? {}
      assert.deepEqual([type, data?.severity], ['CASE_ESCALATED', 'SEV1'])
    },
  )

  await context.test('shows nobody anything without a token', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: FIRST_QUERY }),
    })
    assert.equal(response.status, 401)
    assert.equal(((await response.json()) as { data?: unknown }).data, undefined)
  })

  await context.test('shows the portal its own customer alone', async () => {
    const { data } = await ask(gateway.url, await tokenOf('portal', settings), ALL)
    assert.deepEqual(namesIn(data), ['Acme Industries'])
  })

  await context.test("shows a partner its own customers alone, by the README's document", async () => {
    const body = /"documentId":"sha256:[0-9a-f]{64}"/.exec(README)?.[0]
    const response = await fetch(`${gateway.url}/partner/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await tokenOf('partner', settings)}`,
      },
      body: `{${body}}`,
    })
    const { data } = (await response.json()) as { data?: unknown }
    assert.deepEqual(namesIn(data), ['Acme Industries', 'Globex'])
  })

  await context.test("turns the demo's won deal into cash, by the README's command, and once", async () => {
    const body = /-d '(\{"query":"mutation .*\})'/.exec(README)?.[1] ?? ''
    const start = async () => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await tokenOf('ops', settings)}`,
        },
        body,
      })
      const { data } = (await response.json()) as { data: { startQuoteToCash: StartedRun } }
      return data.startQuoteToCash
    }
    const first = await start()
    assert.deepEqual([first.userErrors, first.replayed, first.run.status], [[], false, 'COMPLETED'])
    const second = await start()
    assert.deepEqual([second.replayed, second.run], [true, first.run])
  })

  await context.test('leaves no process after Ctrl-C, and tells open sockets that it goes', async () => {
    const socket = await openRawSocket(`${gateway.url.replace('http', 'ws')}/graphql`)
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${agent}` } })
    await socket.next()
    const processes = gateway.processes()
    assert.ok(processes.length > 2, 'gateway, emulators and database')
    assert.equal(await gateway.interrupt(), 0, gateway.stderr())
    assert.equal(await socket.closed, 1001)
    assert.deepEqual(processes.filter(isRunning), [])
  })

  await context.test('remembers ids and tokens at the second start', async (second) => {
    const { url } = await startGateway(second, settings)
    assert.deepEqual(await ask(url, agent, ALL), before)
  })
})

interface StartedRun {
  replayed: boolean
  userErrors: unknown[]
  run: { id: string; status: string }
}

const REFUSED: [string, string, Record<string, string>, RegExp][] = [
  ['a malformed setting', 'gateway/main.ts', { PORT: 'http' }, /^INVALID_SETTING: PORT must be a port/],
  [
    'a setting that is not one',
    'gateway/main.ts',
    { CONNECTIONS_FLIE: 'x' },
    /^INVALID_SETTING: CONNECTIONS_FLIE is not a setting/,
  ],
  [
    'a connections file that is not there',
    'gateway/main.ts',
    { CONNECTIONS_FILE: 'nope.yaml' },
    /^INVALID_SETTING: CONNECTIONS_FILE: nope.yaml cannot be read/,
  ],
  [
    'a subgraph that is not one',
    'subgraphs/main.ts',
    {},
    /^INVALID_ARGUMENT: say which: npm run subgraph -- crosswalk \| crm/,
  ],
  ['a token for nobody', 'gateway/auth/token.ts', {}, /^INVALID_ARGUMENT: say for whom/],
  [
    'the audit of a gateway that never ran',
    'gateway/audit/audit-command.ts',
    {},
    /^NOT_CONFIGURED: this database is empty: run npm start once/,
  ],
]
for (const [title, file, environment, message] of REFUSED) {
  test(`${title} is refused, by name and without a stack`, async (context) => {
    const command = startCommand([file], { ...(await temporarySettings(context)), ...environment })
    assert.equal(await command.ended, 1)
    assert.match(command.stderr(), message)
    assert.doesNotMatch(command.stderr(), /\n +at /)
  })
}

test('a start that is interrupted when everything begins to work ends in order', async (context) => {
  const command = startCommand(['gateway/main.ts'], {
    ...(await temporarySettings(context)),
    LOG_LEVEL: 'info',
  })
  context.after(() => command.interrupt())
  // The last of the demo world's links: from here on processes, events and lists begin to be worked on.
  await command.printed(/"type":"Product"/, 'stderr')
  assert.equal(await command.interrupt(), 0, command.stderr())
})

test('a token needs a gateway that was started once', async (context) => {
  const command = startCommand(['gateway/auth/token.ts', 'agent'], await temporarySettings(context))
  assert.equal(await command.ended, 1)
  assert.match(command.stderr(), /^NOT_CONFIGURED: .* has no key yet: run npm start once/)
})

interface EmulatorLine {
  vendor: string
  baseUrl: string
  credentials: Record<string, string>
}

/** `npm run emulators -- --json`: one line each. */
async function startEmulators(): Promise<StartedCommand & { lines: EmulatorLine[] }> {
  const command = startCommand(['subgraphs/emulators.ts', '--json'], {})
  await command.printed(/(.*\n){4}/)
  const lines = command.stdout().trim().split('\n')
  return { ...command, lines: lines.map((line) => JSON.parse(line) as EmulatorLine) }
}

test('the emulators run alone: one JSON line each, until they are interrupted', async () => {
  const { lines, interrupt } = await startEmulators()
  assert.deepEqual(lines.map(({ vendor }) => vendor).sort(), [
    'netsuite',
    'salesforce',
    'servicenow',
    'stripe',
  ])
  const calls = await fetch(`${lines[0]?.baseUrl}/__emulator/calls`)
  assert.deepEqual(await calls.json(), { calls: [] })
  assert.ok(lines.every(({ credentials }) => Object.keys(credentials).length > 0))
  assert.equal(await interrupt(), 0)
})

/** Ready, and every system is read: a gateway is ready without one that was too slow at its start, and reads it again. */
async function isAllWell(url: string): Promise<boolean> {
  const response = await fetch(`${url}/health/ready`)
  const { checks } = (await response.json()) as { checks: { ok: boolean }[] }
  return response.ok && checks.every(({ ok }) => ok)
}

test('a connections file joins the systems that it names, with secrets from the environment', async (context) => {
  const emulators = await startEmulators()
  context.after(() => emulators.interrupt())
  const settings = await temporarySettings(context)
  const secrets: Record<string, string> = {}
  const connections = emulators.lines.map(({ vendor, baseUrl, credentials }) => {
    const references = Object.entries(credentials).map(([name, secret]) => {
      const variable = `CREDENTIAL_${vendor}_${name}`.toUpperCase()
      secrets[variable] = secret
      return [name, `env:${variable}`]
    })
    return {
      id: `my-${vendor}`,
      name: vendor,
      vendor,
      environment: 'sandbox',
      baseUrl,
      credentials: Object.fromEntries(references),
    }
  })
  const file = path.join(settings.DATA_DIRECTORY ?? '', 'connections.yaml')
  writeFileSync(file, JSON.stringify({ connections }))
  const gateway = await startGateway(context, { ...settings, ...secrets, CONNECTIONS_FILE: file })
  while (!(await isAllWell(gateway.url))) assert.equal(gateway.child.exitCode, null)
  const { data, errors } = await ask(gateway.url, await tokenOf('agent', settings), FIRST_QUERY)
  assert.equal(errors, undefined)
  assert.equal((data as FirstAnswer).customers.nodes[0]?.supportTier, 'Platinum')
  // Before its directory goes, in which it still writes what was asked.
  await gateway.interrupt()
})
