import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WeftError } from '../errors.ts'
import { countOutcome, countRefusal, createCallMeasures, measureSent } from './call-measures.ts'
import { countsOf } from './metric.ts'

const fail = async (): Promise<never> => {
  throw new WeftError('TIMEOUT', 'too late')
}

test('a call is measured by what came of it, and its answer or error passes', async () => {
  const measures = createCallMeasures()
  assert.equal(await measureSent(measures, 'read', async () => 7), 7)
  await assert.rejects(measureSent(measures, 'write', fail), { code: 'TIMEOUT' })
  assert.deepEqual(
    measures.sent.samples().map(({ labels, value }) => [labels, value.counts.reduce((a, b) => a + b)]),
    [
      [{ kind: 'read', code: 'OK' }, 1],
      [{ kind: 'write', code: 'TIMEOUT' }, 1],
    ],
  )
})

test('a refusal is a call that was never sent', async () => {
  const measures = createCallMeasures()
  await countRefusal(measures, async (sent) => sent())
  await assert.rejects(
    countRefusal(measures, (sent) => {
      sent()
      return fail()
    }),
  )
  assert.deepEqual(countsOf(measures.refused), [])
  await assert.rejects(countRefusal(measures, fail))
  assert.deepEqual(countsOf(measures.refused), [{ labels: { code: 'TIMEOUT' }, value: 1 }])
})

test('what is no refusal of the catalogue counts as a fault of ours', async () => {
  const { tokens } = createCallMeasures()
  await countOutcome(tokens, async () => 'token')
  await assert.rejects(countOutcome(tokens, () => Promise.reject(new Error('secret'))))
  assert.deepEqual(countsOf(tokens), [
    { labels: { code: 'OK' }, value: 1 },
    { labels: { code: 'INTERNAL' }, value: 1 },
  ])
})
