import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import {
  createFeed,
  ESCALATIONS,
  escalationGraph,
  type Feed,
} from '#gateway/execution/subscriptions/escalation-graph.test-support.ts'
import { findDevelopmentIssuer } from '#gateway/auth/development-issuer.ts'
import { DEMO_CLIENTS_FILE } from '#gateway/clients/demo-clients.ts'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { openAccess } from '#gateway/open-access.ts'
import { startGatewayServer } from '#gateway/server.ts'
import { readSettings } from '#gateway/settings.ts'
import { askByServerSentEvents, openRawSocket } from '#gateway/transports/clients.test-support.ts'
import { systemClock } from '#shared/clock.ts'
import { readSources } from '#shared/settings.ts'
import type { Store } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startCommand } from '../../support/started-gateway.ts'
import { openTemporaryStore } from '../../support/temporary-store.ts'

const CLIENT = 'demo-portal-application'
const REVOKE = `mutation { clientRevoke(input: { idempotencyKey: "k-1", clientId: "${CLIENT}", reason: "a lost secret" }) {
  revokedAt replayed userErrors { code } } }`
const ADDRESSES = '{ customers(first: 1) { nodes { billingEmail } } }'
const EVENTS = 'subscription { invoicePaid { eventId } }'

interface Answer {
  data?: { clientRevoke: { revokedAt: string; replayed: boolean; userErrors: unknown[] } }
  errors?: { extensions: { code: string } }[]
}

type Settings = Record<string, string>

/** The command that people start, in a process of its own. */
async function startWeft(settings: Settings, stack: AsyncDisposableStack): Promise<string> {
  const command = startCommand(['gateway/main.ts'], settings)
  stack.defer(async () => void (await command.interrupt()))
  return `${await command.printed(/GraphQL +POST (\S+)\/graphql[\s\S]*Ctrl-C/)}/graphql`
}

/** Another gateway of the same store, in this process: who is let in is real, its graph is small. */
async function startOther(
  { store, feed }: { store: Store; feed: Feed },
  settings: Settings,
  stack: AsyncDisposableStack,
): Promise<string> {
  const common = { clock: systemClock, logger: silentLogger }
  const read = readSettings(readSources(settings, 'none'))
  const { access, verifyToken, development, close } = await openAccess(read, { ...common, store })
  stack.defer(close)
  const execution = createPlannedExecution(escalationGraph(feed))
  stack.defer(() => execution.close())
  const server = await startGatewayServer({
    ...{ ...common, host: '127.0.0.1', port: 0, readiness: [], operationTimeoutMs: 10_000 },
    ...{ execution, access, verifyToken, developmentIssuer: development },
  })
  stack.defer(() => server.close())
  return `${server.url}/graphql`
}

async function post(url: string, token: string, query: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, answer: (await response.json()) as Answer }
}

/** A socket that is let in, and a stream that listens. */
async function openBoth(url: string, token: string, query: string) {
  const socket = await openRawSocket(url.replace('http', 'ws'))
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  assert.deepEqual(await socket.next(), { type: 'connection_ack' })
  const last = askByServerSentEvents({ url, query, token }).next()
  return async (): Promise<void> => {
    assert.equal(await socket.closed, 4403)
    assert.equal(((await last).value as Answer).errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  }
}

/** Access that was given back is told to each gateway by the store: soon. */
async function whenLetIn(urls: readonly string[], token: string): Promise<void> {
  for (const url of urls) {
    let { status } = await post(url, token, '{ __typename }')
    while (status === 401) status = (await post(url, token, '{ __typename }')).status
  }
}

/** Two gateways on one store, a token of the portal and one of operations, and the commands of a shell. */
async function startTwo(stack: AsyncDisposableStack) {
  const { store, directory } = stack.use(await openTemporaryStore())
  const settings = { PORT: '0', DATA_DIRECTORY: directory, LOG_LEVEL: 'warn' }
  const feed = createFeed()
  const one = await startWeft(settings, stack)
  const other = await startOther({ store, feed }, settings, stack)
  const issuer =
    (await findDevelopmentIssuer({ directory, audience: 'weft', clock: systemClock })) ?? assert.fail()
  const [portal, ops] = [await issuer.issueToken('portal'), await issuer.issueToken('ops')]
  const run = async (...args: string[]) => {
    const command = startCommand(['gateway/clients/clients-command.ts', ...args], settings)
    const code = await command.ended
    return { code, stdout: command.stdout().trim(), stderr: command.stderr().trim() }
  }
  return { one, other, feed, portal, ops, directory, run }
}

test('a client that is revoked, or narrowed, at one gateway is so at the other, with what it had open', async () => {
  await using stack = new AsyncDisposableStack()
  const { one, other, feed, portal, ops, directory, run } = await startTwo(stack)
  const ended = [await openBoth(one, portal, EVENTS), await openBoth(other, portal, ESCALATIONS)]
  await feed.whenListening(1)
  assert.equal((await post(one, portal, '{ customers { nodes { id } } }')).status, 200)
  assert.equal((await post(other, portal, '{ open }')).status, 200)

  const refused = await post(one, portal, REVOKE)
  assert.equal(refused.answer.errors?.[0]?.extensions.code, 'FORBIDDEN')
  const { data } = (await post(one, ops, REVOKE)).answer
  const { revokedAt, replayed, userErrors } = data?.clientRevoke ?? assert.fail()
  assert.deepEqual([replayed, userErrors], [false, []])
  const again = (await post(one, ops, REVOKE)).answer.data?.clientRevoke
  assert.deepEqual(again, { revokedAt, replayed: true, userErrors: [] })

  for (const end of ended) await end()
  await feed.whenListening(0)
  for (const url of [one, other]) assert.equal((await post(url, portal, '{ __typename }')).status, 401)

  const { stdout } = await run('list')
  assert.match(stdout, new RegExp(`${CLIENT}  PORTAL  REVOKED`))
  assert.equal((await run('restore', CLIENT, '--reason', 'a new secret')).stdout, 'restored')

  // What is published narrows whoever is known already, and ends what is open, on both.
  const file = path.join(directory, 'clients.yaml')
  const demo = readFileSync(DEMO_CLIENTS_FILE, 'utf8').replace(/^ *documents: .*$/m, '')
  await whenLetIn([one, other], portal)
  const narrowing = [await openBoth(one, portal, EVENTS), await openBoth(other, portal, ESCALATIONS)]
  await feed.whenListening(1)
  const codes = async (): Promise<unknown> =>
    (await post(one, portal, ADDRESSES)).answer.errors?.[0]?.extensions.code
  assert.equal(await codes(), undefined)
  writeFileSync(file, demo.replace('kind: PORTAL', 'kind: DOOR'))
  const refusal = await run('publish', file)
  assert.equal(refusal.code, 1)
  assert.match(refusal.stderr, /INVALID_SETTING: .*line \d+: client demo-portal-application: kind: /)
  writeFileSync(file, demo.replace(/(id: demo-portal[\s\S]*?)- customer.contact:read/, '$1- case:write'))
  assert.match((await run('publish', file)).stdout, /^version 1 holds .*\nadded: /)
  for (const end of narrowing) await end()
  assert.equal(await codes(), 'FORBIDDEN')
  assert.match((await run('list')).stdout, /^version 1, published /)
})
