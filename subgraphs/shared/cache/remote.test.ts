import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Keyv } from 'keyv'
import { pino } from 'pino'
import type { Answer } from '../answer.ts'
import { WeftError } from '../errors.ts'
import { createReader, createTestClock, record } from './cache.test-support.ts'
import { recordTag } from './cache.ts'
import { createEntityCache } from './entity-cache.ts'
import { createRemote } from './remote.ts'

const a = recordTag({ connectionId: 'crm', nativeId: 'a' })

/** What all processes share; can be away, and can be slower than anybody waits. */
class SharedStore extends Map<string, unknown> {
  isAway = false

  override get(key: string): unknown {
    if (this.isAway) throw new Error('away')
    return super.get(key)
  }

  override set(key: string, value: unknown): this {
    if (this.isAway) throw new Error('away')
    return super.set(key, value)
  }
}

function createProcesses(count: number, answer?: (id: string) => Answer<unknown>) {
  const clock = createTestClock()
  const store = new SharedStore()
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line).msg) })
  const processes = Array.from({ length: count }, () => {
    const remote = createRemote({ keyv: new Keyv({ store }), keptMs: 600_000, restMs: 0, clock, logger })
    const cache = createEntityCache({ maxAgeSeconds: 60, staleSeconds: 600, clock, remote })
    return { cache, ...createReader(cache, clock, answer) }
  })
  return { clock, store, lines, processes: processes as [(typeof processes)[0], ...typeof processes] }
}

/** What is written beside an answer has been written when the event loop has turned. */
const written = () => new Promise((resolve) => setImmediate(resolve))

test('what one process read serves another, with its age', async () => {
  const { processes, clock } = createProcesses(2)
  const [one, other] = processes
  await one.read(['a', 'b'])
  await written()
  clock.pass(30)
  assert.deepEqual(await other?.read(['a', 'b', 'c']), [record('a'), record('b'), record('c')])
  assert.deepEqual(other?.asked, [['c']])
  clock.pass(31)
  await other?.read(['a'])
  assert.deepEqual(other?.asked.slice(1), [['a']])
})

test('what one process learns to have changed, no process reads from the second level', async () => {
  const { processes, clock } = createProcesses(3)
  const [one, two, three] = processes
  await one.read(['a', 'b'])
  clock.pass(5)
  two?.cache.invalidate([a])
  await written()
  await three?.read(['a', 'b'])
  assert.deepEqual(three?.asked, [['a']])
})

test('an answer that was under way in another process when its record changed is not read from the second level', async () => {
  const { processes, clock } = createProcesses(3)
  const [one, two, three] = processes
  const read = one.read(['a'])
  clock.pass(5)
  two?.cache.invalidate([a])
  await read
  await written()
  await three?.read(['a'])
  assert.deepEqual(three?.asked, [['a']])
})

test('while the second level is away, memory serves, nobody sees an error, and the log says so once', async () => {
  const { processes, store, lines } = createProcesses(1)
  const [one] = processes
  store.isAway = true
  assert.deepEqual(await one.read(['a']), [record('a')])
  assert.deepEqual(await one.read(['a', 'b']), [record('a'), record('b')])
  assert.deepEqual(one.asked, [['a'], ['b']])
  assert.deepEqual(lines, ['the second level of the cache does not answer; memory alone is used'])
  assert.ok((one.cache.snapshot().remote?.failures ?? 0) > 0)
})

test('a change that could not be told makes all that is older unbelievable, first here and then to all', async () => {
  const { processes, store, clock } = createProcesses(2)
  const [one, other] = processes
  await one.read(['a', 'b'])
  await written()
  clock.pass(5)
  store.isAway = true
  one.cache.invalidate([a])
  await written()
  store.isAway = false
  await one.read(['a'])
  assert.deepEqual(one.asked, [['a', 'b'], ['a']])
  await written()
  await other?.read(['b'])
  assert.deepEqual(other?.asked, [['b']])
})

test('while a system fails, what another process read stands in', async () => {
  let isDown = false
  const down = new WeftError('SYSTEM_UNAVAILABLE', 'down')
  const { processes, clock } = createProcesses(2, (id) => (isDown ? down : record(id)))
  const [one, other] = processes
  await one.read(['a'])
  await written()
  clock.pass(300)
  isDown = true
  assert.deepEqual(await other?.read(['a']), [record('a')])
  assert.deepEqual(await other?.read(['a'], { maxAgeSeconds: 0 }), [down])
})
