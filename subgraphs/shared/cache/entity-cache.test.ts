import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../answer.ts'
import { WeftError } from '../errors.ts'
import { createReader, createTestClock, record } from './cache.test-support.ts'
import { customerTag, recordTag } from './cache.ts'
import { createEntityCache, type EntityCacheOptions } from './entity-cache.ts'

const crm = (nativeId: string) => recordTag({ connectionId: 'crm', nativeId })

function createWorld(
  answer?: (nativeId: string) => Answer<unknown> | Promise<Answer<unknown>>,
  options: Partial<EntityCacheOptions> = {},
) {
  const clock = createTestClock()
  const cache = createEntityCache({ maxAgeSeconds: 60, staleSeconds: 600, clock, ...options })
  return { clock, cache, ...createReader(cache, clock, answer) }
}

/** A system that answers when it is told to. */
function createSlowSystem() {
  const waiting: PromiseWithResolvers<Answer<unknown>>[] = []
  return {
    waiting,
    /** Answers the call of this number, once it was made. */
    async resolve(call: number, answer: Answer<unknown>): Promise<void> {
      while (!waiting[call]) await Promise.resolve()
      waiting[call].resolve(answer)
    },
    answer(): Promise<Answer<unknown>> {
      const answer = Promise.withResolvers<Answer<unknown>>()
      waiting.push(answer)
      return answer.promise
    },
  }
}

test('the system is asked for what is missing alone, and answers stand in the order asked', async () => {
  const { read, asked } = createWorld()
  await read(['b'])
  assert.deepEqual(await read(['a', 'b', 'c']), [record('a'), record('b'), record('c')])
  assert.deepEqual(asked, [['b'], ['a', 'c']])
})

test('an answer is used until it is older than the operation allows', async () => {
  const { read, asked, clock } = createWorld()
  await read(['a'])
  clock.pass(30)
  await read(['a'])
  assert.equal(asked.length, 1)
  await read(['a'], { maxAgeSeconds: 10 })
  assert.equal(asked.length, 2)
  clock.pass(61)
  await read(['a'])
  assert.equal(asked.length, 3)
  clock.pass(61)
  await read(['a'], { maxAgeSeconds: 300 })
  assert.equal(asked.length, 3)
})

test('an operation that asks for now is answered by the system, and what it read serves others', async () => {
  const { read, asked, clock } = createWorld()
  await read(['a'])
  clock.pass(1)
  await read(['a'], { maxAgeSeconds: 0 })
  clock.pass(59)
  await read(['a'])
  assert.equal(asked.length, 2)
})

test('that there is none is believed for ten seconds', async () => {
  const { read, asked, clock } = createWorld(() => undefined)
  assert.deepEqual(await read(['a']), [undefined])
  clock.pass(10)
  await read(['a'])
  assert.equal(asked.length, 1)
  clock.pass(1)
  await read(['a'])
  assert.equal(asked.length, 2)
})

test('a failure is answered and not kept, and costs no other key', async () => {
  const down = new WeftError('SYSTEM_UNAVAILABLE', 'down')
  const { read, asked } = createWorld((id) => (id === 'bad' ? down : record(id)))
  assert.deepEqual(await read(['a', 'bad']), [record('a'), down])
  assert.deepEqual(await read(['a', 'bad']), [record('a'), down])
  assert.deepEqual(asked, [['a', 'bad'], ['bad']])
})

test('a list of which a part cannot be read is answered and not kept', async () => {
  const page = { items: [record('a'), { failure: new WeftError('INVALID_RESPONSE', 'bad') }] }
  const { read, asked } = createWorld(() => page)
  await read(['list'])
  await read(['list'])
  assert.equal(asked.length, 2)
})

const FAILURES: readonly [
  title: string,
  code: 'SYSTEM_UNAVAILABLE' | 'AUTH_FAILED',
  seconds: number,
  maxAge?: number,
][] = [
  ['beyond the bound', 'SYSTEM_UNAVAILABLE', 601],
  ['where the system refuses our credentials', 'AUTH_FAILED', 300],
  ['in an operation that asks for now', 'SYSTEM_UNAVAILABLE', 300, 0],
]
for (const [title, code, seconds, maxAgeSeconds] of FAILURES) {
  test(`what was read before does not stand in for a failure ${title}`, async () => {
    let failure: WeftError | undefined
    const { read, clock } = createWorld((id) => failure ?? record(id))
    await read(['a'])
    clock.pass(seconds)
    failure = new WeftError(code, 'down')
    assert.deepEqual(await read(['a'], maxAgeSeconds === undefined ? {} : { maxAgeSeconds }), [failure])
  })
}

test('while a system fails, what was read within the bound stands in; what never was, fails', async () => {
  let failure: WeftError | undefined
  const { read, clock, cache } = createWorld((id) => failure ?? record(id))
  await read(['a'])
  clock.pass(600)
  failure = new WeftError('TIMEOUT', 'slow')
  assert.deepEqual(await read(['a', 'b']), [record('a'), failure])
  assert.equal(cache.snapshot().connections.crm?.stale, 1)
})

test('a call that fails as a whole is treated like its keys', async () => {
  let isDown = false
  const { read, clock } = createWorld((id) => {
    if (isDown) throw new WeftError('SYSTEM_UNAVAILABLE', 'down')
    return record(id)
  })
  await read(['a'])
  clock.pass(61)
  isDown = true
  const [a, b] = await read(['a', 'b'])
  assert.deepEqual(a, record('a'))
  assert.equal((b as WeftError).code, 'SYSTEM_UNAVAILABLE')
})

test('who asks for the same at the same time shares one call', async () => {
  const { waiting, answer } = createSlowSystem()
  const { read, asked, cache } = createWorld(answer)
  const reads = [read(['a']), read(['a', 'b']), read(['b'])]
  waiting[0]?.resolve(record('a'))
  waiting[1]?.resolve(record('b'))
  assert.deepEqual(await Promise.all(reads), [[record('a')], [record('a'), record('b')], [record('b')]])
  assert.deepEqual(asked, [['a'], ['b']])
  const { misses, shared } = cache.snapshot().connections.crm ?? {}
  assert.deepEqual({ misses, shared }, { misses: 2, shared: 2 })
})

test('a call that ended with its operation fails nobody else', async () => {
  const { waiting, resolve, answer } = createSlowSystem()
  const { read, asked } = createWorld(answer)
  const gone = new AbortController()
  const first = read(['a'], { signal: gone.signal })
  const second = read(['a'])
  gone.abort()
  waiting[0]?.resolve(new WeftError('TIMEOUT', 'the operation ended'))
  assert.equal(((await first)[0] as WeftError).code, 'TIMEOUT')
  await resolve(1, record('a'))
  assert.deepEqual(await second, [record('a')])
  assert.equal(asked.length, 2)
})

test('an operation that asks for now does not share a call that began before it came', async () => {
  const { waiting, answer } = createSlowSystem()
  const { read, asked, clock } = createWorld(answer)
  const early = read(['a'])
  clock.pass(1)
  const now = read(['a'], { maxAgeSeconds: 0 })
  for (const each of waiting) each.resolve(record('a'))
  await Promise.all([early, now])
  assert.equal(asked.length, 2)
})

test('an invalidated record is read anew wherever it lies, and nothing else is', async () => {
  const { read, asked, cache } = createWorld((id) =>
    id.startsWith('page')
      ? { items: [record(id === 'page-1' ? 'a' : 'b', { line: record('l') })] }
      : record(id),
  )
  await read(['a', 'b', 'page-1', 'page-2'])
  cache.invalidate([crm('a')])
  await read(['a', 'b', 'page-1', 'page-2'])
  assert.deepEqual(asked.slice(1), [['a', 'page-1']])
  cache.invalidate([crm('l')])
  await read(['a', 'b', 'page-1', 'page-2'])
  assert.deepEqual(asked.slice(2), [['page-1', 'page-2']])
})

test('what hangs on a customer is read anew with it', async () => {
  const customer = { connectionId: 'crm', objectType: 'Account', nativeId: 'c' }
  const { read, asked, cache } = createWorld((id) => record(id, id === 'invoice' ? { customer } : {}))
  await read(['invoice', 'c'])
  cache.invalidate([customerTag('crm', 'c')])
  await read(['invoice', 'c'])
  assert.deepEqual(asked.slice(1), [['invoice']])
})

test('that there is none is forgotten when the record appears', async () => {
  const { read, asked, cache } = createWorld(() => undefined)
  await read(['a'])
  cache.invalidate([crm('a')])
  await read(['a'])
  assert.equal(asked.length, 2)
})

test('an answer that was under way when its record changed is not kept, and not given to whoever asks later', async () => {
  const { waiting, resolve, answer } = createSlowSystem()
  const { read, asked, cache } = createWorld(answer)
  const early = read(['list'])
  cache.invalidate([crm('a')])
  const late = read(['list'])
  assert.equal(asked.length, 1)
  waiting[0]?.resolve({ items: [record('a', { name: 'old' })] })
  assert.deepEqual(await early, [{ items: [record('a', { name: 'old' })] }])
  const current = { items: [record('a', { name: 'new' })] }
  await resolve(1, current)
  assert.deepEqual(await late, [current])
  assert.deepEqual(await read(['list']), [current])
  assert.equal(asked.length, 2)
})

test('an invalidation that names what is asked for begins a new call at once', async () => {
  const { waiting, answer } = createSlowSystem()
  const { read, asked, cache } = createWorld(answer)
  const early = read(['a'])
  cache.invalidate([crm('a')])
  const late = read(['a'])
  assert.equal(asked.length, 2)
  for (const each of waiting) each.resolve(record('a'))
  await Promise.all([early, late])
})

test('memory is bounded: what nobody asked for again makes room first', async () => {
  const { read, asked, cache } = createWorld((id) => record(id, { text: id.repeat(1_000) }), {
    maxBytes: 4_000,
  })
  await read(['a'])
  await read(['b'])
  await read(['a'])
  await read(['c'])
  await read(['d'])
  asked.length = 0
  await read(['a'])
  await read(['b'])
  assert.deepEqual(asked, [['b']])
  const { bytes, connections } = cache.snapshot()
  assert.ok(bytes <= 4_000, String(bytes))
  assert.ok((connections.crm?.evicted ?? 0) >= 2)
})

test('a cache without options shares calls and keeps nothing', async () => {
  const clock = createTestClock()
  const cache = createEntityCache({ clock })
  const { read, asked } = createReader(cache, clock)
  await read(['a'])
  clock.pass(1)
  await read(['a'])
  assert.equal(asked.length, 2)
  assert.deepEqual(cache.snapshot().entries, 0)
})
