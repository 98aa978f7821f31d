import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERRORS, WeftError } from '#shared/errors.ts'
import { errorsOf, startWorld } from '../server.test-support.ts'

test('a fault of ours tells the client nothing but its correlation id', async (context) => {
  const root = {
    broken: () => {
      throw new TypeError('connect ECONNREFUSED 10.0.0.7:5432')
    },
  }
  const world = await startWorld(context, { root })
  const response = await world.post({ query: '{ hello broken }' }, { 'x-correlation-id': 'case-17' })
  assert.deepEqual(await response.json(), {
    data: { hello: 'hello you', broken: null },
    errors: [
      {
        message: 'A fault of ours; the log has it under the correlation id.',
        path: ['broken'],
        extensions: { code: 'INTERNAL', retryable: false, correlationId: 'case-17' },
      },
    ],
  })
})

test('a refusal of the catalogue reaches the client with its facts', async (context) => {
  const root = {
    broken: () => {
      throw new WeftError('RATE_LIMITED', 'the ERP is busy', { system: 'erp-one', retryAfterSeconds: 3 })
    },
  }
  const world = await startWorld(context, { root })
  const [error] = await errorsOf(await world.post({ query: '{ broken }' }, { 'x-correlation-id': 'c-2' }))
  assert.deepEqual(error?.extensions, {
    code: 'RATE_LIMITED',
    retryable: true,
    system: 'erp-one',
    retryAfterSeconds: 3,
    correlationId: 'c-2',
  })
})

test('an execution that throws is a fault of ours, of which the client learns no more', async (context) => {
  const world = await startWorld(context, { root: { fault: new Error('a secret') } })
  const response = await world.post({ query: '{ hello }' })
  assert.equal(response.status, 500)
  const [error] = await errorsOf(response)
  assert.deepEqual([error?.message, error?.extensions.code], [ERRORS.INTERNAL.meaning, 'INTERNAL'])
})
