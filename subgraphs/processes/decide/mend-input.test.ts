import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROCESSES } from '../catalogue.ts'
import type { Run } from '../engine/run-rows.ts'
import { Refused } from '../user-errors.ts'
import type { Decision } from './decision.ts'
import { mendInput } from './mend-input.ts'

const REF = { systemId: 'crm', objectType: 'Opportunity', externalId: '006' }
/** As runs were started with. */
const INPUTS: Record<string, object[]> = {
  QUOTE_TO_CASH: [{ opportunityRef: REF }, { opportunityRef: null, quoteId: 'quo_1' }],
  RENEWAL_TO_INVOICE: [{ contractId: 'con_1' }, { contractId: 'con_1', upliftPercent: '5.5' }],
  CUSTOMER_UPSERT: [
    { id: 'cus_1', displayName: 'Acme', billingAddress: { line1: '1 Road', city: null }, targets: ['CRM'] },
    { displayName: 'Acme', whenNew: { domain: 'acme.com', businessUnitKey: 'emea' } },
  ],
  CASE_TO_ENTITLEMENT: [
    { caseId: 'cas_1', onNotEntitled: 'HOLD' },
    { caseId: 'cas_1', moment: 'RESOLVED' },
  ],
  PAYMENT_EXCEPTION: [{ paymentId: 'pay_1', failedAt: '2026-11-25T10:00:00.000Z' }],
  EVENTS_REPLAY: [
    { from: '2026-11-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z', types: null, dryRun: true },
  ],
}

const decisionOf = (caller: object = {}) =>
  ({
    engine: { processes: new Map(PROCESSES.map((process) => [process.kind, process])) },
    caller,
  }) as unknown as Decision
const runOf = (kind: string, input: object = INPUTS[kind]?.[0] ?? {}, reach = {}) =>
  ({ kind, input, reach }) as Run

test('every process is mended here', () => {
  assert.deepEqual(Object.keys(INPUTS).toSorted(), PROCESSES.map(({ kind }) => kind).toSorted())
})

for (const [kind, inputs] of Object.entries(INPUTS)) {
  for (const input of inputs)
    test(`${kind}: what a run was started with can be mended: ${JSON.stringify(input)}`, () => {
      assert.deepEqual(mendInput(decisionOf(), runOf(kind, input), {}).input, input)
    })
  for (const patch of ['all of it', { nonsense: 1 }, { corrections: { nonsense: 1 } }])
    test(`${kind}: nothing is mended by ${JSON.stringify(patch)}`, () => {
      assert.throws(() => mendInput(decisionOf(), runOf(kind), patch), Refused)
    })
}

for (const [kind, patch, field] of [
  ['QUOTE_TO_CASH', { corrections: { taxNumber: 'DE1' } }, ['corrections', 'taxNumber']],
  ['QUOTE_TO_CASH', { corrections: { termMonths: '12' } }, ['corrections', 'termMonths']],
  ['QUOTE_TO_CASH', { opportunityRef: { systemId: 5 } }, ['opportunityRef', 'systemId']],
  ['RENEWAL_TO_INVOICE', { upliftPercent: 'a lot' }, ['upliftPercent']],
  ['RENEWAL_TO_INVOICE', { corrections: { quantities: { line: 2 } } }, ['corrections', 'quantities', 'line']],
  ['CUSTOMER_UPSERT', { whenNew: { unit: 'emea' } }, ['whenNew', 'unit']],
] as const)
  test(`what is wrong with ${JSON.stringify(patch)} is named by where it is`, () => {
    assert.throws(
      () => mendInput(decisionOf(), runOf(kind), patch),
      (error) => {
        assert.ok(error instanceof Refused)
        assert.deepEqual(
          error.userErrors.map(({ code, field: at }) => [code, at]),
          [['INVALID', ['patch', ...field]]],
        )
        return true
      },
    )
  })

for (const [title, reach, caller, narrowed] of [
  ['two who see everything', {}, {}, {}],
  ['a limited starter', { customerIds: ['a'] }, {}, { customerIds: ['a'] }],
  ['a limited person', {}, { businessUnits: ['x'] }, { businessUnits: ['x'] }],
  ['two who are limited', { customerIds: ['a', 'b'] }, { customerIds: ['b', 'c'] }, { customerIds: ['b'] }],
  [
    ...(['each in another way', { customerIds: ['a'] }, { businessUnits: ['x'] }] as const),
    { customerIds: ['a'], businessUnits: ['x'] },
  ],
] as const)
  test(`what is mended is about what both may see: ${title}`, () => {
    const run = runOf('RENEWAL_TO_INVOICE', { contractId: 'con_1' }, reach)
    assert.deepEqual(mendInput(decisionOf(caller), run, { upliftPercent: '1' }).reach, narrowed)
    assert.deepEqual(mendInput(decisionOf(caller), run, undefined).reach, reach)
  })
