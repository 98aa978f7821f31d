import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askByServerSentEvents, openRawSocket } from '#gateway/transports/clients.test-support.ts'
import { startCommand } from '../../support/started-gateway.ts'
import { createTemporaryDirectory } from '../../support/temporary-store.ts'

const CLIENT = 'demo-portal-application'
const REVOKE = `mutation { clientRevoke(input: { idempotencyKey: "k-1", clientId: "${CLIENT}", reason: "a lost secret" }) {
  revokedAt replayed userErrors { code } } }`
const EVENTS = 'subscription { invoicePaid { eventId } }'

interface Answer {
  data?: { clientRevoke: { revokedAt: string; replayed: boolean; userErrors: unknown[] } }
  errors?: { extensions: { code: string } }[]
}

test('a client that is revoked at one gateway is out at the other, with what it had open', async (context) => {
  const directory = await createTemporaryDirectory()
  context.after(() => directory[Symbol.asyncDispose]())
  const settings = { PORT: '0', DATA_DIRECTORY: directory.path, LOG_LEVEL: 'warn' }
  const start = async (): Promise<string> => {
    const command = startCommand(['gateway/main.ts'], settings)
    context.after(() => command.interrupt())
    return `${await command.printed(/GraphQL +POST (\S+)\/graphql[\s\S]*Ctrl-C/)}/graphql`
  }
  const run = async (...command: string[]): Promise<string> => {
    const started = startCommand(command, settings)
    assert.equal(await started.ended, 0, started.stderr())
    return started.stdout().trim()
  }
  const post = async (url: string, token: string, query: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
    return { status: response.status, answer: (await response.json()) as Answer }
  }
  const [one, other] = [await start(), await start()]
  const [portal = '', ops = ''] = await Promise.all(
    ['portal', 'ops'].map((role) => run('gateway/auth/token.ts', role)),
  )

  const socket = await openRawSocket(other.replace('http', 'ws'))
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${portal}` } })
  assert.deepEqual(await socket.next(), { type: 'connection_ack' })
  const stream = askByServerSentEvents({ url: other, query: EVENTS, token: portal })
  const last = stream.next()
  assert.equal((await post(other, portal, '{ customers { nodes { id } } }')).status, 200)

  const refused = await post(one, portal, REVOKE)
  assert.equal(refused.answer.errors?.[0]?.extensions.code, 'FORBIDDEN')
  const { data } = (await post(one, ops, REVOKE)).answer
  const { revokedAt, replayed, userErrors } = data?.clientRevoke ?? assert.fail()
  assert.deepEqual([replayed, userErrors], [false, []])
  const again = (await post(other, ops, REVOKE)).answer.data?.clientRevoke
  assert.deepEqual(again, { revokedAt, replayed: true, userErrors: [] })

  assert.equal(await socket.closed, 4403)
  const ended = (await last).value as Answer
  assert.equal(ended.errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  for (const url of [one, other]) assert.equal((await post(url, portal, '{ __typename }')).status, 401)
  assert.match(await run('gateway/clients/clients.ts', 'list'), new RegExp(`${CLIENT}  PORTAL  REVOKED`))

  await run('gateway/clients/clients.ts', 'restore', CLIENT, '--reason', 'a new secret')
  assert.match(await run('gateway/clients/clients.ts', 'list'), new RegExp(`${CLIENT}  PORTAL  OPEN`))
})
