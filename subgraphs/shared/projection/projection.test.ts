import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, test } from 'node:test'
import { createTestClock } from '../cache/cache.test-support.ts'
import { WeftError } from '../errors.ts'
import type { BusinessEvent } from '../events/event.ts'
import type { Store } from '../store/store.ts'
import { silentLogger } from '../telemetry/logger.ts'
import { firstWordsOf, kill } from '../../../test/support/child-process.ts'
import { startTemporaryServer } from '../../../test/support/temporary-store.ts'
import { createListVendor, type ListVendor, type TestRecord } from './list-vendor.test-support.ts'
import { openProjections } from './open-projections.ts'
import type { PageQuestion } from './projection.ts'
import { saveRecords } from './record-rows.ts'

const server = await startTemporaryServer()
after(() => server[Symbol.asyncDispose]())

type Clock = ReturnType<typeof createTestClock>

/** A projection of a vendor's list, brought up to date by hand. */
async function open(store: Store, vendor: ListVendor, clock: Clock) {
  let tell: (events: readonly BusinessEvent[]) => void = () => {}
  let sequence = 0
  const projections = await openProjections({
    store,
    lists: [vendor.list],
    feed: {
      listen(listener) {
        tell = listener
        return () => {}
      },
    },
    lookMs: 1_000_000,
    clock,
    logger: silentLogger,
  })
  const projection = projections.projectionOf<TestRecord>('invoices')
  const page = async (words: Partial<PageQuestion> = {}, maxAgeSeconds = 60) => {
    const question = {
      ownerId: 'ann',
      first: 10,
      after: undefined,
      statuses: undefined,
      dueBefore: undefined,
      ...words,
    }
    const since = clock.now().getTime() - maxAgeSeconds * 1_000
    const [answer] = await projection.findPages('pay', [question], since)
    return answer
  }
  return {
    projections,
    projection,
    page,
    ids: async (words: Partial<PageQuestion> = {}, maxAgeSeconds = 60) =>
      (await page(words, maxAgeSeconds))?.value.items.map(({ source }) => source.nativeId),
    /** The log tells that a record changed. */
    hear(nativeId: string, customerNativeId: string | undefined) {
      const source = { connectionId: 'pay', objectType: 'invoice', nativeId }
      tell([{ source, customerNativeId, sequence: ++sequence } as BusinessEvent])
    },
    [Symbol.asyncDispose]: () => projections.close(),
  }
}

async function createFive() {
  const clock = createTestClock()
  const vendor = createListVendor('pay', clock.now)
  for (const id of ['a', 'b', 'c', 'd', 'e']) vendor.put(id, {})
  vendor.hush()
  return { clock, vendor, store: await server.openDatabase() }
}

test('a list is read whole, page by page, and told in its order with what tells how old it is', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  assert.equal(await kept.ids(), undefined)
  await kept.projections.reconcile()
  assert.deepEqual(vendor.asked, ['page', 'page d', 'page b'])
  clock.pass(20)
  const answer = await kept.page({ first: 2 })
  assert.deepEqual(
    answer?.value.items.map(({ source, amount }) => [source.nativeId, source.readMode, amount]),
    [
      ['e', 'EVENT', 1n],
      ['d', 'EVENT', 1n],
    ],
  )
  assert.equal(answer?.value.hasNextPage, true)
  // The look began twenty seconds ago, and vendors may list a change five seconds late.
  assert.equal(clock.now().getTime() - (answer?.currentAt.getTime() ?? 0), 25_000)
  assert.deepEqual(answer?.value.items[0]?.source.currentAt, answer?.currentAt)
  assert.deepEqual(await kept.ids({ after: 'd', first: 2 }), ['c', 'b'])
  assert.deepEqual(await kept.ids({ ownerId: 'nobody' }), [])
})

test('an operation gets nothing that is older than it asks for', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  clock.pass(20)
  assert.equal((await kept.ids({}, 25))?.length, 5)
  assert.equal(await kept.ids({}, 24), undefined)
  await kept.projections.reconcile()
  assert.equal((await kept.ids({}, 24))?.length, 5)
})

test('records of one instant keep the order of the whole list, and one made later stands before them', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  const createdAt = new Date('2026-06-01')
  for (const id of ['x', 'y', 'z']) vendor.put(id, { createdAt })
  vendor.hush()
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  vendor.put('w', { createdAt })
  clock.pass(60)
  await kept.projections.reconcile()
  assert.deepEqual(await kept.ids({ first: 4 }), ['w', 'z', 'y', 'x'])
  assert.deepEqual(await kept.ids({ first: 2, after: 'z' }), ['y', 'x'])
})

test('what is heard of keeps its customer from being answered until it was read again', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  vendor.put('f', { ownerId: 'bob' })
  vendor.hush()
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  vendor.put('c', { status: 'PAID' })
  vendor.hush()
  kept.hear('c', 'ann')
  assert.equal(await kept.ids(), undefined)
  assert.deepEqual(await kept.ids({ ownerId: 'bob' }), ['f'])
  await kept.projections.reconcile()
  assert.deepEqual(vendor.asked.slice(3), ['record c'])
  assert.deepEqual(await kept.ids({ statuses: ['PAID'] }), ['c'])
  assert.deepEqual(await kept.ids({ statuses: ['OPEN'] }), ['e', 'd', 'b', 'a'])
})

test('an event that names no customer may be about any', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  kept.hear('c', undefined)
  assert.equal(await kept.ids(), undefined)
  assert.equal(await kept.ids({ ownerId: 'bob' }), undefined)
})

test('more events than are remembered keep everybody from being answered until a look', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  for (let index = 0; index <= 10_000; index += 1) kept.hear(`x${index}`, `customer ${index}`)
  assert.equal(await kept.ids(), undefined)
  await kept.projections.reconcile()
  assert.equal((await kept.ids())?.length, 5)
})

test('what no event told of is found in the list of changes: changed, new and gone', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  clock.pass(100)
  vendor.put('a', { dueOn: '2026-01-31', amount: 10n ** 20n })
  vendor.put('f', {})
  vendor.remove('d')
  clock.pass(100)
  assert.equal(await kept.ids(), undefined)
  await kept.projections.reconcile()
  assert.deepEqual(await kept.ids(), ['f', 'e', 'c', 'b', 'a'])
  const overdue = await kept.page({ dueBefore: '2026-02-01' })
  assert.deepEqual(
    overdue?.value.items.map(({ amount }) => amount),
    [10n ** 20n],
  )
  assert.deepEqual(await kept.ids({ dueBefore: '2026-01-31' }), [])
})

test('a change is read again until half a minute has passed: clocks differ, and a second may not be over', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  vendor.put('c', {}, new Date(clock.now().getTime() + 20_000))
  for (let look = 0; look < 4; look += 1) {
    await kept.projections.reconcile()
    clock.pass(20)
  }
  assert.deepEqual(vendor.asked.slice(3), ['record c', 'record c', 'record c', 'record c'])
  await kept.projections.reconcile()
  assert.equal(vendor.asked.length, 7)
})

test('a cursor that names what is gone, or what stands in no list of the customer, is for the system to refuse', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  vendor.put('f', { ownerId: 'bob' })
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  vendor.remove('d')
  await kept.projections.reconcile()
  assert.equal(await kept.ids({ after: 'd' }), undefined)
  assert.equal(await kept.ids({ after: 'f' }), undefined)
  assert.equal(await kept.ids({ after: 'never' }), undefined)
  assert.deepEqual(await kept.ids({ after: 'c' }), ['b', 'a'])
})

test('of a customer with a record that cannot be read the system is asked, and of everybody where it is nobody’s', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  vendor.put('f', { ownerId: 'bob' })
  vendor.garble('c', 'ann')
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  assert.equal(await kept.ids(), undefined)
  assert.deepEqual(await kept.ids({ ownerId: 'bob' }), ['f'])
  vendor.garble('new', undefined)
  await kept.projections.reconcile()
  assert.equal(await kept.ids({ ownerId: 'bob' }), undefined)
  vendor.put('c', {})
  vendor.remove('new')
  await kept.projections.reconcile()
  assert.deepEqual(await kept.ids(), undefined)
  vendor.put('new', { ownerId: 'bob' })
  await kept.projections.reconcile()
  assert.deepEqual(await kept.ids({ ownerId: 'bob' }), ['new', 'f'])
  assert.deepEqual(await kept.ids(), ['e', 'd', 'c', 'b', 'a'])
})

test('what is gone is not brought back by what was read before, and forgotten a day later', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  const [list] = await kept.projections.progress()
  const earlier = { nativeId: 'c', ownerId: 'ann', createdAt: clock.now(), readAt: clock.now() }
  clock.pass(1)
  vendor.remove('c')
  await kept.projections.reconcile()
  const record = Buffer.from('as it was')
  const row = { ...earlier, status: 'OPEN', dueOn: undefined, record, isGone: false }
  await saveRecords(store, list?.id ?? 0, [row])
  assert.deepEqual(await kept.ids(), ['e', 'd', 'b', 'a'])
  const gone = () => store.query('select native_id from projection.records where is_gone')
  clock.pass(60)
  await kept.projections.reconcile()
  assert.deepEqual(await gone(), [{ native_id: 'c' }])
  clock.pass(86_460)
  await kept.projections.reconcile()
  assert.deepEqual(await gone(), [])
})

test('a system that does not answer leaves the list as old as it is', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  clock.pass(40)
  vendor.put('c', { status: 'PAID' })
  vendor.failNext(new WeftError('SYSTEM_UNAVAILABLE', 'down'))
  await assert.rejects(kept.projections.reconcile(), { code: 'SYSTEM_UNAVAILABLE' })
  assert.equal(await kept.ids({}, 44), undefined)
  assert.deepEqual(await kept.ids({ statuses: ['PAID'] }, 45), [])
  await kept.projections.reconcile()
  assert.deepEqual(await kept.ids({ statuses: ['PAID'] }, 44), ['c'])
})

test('a list of another account, or that nobody looked after for a week, is read anew', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  {
    await using kept = await open(store, vendor, clock)
    await kept.projections.reconcile()
  }
  vendor.asked.splice(0)
  {
    await using kept = await open(store, vendor, clock)
    await kept.projections.reconcile()
    assert.deepEqual(vendor.asked, [])
    clock.pass(8 * 86_400)
    await kept.projections.reconcile()
    assert.deepEqual(vendor.asked.splice(0), ['page', 'page d', 'page b'])
  }
  const moved = { ...vendor.list.connection, baseUrl: 'https://another.example' }
  await using kept = await open(store, { ...vendor, list: { ...vendor.list, connection: moved } }, clock)
  assert.equal(await kept.ids(), undefined)
  await kept.projections.reconcile()
  assert.deepEqual(vendor.asked, ['page', 'page d', 'page b'])
  assert.equal((await kept.ids())?.length, 5)
})

test('a reading whose cursor the system has forgotten begins anew', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  await using kept = await open(store, vendor, clock)
  vendor.beforePage = async (cursor) => {
    if (cursor === 'b') throw new WeftError('SYSTEM_UNAVAILABLE', 'down')
  }
  await assert.rejects(kept.projections.reconcile(), { code: 'SYSTEM_UNAVAILABLE' })
  vendor.beforePage = async (cursor) => {
    if (cursor === 'b') throw new WeftError('REJECTED_BY_SYSTEM', 'no such invoice')
  }
  await assert.rejects(kept.projections.reconcile(), { code: 'REJECTED_BY_SYSTEM' })
  delete vendor.beforePage
  await kept.projections.reconcile()
  assert.deepEqual(vendor.asked, ['page', 'page d', 'page b', 'page b', 'page', 'page d', 'page b'])
  assert.deepEqual(await kept.ids(), ['e', 'd', 'c', 'b', 'a'])
})

test('a reading killed between two pages goes on where it stood, in the next process', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  const script = `
    import { createTestClock } from './subgraphs/shared/cache/cache.test-support.ts'
    import { createListVendor } from './subgraphs/shared/projection/list-vendor.test-support.ts'
    import { openProjections } from '#shared/projection/open-projections.ts'
    import { openStore } from '#shared/store/store.ts'
    import { silentLogger } from '#shared/telemetry/logger.ts'
    const vendor = createListVendor('pay')
    for (const id of ['a', 'b', 'c', 'd', 'e']) vendor.put(id, {})
    vendor.beforePage = async (cursor) => {
      if (cursor === 'b') { console.log('at the third page'); await new Promise(() => setInterval(() => {}, 1000)) }
    }
    const store = await openStore({ databaseUrl: process.env.TEST_DATABASE_URL, directory: '', logger: silentLogger })
    const feed = { listen: () => () => {} }
    const projections = await openProjections({ store, lists: [vendor.list], feed, lookMs: 1000, clock: createTestClock(), logger: silentLogger })
    projections.start()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../../..', import.meta.url),
    env: { ...process.env, TEST_DATABASE_URL: store.databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await firstWordsOf(child)
  await kill(child)
  await using kept = await open(store, vendor, clock)
  await kept.projections.reconcile()
  assert.deepEqual(vendor.asked, ['page b'])
  assert.deepEqual(await kept.ids(), ['e', 'd', 'c', 'b', 'a'])
  const [progress] = await kept.projections.progress()
  assert.equal(progress?.records, 5)
})

test('one process at a time looks after the lists, all answer from them, and another goes on when it ends', async () => {
  const { clock, vendor, store } = await createFive()
  await using _ = store
  const other = createListVendor('pay', clock.now)
  for (const id of ['a', 'b', 'c', 'd', 'e']) other.put(id, {})
  const isAsked = (one: ListVendor) =>
    new Promise<void>((resolve) => {
      one.beforePage = async () => resolve()
    })
  const [first, second] = [isAsked(vendor), isAsked(other)]
  const one = await open(store, vendor, clock)
  one.projections.start()
  await first
  await using two = await open(store, other, clock)
  two.projections.start()
  await one.projections.reconcile()
  assert.deepEqual(await two.ids(), ['e', 'd', 'c', 'b', 'a'])
  assert.deepEqual(other.asked, [])
  await store.query('delete from projection.lists')
  await one.projections.close()
  await second
})
