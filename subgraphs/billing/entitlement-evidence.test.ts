import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weighEvidence } from './entitlement-evidence.ts'

const now = new Date('2026-11-24T12:00:00Z')

for (const [hasFeature, oldestDueDate, grants, inGrace, reasons] of [
  [true, undefined, true, false, []],
  [false, undefined, false, false, ['NOT_COVERED']],
  [undefined, undefined, undefined, false, []],
  [true, '2026-11-23', true, true, ['ACCOUNT_OVERDUE']],
  [true, '2026-10-25', true, true, ['ACCOUNT_OVERDUE']],
  [true, '2026-10-24', false, false, ['ACCOUNT_OVERDUE']],
  [undefined, '2026-11-23', undefined, true, ['ACCOUNT_OVERDUE']],
  [undefined, '2026-01-01', false, false, ['ACCOUNT_OVERDUE']],
  [false, '2026-11-23', false, true, ['NOT_COVERED', 'ACCOUNT_OVERDUE']],
] as const) {
  const feature =
    hasFeature === undefined ? 'no feature asked' : `feature ${hasFeature ? 'held' : 'not held'}`
  test(`${feature}, unpaid since ${oldestDueDate ?? 'never'}: ${grants ?? 'no say'}${inGrace ? ', in grace' : ''}`, () => {
    assert.deepEqual(weighEvidence({ hasFeature, oldestDueDate }, now), { grants, inGrace, reasons })
  })
}
