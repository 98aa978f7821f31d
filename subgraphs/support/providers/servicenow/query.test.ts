import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Row } from './native.ts'
import { encodeQuery } from './query.ts'
import { stateConditions } from './to-canonical/case.ts'

describe('a query', () => {
  const fields: Row<'state' | 'openedAt'> = { state: 'state', openedAt: 'opened_at' }

  test('joins conditions, branches and order', () => {
    const query = {
      anyOf: [[['state', 'IN', ['1', '10']]], [['openedAt', '<', '2026-11-24 09:00:00']]],
      orderBy: ['-openedAt', 'state'],
    } as const
    assert.equal(
      encodeQuery(fields, query),
      'stateIN1,10^NQopened_at<2026-11-24 09:00:00^ORDERBYDESCopened_at^ORDERBYstate',
    )
  })

  for (const value of ['1^ORstate=2', '1,2', 'javascript:gs.getUserID()', '']) {
    test(`refuses the value ${JSON.stringify(value)}`, () => {
      assert.throws(() => encodeQuery(fields, { anyOf: [[['state', '=', value]]], orderBy: [] }), {
        code: 'INVALID_ARGUMENT',
      })
    })
  }

  for (const [statuses, conditions] of [
    [undefined, [[]]],
    [['NEW', 'CLOSED'], [[['state', 'IN', ['1', '3']]]]],
    [['ON_HOLD'], []],
    [[], []],
    [['UNKNOWN'], [[['state', 'NOT IN', ['1', '3', '6', '10', '18']]]]],
  ] as const) {
    test(`for the statuses ${statuses?.join(', ') ?? '(any)'} asks for the states behind them`, () => {
      assert.deepEqual(stateConditions(statuses), conditions)
    })
  }
})
