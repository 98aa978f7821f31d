import assert from 'node:assert/strict'
import { test } from 'node:test'
import { livedMs } from './killer.ts'

const lives = [
  { from: 50, until: Number.POSITIVE_INFINITY },
  { from: 0, until: 10 },
  { from: 5, until: 20 },
  { from: 30, until: 40 },
]

test('times in which no node was there do not count, and those of two nodes count once', () => {
  assert.equal(livedMs(lives, { from: 0, until: 100 }), 20 + 10 + 50)
  assert.equal(livedMs(lives, { from: 8, until: 35 }), 12 + 5)
  assert.equal(livedMs(lives, { from: 20, until: 30 }), 0)
})
