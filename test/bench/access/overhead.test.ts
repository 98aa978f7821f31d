import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overheadOf, quietMean } from './overhead.ts'

/** Every third pair takes up to four times as long as a quiet one, and each batch a tenth more or less. */
const noisy = (overhead: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, n) => {
    const disturbed = 100 * (n % 3 === 0 ? 1 + (n % 10) / 3 : 1)
    const jitter = (step: number): number => 1 + (((n * step) % 21) - 10) / 100
    return [disturbed * jitter(5), disturbed * (1 + overhead) * jitter(13)]
  })

test('an overhead is found beneath noise that is larger, and its interval says how surely', () => {
  const { part, from, to } = overheadOf(noisy(0.05, 400))
  assert.ok(Math.abs(part - 0.05) < 0.01, String(part))
  assert.ok(from < part && part < to && to - from < 0.03)
  const few = overheadOf(noisy(0.05, 40))
  assert.ok(few.to - few.from > to - from)
})

test('what takes as long as what it is compared with costs nothing, and the same numbers say the same', () => {
  assert.deepEqual(
    overheadOf([
      [4, 4],
      [5, 5],
    ]),
    { part: 0, from: 0, to: 0 },
  )
  assert.deepEqual(overheadOf(noisy(0.1, 50)), overheadOf(noisy(0.1, 50)))
})

test('batches that somebody else disturbed do not decide', () => {
  assert.equal(quietMean([1, 1, 1, 1_000]), 1)
  const disturbed = [...noisy(0.05, 400), ...Array.from({ length: 20 }, (): [number, number] => [100, 5_000])]
  assert.ok(Math.abs(overheadOf(disturbed).part - 0.05) < 0.02)
})
