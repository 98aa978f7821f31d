import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createInFlight } from './in-flight.ts'

const never = new AbortController().signal
const KEY = { asker: 'alice', question: 'who?' }

test('who asks the same while it is under way gets the same answer', async () => {
  const inFlight = createInFlight()
  const { promise, resolve } = Promise.withResolvers<string>()
  let started = 0
  const ask = () =>
    inFlight.share(KEY, never, () => {
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
  const keys = [KEY, { ...KEY, asker: 'bob' }, { ...KEY, question: 'how?' }, { ...KEY, question: 'why' }]
  const answers = keys.map((key, index) => inFlight.share(key, never, async () => index))
  assert.deepEqual(await Promise.all(answers), [0, 1, 2, 3])
})

test('more questions of one length than are worth comparing are asked each by itself', async () => {
  const inFlight = createInFlight()
  const questions = Array.from({ length: 200 }, (_, index) => String(index + 100))
  let started = 0
  const ask = (question: string) =>
    inFlight.share({ ...KEY, question }, never, async () => {
      started += 1
      return question
    })
  assert.deepEqual(await Promise.all(questions.map(ask)), questions)
  assert.equal(started, 200)
  await Promise.all([ask('100'), ask('100')])
  assert.equal(started, 201)
})

test('a call ends early only when nobody waits for it any more', async () => {
  const inFlight = createInFlight()
  const [first, second] = [new AbortController(), new AbortController()]
  let call: AbortSignal | undefined
  const start = ({ signal }: AbortController) => {
    call = signal
    return new Promise<never>(() => {})
  }
  const asked = [inFlight.share(KEY, first.signal, start), inFlight.share(KEY, second.signal, start)]
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
    inFlight.share(KEY, never, async () => {
      throw new Error('down')
    }),
    { message: 'down' },
  )
  assert.equal(await inFlight.share(KEY, never, async () => 'up'), 'up')
})
