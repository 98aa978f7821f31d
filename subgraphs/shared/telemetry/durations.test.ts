import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDurations, DURATION_BOUNDS } from './durations.ts'

test('a duration falls into the first bucket that holds it, its bound included', () => {
  const durations = createDurations()
  for (const ms of [0, 0.5, 0.51, 100, 30_000, 30_001]) durations.add(ms)
  const found = durations.counts.flatMap((count, bucket) => (count > 0 ? [[bucket, count]] : []))
  const of = (seconds: number) => DURATION_BOUNDS.indexOf(seconds)
  assert.deepEqual(found, [
    [of(0.0005), 2],
    [of(0.001), 1],
    [of(0.1), 1],
    [of(30), 1],
    [DURATION_BOUNDS.length, 1],
  ])
  assert.equal(Math.round(durations.sumSeconds * 1_000), 60_102)
})
