import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { systemClock } from '../clock.ts'
import { silentLogger } from '../telemetry/logger.ts'
import { createReader, question } from './cache.test-support.ts'
import { createEntityCache } from './entity-cache.ts'
import { openRedis } from './open-redis.ts'
import { createRemote } from './remote.ts'

const hasRedis = spawnSync('redis-server', ['--version']).status === 0
const onRedis = hasRedis ? {} : { skip: 'redis-server is not installed' }

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function startRedis(port: number): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const redis = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve) => {
    redis.stdout.on('data', (text) => /Ready to accept/.test(String(text)) && resolve())
  })
  return redis
}

async function stop(redis: ChildProcess): Promise<void> {
  const exited = once(redis, 'exit')
  redis.kill('SIGKILL')
  await exited
}

/** A process with a cache of its own, over one Redis. */
function createProcess(port: number, version = 'test') {
  const keyv = openRedis(`redis://127.0.0.1:${port}`, version)
  const remote = createRemote({ keyv, keptMs: 60_000, restMs: 0, clock: systemClock, logger: silentLogger })
  const cache = createEntityCache({ maxAgeSeconds: 60, staleSeconds: 60, clock: systemClock, remote })
  return { cache, remote, ...createReader(cache, systemClock, priced) }
}

/** What JSON does not keep. */
const priced = (nativeId: string) => ({
  source: {
    connectionId: 'crm',
    objectType: 'Account',
    nativeId,
    readAt: new Date(0),
    sourceUpdatedAt: undefined,
  },
  total: { minorUnits: 100000000000000054521n, currencyCode: 'USD' },
})

type Process = ReturnType<typeof createProcess>

const turn = () => new Promise((resolve) => setImmediate(resolve))

async function untilConnected({ remote }: Process): Promise<void> {
  let failures: number
  do {
    await turn()
    failures = remote.counters.failures
    await remote.lookup(['anything'])
  } while (remote.counters.failures > failures)
}

/** Until Redis has what is written beside an answer. */
async function untilKept({ remote }: Process, nativeId: string): Promise<void> {
  while (!(await remote.lookup([question(nativeId).key]))[0]) await turn()
}

test(
  'answers come back from Redis as they were read, to other processes of the same version',
  onRedis,
  async () => {
    const port = await freePort()
    const redis = await startRedis(port)
    const processes = [createProcess(port), createProcess(port), createProcess(port, 'next')] as const
    await Promise.all(processes.map(untilConnected))
    const [one, other, next] = processes
    await one.read(['a'])
    await untilKept(one, 'a')
    assert.deepEqual(await other.read(['a']), [priced('a')])
    assert.deepEqual(other.asked, [])
    await next.read(['a'])
    assert.deepEqual(next.asked, [['a']])
    await Promise.all(processes.map(({ cache }) => cache.close()))
    await stop(redis)
  },
)

test('Redis may die and come back: nobody notices', onRedis, async () => {
  const port = await freePort()
  const first = await startRedis(port)
  const one = createProcess(port)
  await untilConnected(one)
  await one.read(['a'])
  await stop(first)
  assert.deepEqual(await one.read(['a', 'b']), [priced('a'), priced('b')])
  assert.deepEqual(one.asked, [['a'], ['b']])
  const second = await startRedis(port)
  await untilConnected(one)
  await one.read(['c'])
  await untilKept(one, 'c')
  await one.cache.close()
  await stop(second)
})

test('a Redis that was never there is closed without waiting for it', async () => {
  const one = createProcess(await freePort())
  assert.deepEqual(await one.read(['a']), [priced('a')])
  await one.cache.close()
})
