import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { AuditEntry } from './entry.ts'
import { idsIn } from './ids-in.ts'
import { readTrail } from './read-trail.ts'

const CUSTOMER = 'cus_01K8ZC4M2V7Q9T3B5N6R8W0XYE'

const entry = (overrides: Partial<AuditEntry> = {}): AuditEntry => ({
  at: new Date(),
  action: 'READ',
  subject: 'agent-7',
  clientId: 'desk',
  correlationId: 'c-1',
  transport: 'http',
  operation: { name: 'Customer', hash: 'hash', rootFields: ['customer'], personal: ['CONTACT'] },
  ids: [CUSTOMER],
  outcome: 'OK',
  ...overrides,
})

let server: Awaited<ReturnType<typeof startTemporaryServer>>
before(async () => {
  server = await startTemporaryServer()
})
after(() => server[Symbol.asyncDispose]())

async function startTrail(
  stack: AsyncDisposableStack,
  options: { retentionDays?: number; maxWaiting?: number } = {},
) {
  const store = stack.use(await server.openDatabase())
  const trail = await openAuditTrail({ store, retentionDays: 400, logger: silentLogger, ...options })
  stack.defer(() => trail.close())
  const ask = (question = {}) => readTrail(store, { changesOnly: false, limit: 100, ...question })
  return { store, trail, ask }
}

test('a change is on disk when it is written, a read when the trail stops', async () => {
  await using stack = new AsyncDisposableStack()
  const { trail, ask } = await startTrail(stack)
  await trail.write(entry({ action: 'BEGUN', outcome: undefined }))
  assert.deepEqual(
    (await ask()).map(({ action, outcome }) => [action, outcome]),
    [['BEGUN', null]],
  )
  trail.note(entry())
  await trail.close()
  assert.deepEqual((await ask()).map(({ action, outcome }) => `${action} ${outcome}`).sort(), [
    'BEGUN null',
    'READ OK',
  ])
})

test('entries are found by who, through what, about whom and under which correlation id', async () => {
  await using stack = new AsyncDisposableStack()
  const { trail, ask } = await startTrail(stack)
  await trail.write(entry({ action: 'CHANGED', subject: 'one' }))
  await trail.write(entry({ clientId: 'two' }))
  await trail.write(entry({ correlationId: 'three', ids: [] }))
  await trail.write(entry({ at: new Date('2026-01-01') }))
  const counts = await Promise.all(
    [
      { subject: 'one' },
      { client: 'two' },
      { correlation: 'three' },
      { id: CUSTOMER },
      { since: new Date('2026-02-01') },
      { changesOnly: true },
      { limit: 2 },
      { subject: 'nobody' },
    ].map(async (question) => (await ask(question)).length),
  )
  assert.deepEqual(counts, [1, 1, 1, 3, 3, 1, 2, 0])
})

for (const change of [
  "update audit.entries set subject = 'somebody else'",
  'delete from audit.entries',
  'truncate audit.entries',
])
  test(`nobody changes an entry: ${change}`, async () => {
    await using stack = new AsyncDisposableStack()
    const { store, trail, ask } = await startTrail(stack)
    await trail.write(entry())
    await assert.rejects(store.query(change))
    assert.equal((await ask()).length, 1)
  })

test('what is older than the retention is forgotten, and nothing else', async () => {
  await using stack = new AsyncDisposableStack()
  const { store, trail, ask } = await startTrail(stack)
  await trail.write(entry({ at: new Date(Date.now() - 41 * 86_400_000), subject: 'old' }))
  await trail.write(entry({ subject: 'new' }))
  await store.query('select audit.forget(40)')
  assert.deepEqual(
    (await ask()).map(({ subject }) => subject),
    ['new'],
  )
  await assert.rejects(store.query('delete from audit.entries'))
})

test('reads that do not fit are dropped and counted, and never more are kept', async () => {
  await using stack = new AsyncDisposableStack()
  const { trail, ask } = await startTrail(stack, { maxWaiting: 3 })
  for (let count = 0; count < 5; count += 1) trail.note(entry())
  const [dropped] = trail.metrics
  assert.deepEqual(await dropped?.read(), [{ labels: {}, value: 2 }])
  await trail.flush()
  assert.equal((await ask()).length, 3)
})

test('of variables the ids are told that Weft minted, and nothing else', () => {
  assert.deepEqual(
    idsIn({
      id: CUSTOMER,
      name: 'Jane Doe',
      input: { ids: [CUSTOMER, 'inv_01K8ZC4M2V7Q9T3B5N6R8W0XYE', 'x'], n: 1, no: null },
    }),
    [CUSTOMER, 'inv_01K8ZC4M2V7Q9T3B5N6R8W0XYE'],
  )
  assert.equal(
    idsIn({
      ids: Array.from(
        { length: 600 },
        (_, i) => CUSTOMER.replace('00', '').slice(0, 26) + String(i).padStart(4, '0'),
      ),
    }).length,
    500,
  )
})
