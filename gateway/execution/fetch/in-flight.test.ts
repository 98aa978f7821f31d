import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createInFlight } from './in-flight.ts'

const never = new AbortController().signal

test('who asks the same while it is under way gets the same answer', async () => {
  const inFlight = createInFlight()
  const { promise, resolve } = Promise.withResolvers<string>()
  let started = 0
  const ask = () =>
    inFlight.share('key', never, () => {
      started += 1
      return promise
    })
  const asked = [ask(), ask()]
  resolve('answer')
  assert.deepEqual(await Promise.all(asked), ['answer', 'answer'])
  assert.equal(started, 1)
  await ask()
  assert.equal(started, 2)
})

test('another key is another call', async () => {
  const inFlight = createInFlight()
  const answers = ['a', 'b'].map((key) => inFlight.share(key, never, async () => key))
  assert.deepEqual(await Promise.all(answers), ['a', 'b'])
})

test('a call ends early only when nobody waits for it any more', async () => {
  const inFlight = createInFlight()
  const [first, second] = [new AbortController(), new AbortController()]
  let call: AbortSignal | undefined
  const start = (signal: AbortSignal) => {
    call = signal
    return new Promise<never>(() => {})
  }
  const asked = [inFlight.share('key', first.signal, start), inFlight.share('key', second.signal, start)]
  first.abort(new Error('gone'))
  await assert.rejects(asked[0] as Promise<never>, { message: 'gone' })
  assert.equal(call?.aborted, false)
  second.abort(new Error('gone too'))
  await assert.rejects(asked[1] as Promise<never>, { message: 'gone too' })
  assert.equal(call?.aborted, true)
})

test('a failed call is forgotten', async () => {
  const inFlight = createInFlight()
  await assert.rejects(
    inFlight.share('key', never, async () => {
      throw new Error('down')
    }),
    { message: 'down' },
  )
  assert.equal(await inFlight.share('key', never, async () => 'up'), 'up')
})
