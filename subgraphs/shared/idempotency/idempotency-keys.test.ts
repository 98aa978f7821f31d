import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startTemporaryServer } from '../../../test/support/temporary-store.ts'
import type { Store } from '../store/store.ts'
import { silentLogger } from '../telemetry/logger.ts'
import type { IdempotencyKeys, KeyedRequest } from './idempotency-keys.ts'
import { removeOldKeys } from './key-rows.ts'
import { openIdempotencyKeys } from './open-keys.ts'

let server: Awaited<ReturnType<typeof startTemporaryServer>>
let store: Store & AsyncDisposable
let keys: IdempotencyKeys
/** Another process on the same store. */
let others: IdempotencyKeys
let attempts: string[]

before(async () => {
  server = await startTemporaryServer()
  store = await server.openDatabase()
  const options = { store, logger: silentLogger, holdMs: 300 }
  keys = await openIdempotencyKeys(options)
  others = await openIdempotencyKeys(options)
})
beforeEach(async () => {
  attempts = []
  await store.query('delete from idempotency.keys')
})
after(async () => {
  keys.close()
  others.close()
  await store[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const asked = (changes: Partial<KeyedRequest> = {}): KeyedRequest => ({
  clientId: 'portal',
  operation: 'caseOpen',
  key: 'k1',
  input: { subject: 'Down', priority: 'HIGH' },
  signal: new AbortController().signal,
  ...changes,
})
const succeed = async (writeKey: string) => {
  attempts.push(writeKey)
  return { outcome: { caseId: `case ${attempts.length}` } }
}
const fail = async (writeKey: string): Promise<never> => {
  attempts.push(writeKey)
  throw new Error('down')
}
const refuse = async (writeKey: string) => {
  attempts.push(writeKey)
  return { refusal: 'not linked' }
}

test('a repeat is answered what came of the first', async () => {
  assert.deepEqual(await keys.once(asked(), succeed), { outcome: { caseId: 'case 1' }, isReplayed: false })
  for (const process of [keys, others])
    assert.deepEqual(await process.once(asked(), succeed), {
      outcome: { caseId: 'case 1' },
      isReplayed: true,
    })
  assert.equal(attempts.length, 1)
})

test('the order of an input’s fields, and what is null in it, make no other input', async () => {
  await keys.once(asked(), succeed)
  const same = asked({ input: { priority: 'HIGH', description: null, subject: 'Down' } })
  assert.deepEqual(await keys.once(same, succeed), { outcome: { caseId: 'case 1' }, isReplayed: true })
})

test('the same key with another input is refused', async () => {
  await keys.once(asked(), succeed)
  const other = asked({ input: { subject: 'Up' } })
  assert.deepEqual(await keys.once(other, succeed), { conflict: 'IDEMPOTENCY_KEY_REUSED' })
  assert.equal(attempts.length, 1)
})

for (const [title, changes] of [
  ['client', { clientId: 'partner' }],
  ['mutation', { operation: 'caseEscalate' }],
  ['key', { key: 'k2' }],
] as const) {
  test(`another ${title} is another write`, async () => {
    await keys.once(asked(), succeed)
    assert.deepEqual(await keys.once(asked(changes), succeed), {
      outcome: { caseId: 'case 2' },
      isReplayed: false,
    })
    assert.notEqual(attempts[0], attempts[1])
    for (const writeKey of attempts) assert.match(writeKey, /^\w+:[0-9a-f]{40}$/)
  })
}

test('what is asked for at once is attempted once', async () => {
  const answers = await Promise.all(
    [keys, others, keys, others].map((process) => process.once(asked(), succeed)),
  )
  assert.equal(attempts.length, 1)
  assert.deepEqual(
    answers.map((answer) => 'outcome' in answer && answer.outcome.caseId),
    ['case 1', 'case 1', 'case 1', 'case 1'],
  )
})

test('a failure is not kept: the next repeat attempts the same write, and no other input may', async () => {
  await assert.rejects(keys.once(asked(), fail), /down/)
  assert.deepEqual(await others.once(asked({ input: { subject: 'Up' } }), succeed), {
    conflict: 'IDEMPOTENCY_KEY_REUSED',
  })
  assert.deepEqual(await others.once(asked(), succeed), { outcome: { caseId: 'case 2' }, isReplayed: false })
  assert.equal(attempts[0], attempts[1])
})

test('a refusal is not kept, and leaves the key free for what was corrected', async () => {
  assert.deepEqual(await keys.once(asked(), refuse), { refusal: 'not linked' })
  const corrected = asked({ input: { subject: 'Up' } })
  assert.deepEqual(await keys.once(corrected, succeed), { outcome: { caseId: 'case 2' }, isReplayed: false })
})

test('a refusal after an attempt that may have written does not free the key', async () => {
  await assert.rejects(keys.once(asked(), fail), /down/)
  assert.deepEqual(await keys.once(asked(), refuse), { refusal: 'not linked' })
  assert.deepEqual(await keys.once(asked({ input: { subject: 'Up' } }), succeed), {
    conflict: 'IDEMPOTENCY_KEY_REUSED',
  })
})

test('an attempt that takes longer than a hold is waited for', async () => {
  const begun = Promise.withResolvers<void>()
  const { promise, resolve } = Promise.withResolvers<void>()
  const slow = keys.once(asked(), async (writeKey) => {
    begun.resolve()
    await promise
    return succeed(writeKey)
  })
  await begun.promise
  // Longer than the hold, while the attempt goes on.
  const giveUp = await openIdempotencyKeys({ store, logger: silentLogger, holdMs: 300, waitMs: 700 })
  assert.deepEqual(await giveUp.once(asked(), succeed), { conflict: 'IDEMPOTENCY_KEY_IN_PROGRESS' })
  giveUp.close()
  assert.equal(attempts.length, 0)
  resolve()
  assert.deepEqual(await slow, { outcome: { caseId: 'case 1' }, isReplayed: false })
})

test('the attempt of a process that died is taken over under the same name', async () => {
  await keys.once(asked(), succeed)
  // As it is after a crash between the system's answer and the outcome.
  await store.query(
    `update idempotency.keys set outcome = null, holder = gen_random_uuid(), held_until = now() + interval '0.2 s'`,
  )
  assert.deepEqual(await others.once(asked(), succeed), { outcome: { caseId: 'case 2' }, isReplayed: false })
  assert.equal(attempts[0], attempts[1])
})

test('what has happened is answered though it cannot be kept', async () => {
  const answer = await keys.once(asked(), async (writeKey) => {
    await store.query('alter table idempotency.keys rename to away')
    return succeed(writeKey)
  })
  await store.query('alter table idempotency.away rename to keys')
  assert.deepEqual(answer, { outcome: { caseId: 'case 1' }, isReplayed: false })
})

test('keys are known for more than a month, and not for ever', async () => {
  await keys.once(asked(), succeed)
  await keys.once(asked({ key: 'k2' }), succeed)
  await store.query(
    `update idempotency.keys set first_asked_at = now() - interval '31 days' where key = 'k1'`,
  )
  await store.query(
    `update idempotency.keys set first_asked_at = now() - interval '36 days' where key = 'k2'`,
  )
  await removeOldKeys(store, 35)
  const left = await store.query<{ key: string }>('select key from idempotency.keys')
  assert.deepEqual(left, [{ key: 'k1' }])
})
