import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from '#shared/subgraph/context.ts'
import { callerClassOf } from './caller-class.ts'

const person: Caller = {
  subject: 'jane',
  clientId: 'portal-app',
  scopes: new Set(),
  customerIds: undefined,
  businessUnits: undefined,
}

const cases: [title: string, claims: Partial<Caller>, expected: string][] = [
  ['a user who sees every customer', {}, 'staff'],
  ['a user of some business units', { businessUnits: ['EMEA'] }, 'staff'],
  ['a user who is limited to customers', { customerIds: ['c'] }, 'portal'],
  ['a user who is limited to no customer at all', { customerIds: [] }, 'portal'],
  ['a client that is limited to customers', { clientId: 'jane', customerIds: ['c'] }, 'partner'],
  ['a client that sees every customer', { clientId: 'jane' }, 'service'],
]
for (const [title, claims, expected] of cases) {
  test(`${title} is of class ${expected}`, () => {
    assert.equal(callerClassOf({ ...person, ...claims }), expected)
  })
}
