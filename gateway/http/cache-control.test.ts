import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMaxAge } from './cache-control.ts'

const CASES: readonly [header: string | undefined, seconds: number | undefined][] = [
  [undefined, undefined],
  ['max-age=30', 30],
  ['no-store, Max-Age=5', 5],
  ['max-age="7"', 7],
  ['max-age=0', 0],
  ['no-cache', 0],
  ['no-cache, max-age=30', 0],
  ['max-age=-1', undefined],
  ['max-age=soon', undefined],
  ['only-if-cached', undefined],
]
for (const [header, seconds] of CASES) {
  test(`Cache-Control: ${header} asks for an age of ${seconds}`, () =>
    assert.equal(readMaxAge(header), seconds))
}
