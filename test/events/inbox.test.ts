import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { replayItems } from '#events/inbox/replay.ts'
import { WeftError } from '#shared/errors.ts'
import type { CaseFacts } from '#shared/events/facts.ts'
import type { Store } from '#shared/store/store.ts'
import { startCommand } from '../support/started-gateway.ts'
import { startTemporaryServer } from '../support/temporary-store.ts'
import { type EventNode, startEventNode } from './event-node.ts'
import {
  CONNECTION_ID,
  createTableVendor,
  createVendorTable,
  signatureOf,
  signedHint,
  type TableVendorOptions,
  versionText,
  writeCases,
} from './table-vendor.ts'

const opened = (): CaseFacts => ({
  status: 'NEW',
  severity: 'SEV1',
  escalated: false,
  openedAt: new Date().toISOString(),
  escalatedAt: null,
  resolvedAt: null,
})

interface Item {
  state: string
  reason: string | null
  attempts: number
}

describe('the inbox', () => {
  let server: Awaited<ReturnType<typeof startTemporaryServer>>
  before(async () => {
    server = await startTemporaryServer()
  })
  after(() => server[Symbol.asyncDispose]())

  async function startWorld(options: TableVendorOptions = {}) {
    const stack = new AsyncDisposableStack()
    const store: Store & AsyncDisposable = stack.use(await server.openDatabase())
    await createVendorTable(store)
    const node: EventNode = stack.use(await startEventNode(store, [createTableVendor(store, options)]))
    const send = (init: { body: BodyInit; headers?: Record<string, string> }, path = CONNECTION_ID) =>
      fetch(`${node.url}/webhooks/${path}`, { method: 'POST', ...init })
    return {
      store,
      node,
      send,
      tell: async (id: string, nativeId: string) => (await send(signedHint(id, nativeId))).status,
      items: () => store.query<Item>('select state, reason, attempts from events.inbox order by id'),
      types: async () =>
        (await store.query<{ type: string }>('select type from events.log order by sequence')).map(
          ({ type }) => type,
        ),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    }
  }

  test('takes what its vendor signed, and applies it once however often it came', async () => {
    await using world = await startWorld()
    await writeCases(world.store, [{ nativeId: 'a', version: 1, facts: opened() }])
    const statuses = await Promise.all(['1', '1', '1', '2'].map((id) => world.tell(id, 'a')))
    assert.deepEqual(statuses, [202, 202, 202, 202])
    await world.node.drain()
    await world.tell('1', 'a')
    await world.node.drain()
    assert.deepEqual(await world.types(), ['CASE_OPENED', 'CASE_ESCALATED'])
    const states = (await world.items()).map(({ state }) => state)
    assert.deepEqual(states, ['DONE', 'UNCHANGED'])
  })

  describe('refuses', () => {
    let world: Awaited<ReturnType<typeof startWorld>>
    before(async () => {
      world = await startWorld()
    })
    after(() => world[Symbol.asyncDispose]())

    for (const [title, request, path, status] of [
      ['a connection that nobody has', signedHint('1', 'a'), 'nobody', 404],
      ['no signature', { body: signedHint('1', 'a').body }, CONNECTION_ID, 401],
      ['the signature of another body', { ...signedHint('1', 'a'), body: '{}' }, CONNECTION_ID, 401],
      ['more than a megabyte', { body: 'x'.repeat(1024 * 1024 + 1) }, CONNECTION_ID, 413],
      ['little that becomes much', packed(Buffer.alloc(64 * 1024 * 1024)), CONNECTION_ID, 413],
      [
        'what is not packed as it says',
        { body: 'x', headers: { 'content-encoding': 'gzip' } },
        CONNECTION_ID,
        400,
      ],
      [
        'an encoding that nobody knows',
        { body: 'x', headers: { 'content-encoding': 'zip' } },
        CONNECTION_ID,
        415,
      ],
    ] as const) {
      test(`${title}: ${status}, and keeps nothing`, async () => {
        assert.equal((await world.send(request, path)).status, status)
        assert.deepEqual(await world.items(), [])
      })
    }
  })

  test('takes a packed body: what was signed is what is inside', async () => {
    await using world = await startWorld()
    const { body, headers } = signedHint('1', 'a')
    const { status } = await world.send({
      body: gzipSync(body),
      headers: { ...headers, 'content-encoding': 'gzip' },
    })
    assert.equal(status, 202)
    assert.equal((await world.items()).length, 1)
  })

  test('keeps what it does not follow or cannot read, and delays nothing by it', async () => {
    await using world = await startWorld()
    await writeCases(world.store, [{ nativeId: 'a', version: 1, facts: opened() }])
    const poison = ['{"id":"3"}', 'no JSON', JSON.stringify({ id: '4', nativeId: 'a\0', at: '2026-01-01' })]
    const statuses = [await world.tell('1', 'unfollowed')]
    for (const body of poison) statuses.push((await world.send(signed(body))).status)
    statuses.push(await world.tell('2', 'a'))
    assert.deepEqual(statuses, [202, 202, 202, 202, 202])
    await world.node.drain()
    assert.deepEqual(
      (await world.items()).map(({ state }) => state),
      ['IGNORED', 'QUARANTINED', 'QUARANTINED', 'QUARANTINED', 'DONE'],
    )
    assert.deepEqual(await world.types(), ['CASE_OPENED', 'CASE_ESCALATED'])
  })

  test('says 503 with a time to come back while the store does not answer', async () => {
    await using world = await startWorld()
    await world.store.close()
    const answer = await world.send(signedHint('1', 'a'))
    assert.equal(answer.status, 503)
    assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/)
  })

  test('an older version that is read late changes nothing', async () => {
    await using world = await startWorld()
    await writeCases(world.store, [{ nativeId: 'a', version: 2, facts: opened() }])
    await world.tell('1', 'a')
    await world.node.drain()
    await writeCases(world.store, [{ nativeId: 'a', version: 1, facts: { ...opened(), status: 'RESOLVED' } }])
    await world.tell('2', 'a')
    await world.node.drain()
    const [record] = await world.store.query<{ version: string }>('select version from events.records')
    assert.equal(record?.version, versionText(2))
    assert.deepEqual(await world.types(), ['CASE_OPENED', 'CASE_ESCALATED'])
  })

  test('a system that does not answer is waited for without an end, a record that cannot be read is a dead letter', async () => {
    let failure: WeftError | undefined = new WeftError('SYSTEM_UNAVAILABLE', 'down', {
      system: CONNECTION_ID,
    })
    await using world = await startWorld({
      asked() {
        if (failure) throw failure
      },
    })
    const soon = () =>
      world.store.query("update events.inbox set next_attempt_at = now() where state = 'PENDING'")
    await world.tell('1', 'a')
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await world.node.drain()
      await soon()
    }
    const [waiting] = await world.items()
    assert.deepEqual([waiting?.state, waiting?.attempts], ['PENDING', 10])
    failure = new WeftError('INVALID_RESPONSE', 'not as published', { system: CONNECTION_ID })
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await world.node.drain()
      await soon()
    }
    const [dead] = await world.items()
    assert.equal(dead?.state, 'DEAD')
    assert.equal(dead?.reason, 'INVALID_RESPONSE: not as published')
    failure = undefined
    await writeCases(world.store, [{ nativeId: 'a', version: 1, facts: opened() }])
    assert.equal(await replayItems(world.store, { ids: ['1'] }), 1)
    await world.node.drain()
    assert.deepEqual(await world.types(), ['CASE_OPENED', 'CASE_ESCALATED'])
    const [told] = await world.store.query<{ cause: string }>('select cause from events.log')
    assert.equal(told?.cause, 'REPLAY')
  })

  test('a record that fails does not keep its neighbours in the batch from being applied', async () => {
    await using world = await startWorld({
      asked(refs) {
        if (refs.some(({ nativeId }) => nativeId === 'bad')) throw new TypeError('a fault of ours')
      },
    })
    await writeCases(world.store, [{ nativeId: 'a', version: 1, facts: opened() }])
    await world.tell('1', 'bad')
    await world.tell('2', 'a')
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await world.node.drain()
      await world.store.query("update events.inbox set next_attempt_at = now() where state = 'PENDING'")
    }
    await world.node.drain()
    assert.deepEqual(
      (await world.items()).map(({ state }) => state),
      ['PENDING', 'DONE'],
    )
  })

  test('what kills its process three times is quarantined before the fourth, and its neighbours are applied', async () => {
    await using world = await startWorld()
    await writeCases(world.store, [{ nativeId: 'a', version: 1, facts: opened() }])
    await world.tell('1', 'poison')
    await world.tell('2', 'a')
    for (let life = 0; life < 3; life += 1) {
      const worker = startCommand(['test/events/worker.ts'], { DATABASE_URL: world.store.databaseUrl })
      await once(worker.child, 'exit')
    }
    await world.node.drain()
    assert.deepEqual(
      (await world.items()).map(({ state }) => state),
      ['QUARANTINED', 'DONE'],
    )
  })

  test('a look finds what nobody told of, says so, and asks about nothing that is known', async () => {
    const asked: string[] = []
    await using world = await startWorld({
      asked: (refs) => void asked.push(...refs.map(({ nativeId }) => nativeId)),
    })
    const { store } = world
    const cases = Array.from({ length: 120 }, (_, index) => ({
      nativeId: `case${index}`,
      version: 1,
      facts: opened(),
    }))
    await writeCases(store, cases)
    await world.tell('1', 'case7')
    await world.node.drain()
    asked.length = 0
    assert.equal(await world.node.look('RECONCILIATION'), 119)
    await world.node.drain()
    assert.equal(asked.length, 119)
    assert.equal(await world.node.look('RECONCILIATION'), 0)
    const causes = await store.query<{ cause: string; count: string }>(
      'select cause, count(distinct native_id) from events.log group by cause order by cause',
    )
    assert.deepEqual(causes, [
      { cause: 'RECONCILIATION', count: '119' },
      { cause: 'WEBHOOK', count: '1' },
    ])
  })
})

function packed(bytes: Buffer): { body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } {
  return { body: new Uint8Array(gzipSync(bytes)), headers: { 'content-encoding': 'gzip' } }
}

function signed(body: string): { body: string; headers: Record<string, string> } {
  return { body, headers: { 'x-signature': signatureOf(body) } }
}
