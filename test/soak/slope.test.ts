import assert from 'node:assert/strict'
import { test } from 'node:test'
import { growthOf } from './slope.ts'

const series = (values: number[]) => values.map((value, index) => ({ at: index * 10, value }))

const cases: [title: string, values: number[], expected: number][] = [
  ['what grows evenly grows by what it gained', [80, 90, 100, 110, 120], 0.4],
  ['what stays does not grow', [50, 50, 50], 0],
  ['what goes up and down does not grow', [90, 110, 110, 90], 0],
  ['what shrinks grows by less than nothing', [110, 90], -0.2],
  ['one sample says nothing', [7], 0],
  ['no sample says nothing', [], 0],
]
for (const [title, values, expected] of cases) {
  test(title, () => {
    assert.ok(Math.abs(growthOf(series(values)) - expected) < 1e-9)
  })
}
