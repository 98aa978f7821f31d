import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { startTemporaryServer } from '../../../../test/support/temporary-store.ts'
import { systemClock } from '../../clock.ts'
import { type EmulatorDefinition, startEmulator } from '../../emulator/emulator.ts'
import type { Store } from '../../store/store.ts'
import { openBudgets } from './open-budgets.ts'

let server: Awaited<ReturnType<typeof startTemporaryServer>>
before(async () => {
  server = await startTemporaryServer()
})
after(() => server[Symbol.asyncDispose]())

/** Longer than any call here takes, short enough to wait for. */
const TIMEOUT_MS = 1_000

/** A vendor that allows so many calls, says how many were used where `tells`, and counts. */
async function startVendor(
  context: { after(end: () => Promise<void>): void },
  { limit, tells }: { limit: number; tells: boolean },
) {
  const marks: { at: number; reached: () => void }[] = []
  let count = 0
  let underWay = 0
  let mostAtOnce = 0
  const resetsAt = Date.now() + 3_600_000
  const told = { 'x-limit': String(limit), 'x-reset': String(resetsAt) }
  const definition: EmulatorDefinition<null> = {
    vendor: 'counter',
    credentials: {},
    createState: () => null,
    routes: [
      {
        method: 'GET',
        path: '/things',
        async answer() {
          count += 1
          const used = count
          underWay += 1
          mostAtOnce = Math.max(mostAtOnce, underWay)
          for (const mark of marks) if (mark.at === count) mark.reached()
          // Long enough for others to come meanwhile.
          await delay(2)
          underWay -= 1
          const headers: Record<string, string> = tells ? { ...told, 'x-used': String(used) } : {}
          return used > limit ? { status: 429, headers } : { status: 200, headers, body: {} }
        },
      },
    ],
    notFound: () => ({ status: 404 }),
  }
  const emulator = await startEmulator(definition)
  context.after(() => emulator.close())
  return {
    baseUrl: emulator.baseUrl,
    count: () => count,
    mostAtOnce: () => mostAtOnce,
    reaches: (at: number) => new Promise<void>((reached) => marks.push({ at, reached })),
  }
}

/** A process that calls as fast as it may, and says `refused` whenever its budget allows nothing. */
async function startCaller(
  context: { after(end: () => void): void },
  options: { databaseUrl: string; baseUrl: string; limits: Record<string, number> },
): Promise<{ process: ChildProcess; refusals(count: number): Promise<void> }> {
  const caller = spawn(process.execPath, [new URL('./greedy-caller.ts', import.meta.url).pathname], {
    env: { ...process.env, CALLER: JSON.stringify({ ...options, timeoutMs: TIMEOUT_MS }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  context.after(() => caller.kill('SIGKILL'))
  const lines = createInterface(caller.stdout)
  await once(lines, 'line')
  return {
    process: caller,
    async refusals(count) {
      for (let seen = 0; seen < count; seen += 1) await once(lines, 'line')
    },
  }
}

test('three processes use a vendor’s allowance to the last call and never beyond it, though one is killed', async (context) => {
  const limit = 400
  const vendor = await startVendor(context, { limit, tells: true })
  await using store = await server.openDatabase()
  const options = {
    databaseUrl: store.databaseUrl,
    baseUrl: vendor.baseUrl,
    limits: { reservedForWrites: 0 },
  }
  const third = vendor.reaches(130)
  const all = vendor.reaches(limit)
  const [doomed, ...others] = await Promise.all([1, 2, 3].map(() => startCaller(context, options)))
  await third
  doomed?.process.kill('SIGKILL')
  await all
  await Promise.all(others.map((caller) => caller.refusals(3)))
  assert.equal(vendor.count(), limit)
})

test('of the operator’s limit for a day a killed process loses no more than one lease', async (context) => {
  const vendor = await startVendor(context, { limit: 400, tells: false })
  await using store = await server.openDatabase()
  const limits = { reservedForWrites: 0, dailyRequests: 400 }
  const options = { databaseUrl: store.databaseUrl, baseUrl: vendor.baseUrl, limits }
  const quarter = vendor.reaches(100)
  const [doomed, ...others] = await Promise.all([1, 2, 3].map(() => startCaller(context, options)))
  await quarter
  doomed?.process.kill('SIGKILL')
  await Promise.all(others.map((caller) => caller.refusals(3)))
  assert.ok(vendor.count() <= 400 && vendor.count() >= 350, `${vendor.count()} calls`)
})

test('three processes together have no more calls under way than a connection may, and a dead one leaves its places', async (context) => {
  const vendor = await startVendor(context, { limit: 10_000, tells: false })
  await using store = await server.openDatabase()
  const limits = { reservedForWrites: 0, concurrency: 2 }
  const options = { databaseUrl: store.databaseUrl, baseUrl: vendor.baseUrl, limits }
  const some = vendor.reaches(50)
  const callers = await Promise.all([1, 2, 3].map(() => startCaller(context, options)))
  await some
  for (const { process: doomed } of callers.slice(1)) doomed.kill('SIGKILL')
  await vendor.reaches(vendor.count() + 50)
  assert.equal(vendor.mostAtOnce(), 2)
})

/** A store that counts how often somebody asked it for a decision. */
function counted(store: Store): { store: Store; visits(): number } {
  let visits = 0
  const transaction: Store['transaction'] = (run) => {
    visits += 1
    return store.transaction(run)
  }
  return { store: { ...store, transaction }, visits: () => visits }
}

const RULES = { connectionId: 'crm', reservedForWrites: 0.2, timeoutMs: 10_000 }

test('a busy process asks the store for one call of many, and gives back what it holds when it ends', async () => {
  await using database = await server.openDatabase()
  const { store, visits } = counted(database)
  const createLedger = await openBudgets(store, systemClock)
  const before = visits()
  const ledger = createLedger({ ...RULES, dailyRequests: 100_000 })
  for (let call = 0; call < 400; call += 1) assert.equal(await ledger.take('read'), undefined)
  assert.ok(visits() - before < 40, `${visits() - before} visits`)
  await ledger.close()
  const next = createLedger({ ...RULES, dailyRequests: 100_000 })
  await next.take('write')
  await next.close()
  assert.equal(next.tightest()?.remaining, 100_000 - 401)
})

test('a pause that one process learnt of holds for another, with the time to wait', async () => {
  await using store = await server.openDatabase()
  const createLedger = await openBudgets(store, systemClock)
  const [one, other] = [createLedger(RULES), createLedger(RULES)]
  assert.equal(await one.pause(30), 30)
  const refusal = await other.check('write')
  assert.equal(refusal?.reason, 'PAUSED')
  assert.equal(Math.ceil((refusal?.waitMs ?? 0) / 1_000), 30)
  await Promise.all([one.close(), other.close()])
})

test('a limit that the vendor names takes back what was leased before anybody knew of it', async () => {
  await using store = await server.openDatabase()
  const createLedger = await openBudgets(store, systemClock)
  const [one, other] = [createLedger({ ...RULES, reservedForWrites: 0 }), createLedger(RULES)]
  await one.take('read')
  await one.learn({ kind: 'daily', limit: 10, used: 7, resetsAt: new Date(Date.now() + 3_600_000) }, 0)
  const granted = await Promise.all(Array.from({ length: 20 }, () => one.take('read')))
  assert.equal(granted.filter((refusal) => !refusal).length, 3)
  assert.equal((await other.check('read'))?.reason, 'USED_UP')
  await Promise.all([one.close(), other.close()])
})

test('without the store no call is allowed, and the refusal says why', async () => {
  const store = await server.openDatabase()
  const createLedger = await openBudgets(store, systemClock)
  const ledger = createLedger(RULES)
  await store.close()
  await assert.rejects(ledger.take('read'), { code: 'STORE_UNAVAILABLE' })
  // An answer that came is not lost because nobody can be told of it.
  await ledger.learn({ kind: 'daily', limit: 10, used: 7 }, 0)
  assert.equal(await ledger.pause(5), 5)
  await ledger.ease()
  await ledger.close()
})
