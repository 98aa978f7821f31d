import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WeftError } from '#shared/errors.ts'
import { DEFAULT_POLICY } from '../policy.ts'
import { delayBeforeRetry, mayHaveTakenEffect, toKeptError, toWeftError } from './failures.ts'

const now = new Date('2026-11-25T12:00:00Z')
const policy = { ...DEFAULT_POLICY, attempts: 4, patienceMs: 60_000, firstDelayMs: 100, longestDelayMs: 300 }
const busy = new WeftError('RATE_LIMITED', 'not now')

test('each wait is drawn below a ceiling that doubles up to the longest', () => {
  for (const [failures, ceiling] of [
    [0, 100],
    [1, 200],
    [2, 300],
  ] as const) {
    const waits = Array.from({ length: 200 }, () =>
      delayBeforeRetry({ failures, failingSince: now }, busy, { policy, now }),
    )
    assert.ok(waits.every((wait) => wait !== undefined && wait >= 0 && wait <= ceiling))
    assert.ok(waits.some((wait) => (wait ?? 0) > ceiling / 2))
  }
})

test('a system that says when is not asked before', () => {
  const later = new WeftError('RATE_LIMITED', 'not now', { retryAfterSeconds: 7 })
  assert.equal(delayBeforeRetry({ failures: 0, failingSince: null }, later, { policy, now }), 7_000)
})

test('there is no further attempt after so many, or after so long', () => {
  assert.equal(delayBeforeRetry({ failures: 3, failingSince: now }, busy, { policy, now }), undefined)
  const longAgo = new Date(now.getTime() - 60_000)
  assert.equal(delayBeforeRetry({ failures: 0, failingSince: longAgo }, busy, { policy, now }), undefined)
})

for (const [code, may] of [
  ['TIMEOUT', true],
  ['SYSTEM_UNAVAILABLE', true],
  ['INVALID_RESPONSE', true],
  ['INTERNAL', true],
  ['RATE_LIMITED', false],
  ['CIRCUIT_OPEN', false],
  ['REJECTED_BY_SYSTEM', false],
] as const) {
  test(`after ${code} a write ${may ? 'may' : 'cannot'} have taken effect`, () => {
    assert.equal(mayHaveTakenEffect(new WeftError(code, 'x')), may)
  })
}

test('what is not of the catalogue is a fault of ours, unless its time was over', () => {
  assert.equal(toWeftError(new TypeError('x'), new AbortController().signal).code, 'INTERNAL')
  assert.equal(toWeftError(new Error('aborted'), AbortSignal.abort()).code, 'TIMEOUT')
})

test('the vendor’s own words are kept; those of a fault of ours are not', () => {
  const cause = new Error('VAT number missing')
  assert.equal(toKeptError(new WeftError('REJECTED_BY_SYSTEM', 'no', {}, cause)).sourceMessage, cause.message)
  assert.equal(
    toKeptError(new WeftError('NOT_FOUND', 'no', {}, 'entity is deleted')).sourceMessage,
    'entity is deleted',
  )
  assert.equal(toKeptError(new WeftError('INTERNAL', 'ours', {}, cause)).sourceMessage, undefined)
})
