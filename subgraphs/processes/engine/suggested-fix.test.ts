import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERRORS } from '#shared/errors.ts'
import { classOf } from './error-class.ts'
import { fixFor } from './suggested-fix.ts'

for (const [code, system, isUndo, fix] of [
  ['PERIOD_CLOSED', 'erp', false, 'Open the posting period in erp, then try again.'],
  ['REJECTED_BY_SYSTEM', 'crm', false, 'Correct what is refused in crm, then try again.'],
  ['TIMEOUT', 'crm', false, 'See to crm, then try again; the run goes on from this step.'],
  ['TIMEOUT', 'crm', true, 'See to crm, then try again; the run goes on from this step.'],
  [
    ...(['STALE_VERSION', 'crm', true] as const),
    'Take it back by hand in crm and resolve this, or remove the reason and try again.',
  ],
  ['A_CODE_OF_A_PROCESS', undefined, false, 'Correct what is refused, then try again.'],
] as const)
  test(`${code} ${isUndo ? 'while it is taken back' : 'of a step'}, ${system ?? 'of no system'}: ${fix}`, () => {
    assert.equal(fixFor({ code, system, isUndo }), fix)
  })

test('whatever a system or a step can say has a class and a fix', () => {
  const said = Object.keys(ERRORS).slice(Object.keys(ERRORS).indexOf('TIMEOUT'))
  const ofNoStep = ['INVALID_SETTING', 'INVALID_CONNECTION', 'STREAM_ENDED', 'INTERNAL']
  assert.deepEqual(
    said.filter((code) => classOf(code) === 'UNKNOWN'),
    said.filter((code) => ofNoStep.includes(code)),
  )
})
