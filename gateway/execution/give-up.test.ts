import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveUpAfter } from './give-up.ts'

test('an answer that comes before its operation is over is given', async () => {
  const end = new AbortController()
  assert.equal(await giveUpAfter(Promise.resolve('answer'), end.signal), 'answer')
})

test('an answer that does not end with its calls is given up a second after they were told to', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const end = new AbortController()
  const given = giveUpAfter(new Promise(() => {}), end.signal)
  end.abort()
  context.mock.timers.tick(1000)
  await assert.rejects(given, { code: 'TIMEOUT' })
})

test('an operation that was over before it began is given up as well', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const given = giveUpAfter(new Promise(() => {}), AbortSignal.abort())
  context.mock.timers.tick(1000)
  await assert.rejects(given, { code: 'TIMEOUT' })
})
