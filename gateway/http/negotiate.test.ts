import assert from 'node:assert/strict'
import { test } from 'node:test'
import { negotiateMediaType } from './negotiate.ts'

const cases: [accept: string | undefined, expected: string | undefined][] = [
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
  ['application/graphql-response+json;q=0.5, application/json', 'application/json'],
  ['text/html, */*;q=0.1', 'application/json'],
  ['application/json;q=0', undefined],
  ['text/html', undefined],
]
for (const [accept, expected] of cases) {
  test(`Accept ${accept ?? 'missing'} is answered with ${expected ?? 'a refusal'}`, () => {
    assert.equal(negotiateMediaType(accept), expected)
  })
}
