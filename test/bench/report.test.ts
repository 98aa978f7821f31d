import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Measurement } from './measure.ts'
import { createReport, formatReport } from './report.ts'

const measured = (contestant: string, round: number, perSecond: number, failures = 0): Measurement => ({
  contestant,
  query: 'detail',
  round,
  perSecond,
  failures,
  requests: perSecond,
  p50Ms: 1,
  p99Ms: 2,
  cpuMsPerRequest: 1000 / perSecond,
  rssMb: 100,
})

const measurements = [
  measured('weft engine', 1, 1000),
  measured('stock gateway', 1, 100),
  measured('weft engine', 2, 900),
  measured('stock gateway', 2, 150, 3),
  measured('weft engine', 3, 1100),
  measured('stock gateway', 3, 100),
]

test('a ratio is taken round by round, with its least and its most', () => {
  const { ratios } = createReport(measurements)
  assert.deepEqual(
    ratios.map(({ ours, theirs, perSecond }) => ({ ours, theirs, perSecond })),
    [{ ours: 'weft engine', theirs: 'stock gateway', perSecond: { min: 6, median: 10, max: 11 } }],
  )
})

test('failed requests are counted and shown', () => {
  const report = createReport(measurements)
  assert.deepEqual(
    report.summaries.map(({ failures }) => failures),
    [0, 3],
  )
  assert.match(formatReport(report), /stock gateway .*3 FAILED/)
})

test('a contestant that was not measured takes no part in a ratio', () => {
  assert.deepEqual(
    createReport(measurements.filter(({ contestant }) => contestant === 'weft engine')).ratios,
    [],
  )
})
