import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { isRunning, startCommand } from './support/started-gateway.ts'
import { createTemporaryDirectory } from './support/temporary-store.ts'

async function temporarySettings(context: TestContext) {
  const directory = await createTemporaryDirectory()
  context.after(() => directory[Symbol.asyncDispose]())
  return { PORT: '0', SUBGRAPH_PORT: '0', DATA_DIRECTORY: directory.path, LOG_LEVEL: 'warn' }
}

const QUERY = '{ customers(first: 1, filter: { text: "acme" }) { nodes { displayName status supportTier } } }'

async function ask(url: string, token: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: QUERY }),
  })
  return { status: response.status, body: await response.json() }
}

test('one subgraph apart and the rest with the gateway, by their own commands', async (context) => {
  const settings = await temporarySettings(context)
  const crm = startCommand(['subgraphs/main.ts', 'crm'], settings)
  context.after(() => crm.interrupt())
  const url = await crm.printed(/crm answers at (\S+)/)
  const gateway = startCommand(['gateway/main.ts'], { ...settings, SUBGRAPHS_APART: `crm=${url}` })
  context.after(() => gateway.interrupt())
  const gatewayUrl = await gateway.printed(/GraphQL +POST (\S+)\/graphql[\s\S]*Ctrl-C/)
  const token = startCommand(['gateway/auth/token.ts', 'agent'], settings)
  assert.equal(await token.ended, 0, token.stderr())
  const agent = token.stdout().trim()

  await context.test('answer one query together', async () => {
    const { status, body } = await ask(`${gatewayUrl}/graphql`, agent)
    const { data, errors } = body as { data?: unknown; errors?: unknown }
    const customer = { displayName: 'Acme Industries', status: 'ACTIVE', supportTier: 'Platinum' }
    assert.deepEqual(
      { status, data, errors },
      {
        status: 200,
        data: { customers: { nodes: [customer] } },
        errors: undefined,
      },
    )
  })

  await context.test("the subgraph does not answer the gateway's callers", async () => {
    assert.equal((await ask(url, agent)).status, 401)
  })

  await context.test('the subgraph calls its own system alone, and says so', () => {
    assert.match(crm.stdout(), /Systems\n +crm-salesforce +http/)
    assert.doesNotMatch(crm.stdout(), /stripe|netsuite|servicenow/)
  })

  await context.test('the gateway is ready, and publishes the public half of its key', async () => {
    const health = (await (await fetch(`${gatewayUrl}/health/ready`)).json()) as {
      checks: { name: string; ok: boolean }[]
    }
    assert.equal(health.checks.find(({ name }) => name === 'subgraph crm')?.ok, true)
    const jwks = await (await fetch(`${gatewayUrl}/.well-known/weft-subgraph-jwks.json`)).text()
    assert.match(jwks, /"crv":"Ed25519"/)
    assert.doesNotMatch(jwks, /"d"/)
  })

  await context.test('neither leaves a process, nor a key in its output', async () => {
    const processes = [...gateway.processes(), ...crm.processes()]
    const outputs = [gateway, crm].map((command) => command.stdout() + command.stderr()).join('')
    assert.equal(await gateway.interrupt(), 0, gateway.stderr())
    assert.equal(await crm.interrupt(), 0, crm.stderr())
    assert.deepEqual(processes.filter(isRunning), [])
    const [file = ''] = readdirSync(settings.DATA_DIRECTORY).filter((name) => name.endsWith('.pem'))
    const [, secret = ''] = readFileSync(path.join(settings.DATA_DIRECTORY, file), 'utf8').split('\n')
    assert.ok(secret.length > 40 && !outputs.includes(secret))
  })
})

const REFUSED: [string, string[], Record<string, string>, RegExp][] = [
  [
    'a subgraph apart that is not one',
    ['gateway/main.ts'],
    { SUBGRAPHS_APART: 'crm,crmm' },
    /^INVALID_SETTING: SUBGRAPHS_APART: there is no subgraph crmm, only crosswalk, crm/,
  ],
  [
    'a subgraph that other machines reach, without keys to know the gateway by',
    ['subgraphs/main.ts', 'crm'],
    { SUBGRAPH_HOST: '0.0.0.0' },
    /^INVALID_SETTING: SUBGRAPH_JWKS must be set where crm listens at 0\.0\.0\.0/,
  ],
]
for (const [title, command, environment, message] of REFUSED) {
  test(`${title} is refused, by name and without a stack`, async (context) => {
    const started = startCommand(command, { ...(await temporarySettings(context)), ...environment })
    assert.equal(await started.ended, 1)
    assert.match(started.stderr(), message)
    assert.doesNotMatch(started.stderr(), /\n +at /)
  })
}
