import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import WebSocket from 'ws'
import type { Execution } from '../execution/execution.ts'
import { ESCALATIONS } from '../execution/subscriptions/escalation-graph.test-support.ts'
import { askBySocket, openRawSocket } from './clients.test-support.ts'
import { startTransports } from './world.test-support.ts'

const INIT = { type: 'connection_init', payload: { Authorization: 'Bearer good' } }
const ACK = { type: 'connection_ack' }
/** Each with a text of its own, so that none shares its source with another one. */
const subscribe = (id: string, query = `${ESCALATIONS} # ${id}`) => ({
  type: 'subscribe',
  id,
  payload: { query },
})

const closing: [title: string, messages: unknown[], code: number][] = [
  ['text that is no message', ['hello'], 4400],
  ['a message of an unknown type', [{ type: 'start', id: '1', payload: {} }], 4400],
  ['an operation without a query', [INIT, { type: 'subscribe', id: '1', payload: {} }], 4400],
  ['an operation before anybody said who it is', [subscribe('1')], 4401],
  ['a bad token', [{ type: 'connection_init', payload: { authorization: 'Bearer bad' } }], 4401],
  ['no token', [{ type: 'connection_init' }], 4401],
  ['two operations with one id', [INIT, subscribe('1'), subscribe('1')], 4409],
  ['two introductions', [INIT, INIT], 4429],
  ['a message of more than 64 kB', [INIT, subscribe('1', `{ open } #${'x'.repeat(65 * 1024)}`)], 1009],
]
for (const [title, messages, code] of closing) {
  test(`${title}: the socket closes with ${code}`, async () => {
    await using world = await startTransports()
    const client = await openRawSocket(world.socketUrl)
    for (const [index, message] of messages.entries()) {
      client.send(message)
      if (message === INIT && index === 0) assert.deepEqual(await client.next(), ACK)
    }
    assert.equal(await client.closed, code)
    await world.feed.whenListening(0)
  })
}

test('a message in more than 16 fragments closes the socket with 1008', async () => {
  await using world = await startTransports()
  const client = await openRawSocket(world.socketUrl)
  for (let fragment = 0; fragment < 20; fragment += 1) client.socket.send(' ', { fin: false })
  assert.equal(await client.closed, 1008)
})

test('a client that does not say who it is goes with 4408', async () => {
  await using world = await startTransports({ initTimeoutMs: 1 })
  const client = await openRawSocket(world.socketUrl)
  assert.equal(await client.closed, 4408)
})

test('a client of another protocol goes', async () => {
  await using world = await startTransports()
  await assert.rejects(openRawSocket(world.socketUrl, { protocol: 'graphql-ws' }))
})

test('when the token ends, its socket closes with 4403 and its sources are let go of', async () => {
  await using world = await startTransports()
  const client = await openRawSocket(world.socketUrl)
  client.send({ type: 'connection_init', payload: { authorization: 'Bearer brief' } })
  await client.next()
  client.send(subscribe('1'))
  await world.feed.whenListening(1)
  assert.equal(await client.closed, 4403)
  await world.feed.whenListening(0)
})

test('when the gateway stops, sockets close with 1001 and their sources are let go of', async () => {
  await using world = await startTransports()
  const client = await openRawSocket(world.socketUrl)
  client.send(INIT)
  await client.next()
  client.send(subscribe('1'))
  await world.feed.whenListening(1)
  await world.transports.close()
  assert.equal(await client.closed, 1001)
  await world.feed.whenListening(0)
})

test('a client that is gone without a word lets go of its sources', async () => {
  await using world = await startTransports()
  const client = await openRawSocket(world.socketUrl)
  client.send(INIT)
  await client.next()
  for (const id of ['1', '2', '3']) client.send(subscribe(id))
  await world.feed.whenListening(3)
  client.socket.terminate()
  await world.feed.whenListening(0)
})

test('a client that reads nothing is gone by the second ping, whatever it says of itself', async () => {
  await using world = await startTransports({ pingEveryMs: 20 })
  const deaf = new WebSocket(world.socketUrl, 'graphql-transport-ws', { autoPong: false })
  let pings = 0
  deaf.on('ping', () => {
    pings += 1
    for (const said of ['', 'here', '0'.repeat(36)]) deaf.pong(said)
    if (pings > 5) deaf.close(4000)
  })
  const [code] = await once(deaf, 'close')
  assert.equal(code, 1006)
})

test('a client is heard no faster than it reads, and again when it has read', async () => {
  await using world = await startTransports()
  const upgraded = once(world.server, 'upgrade') as Promise<[IncomingMessage, Socket]>
  const client = await openRawSocket(world.socketUrl)
  const [, stream] = await upgraded
  client.send(INIT)
  assert.deepEqual(await client.next(), ACK)
  client.socket.pause()
  const ping = JSON.stringify({ type: 'ping', payload: { echo: 'x'.repeat(60 * 1024) } })
  let pings = 0
  while (!stream.isPaused()) {
    if (client.socket.bufferedAmount < 1024 * 1024) {
      client.send(ping)
      pings += 1
    }
    assert.ok(pings < 2_000, 'it is heard, whatever it does not read')
    await nextTurn()
  }
  client.socket.resume()
  for (; pings > 0; pings -= 1) assert.equal(((await client.next()) as { type: string }).type, 'pong')
  client.socket.close()
  await client.closed
})

test('a completed operation lets go of its source, and its id can be used again', async () => {
  await using world = await startTransports()
  const client = await openRawSocket(world.socketUrl)
  client.send(INIT)
  await client.next()
  client.send(subscribe('1'))
  await world.feed.whenListening(1)
  client.send({ type: 'complete', id: '1' })
  await world.feed.whenListening(0)
  client.send(subscribe('1', '{ open }'))
  assert.deepEqual(await client.next(), { type: 'next', id: '1', payload: { data: { open: 3 } } })
  assert.deepEqual(await client.next(), { type: 'complete', id: '1' })
  client.socket.close()
  await client.closed
})

test('what does not validate is an error of its operation; the socket stays', async () => {
  await using world = await startTransports()
  const client = await openRawSocket(world.socketUrl)
  client.send(INIT)
  await client.next()
  client.send(subscribe('1', '{ nothing }'))
  const { type, payload } = (await client.next()) as {
    type: string
    payload: { extensions: Record<string, unknown> }[]
  }
  const { correlationId, ...extensions } = payload[0]?.extensions ?? {}
  assert.deepEqual([type, extensions], ['error', { code: 'BAD_REQUEST', retryable: false }])
  assert.match(String(correlationId), /^[\da-f-]{36}$/)
  client.send({ type: 'ping' })
  assert.deepEqual(await client.next(), { type: 'pong' })
  client.socket.close()
  await client.closed
})

test('a socket has a hundred operations at most', async () => {
  await using world = await startTransports()
  const client = await openRawSocket(world.socketUrl)
  client.send(INIT)
  await client.next()
  for (let id = 1; id <= 100; id += 1) client.send(subscribe(String(id)))
  await world.feed.whenListening(100)
  client.send(subscribe('101'))
  const { type, payload } = (await client.next()) as {
    type: string
    payload: { extensions: { code: string } }[]
  }
  assert.deepEqual([type, payload[0]?.extensions.code], ['error', 'LIMIT_EXCEEDED'])
  client.socket.close()
  await world.feed.whenListening(0)
})

test('an operation has its time on a socket as everywhere', async () => {
  const endless: Pick<Execution, 'subscribe'>['subscribe'] = (_operation, { signal }) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ data: { reason: signal.reason.name } }))
    })
  const execution = { subscribe: endless } as Execution
  await using world = await startTransports({ execution, operationTimeoutMs: 1 })
  const answers = askBySocket({ url: world.url, query: '{ open }' })
  assert.deepEqual((await answers.next()).value, { data: { reason: 'TimeoutError' } })
})

/** The status that an upgrade is answered with; 101 when a socket opens. */
function statusOfUpgrade(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers })
  return new Promise((resolve) => {
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode)
      request.destroy()
    })
    socket.once('open', () => {
      resolve(101)
      socket.close()
    })
    socket.on('error', () => {})
  })
}

const upgrades: [title: string, path: string, origin: string | undefined, status: number][] = [
  ['of a page of this server', '/graphql', 'own', 101],
  ['of no browser', '/graphql', undefined, 101],
  ["of another site's page", '/graphql', 'https://evil.example', 403],
  ['of a page without an origin', '/graphql', 'null', 403],
  ['elsewhere', '/other', undefined, 404],
]
for (const [title, path, origin, status] of upgrades) {
  test(`an upgrade ${title} is answered with ${status}`, async () => {
    await using world = await startTransports()
    const own = new URL(world.url).origin
    const headers: Record<string, string> = origin ? { origin: origin === 'own' ? own : origin } : {}
    assert.equal(await statusOfUpgrade(world.socketUrl.replace('/graphql', path), headers), status)
  })
}
