import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareNewestFirst, formatPosition, mergePages, parsePosition } from './newest-first.ts'

const position = (day: number, nativeId: string) => ({ at: new Date(Date.UTC(2026, 0, day)), nativeId })

test('a position survives its text', () => {
  const place = position(7, '500-Ab_c')
  assert.deepEqual(parsePosition(formatPosition(place)), place)
})

for (const text of [
  '',
  'x',
  '2026-01-07T00:00:00.000Z/',
  "2026-01-07T00:00:00.000Z/' OR 1=1",
  '2026-13-40T00:00:00.000Z/500',
  '2026-01-07/500',
]) {
  test(`${JSON.stringify(text)} is no position`, () => {
    assert.throws(() => parsePosition(text), { code: 'INVALID_CURSOR' })
  })
}

test('pages of several lists become one, newest first, the larger id first where two are as old', () => {
  const pages = [
    { items: [position(3, 'a'), position(1, 'a')], hasNextPage: false },
    { items: [position(3, 'b'), position(2, 'b')], hasNextPage: false },
  ]
  assert.deepEqual(mergePages(pages, 3, compareNewestFirst), {
    items: [position(3, 'b'), position(3, 'a'), position(2, 'b')],
    hasNextPage: true,
  })
})

test('a merged page has a next one when one of its lists has', () => {
  const pages = [
    { items: [position(1, 'a')], hasNextPage: true },
    { items: [], hasNextPage: false },
  ]
  assert.equal(mergePages(pages, 5, compareNewestFirst).hasNextPage, true)
})
