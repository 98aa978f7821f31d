import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, print } from 'graphql'
import { stripAuthorisationSdl } from './strip-directives.ts'

test('authorisation directives leave with their definitions and links; all others stay', () => {
  const stripped = stripAuthorisationSdl(`
    schema
      @link(url: "https://specs.apollo.dev/link/v1.0")
      @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)
      @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)
      @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY) { query: Query }
    directive @authenticated on FIELD_DEFINITION
    directive @tag(name: String!) on FIELD_DEFINITION
    type Query { a: Int @tag(name: "x") @authenticated b: Int @requiresScopes(scopes: [["s"]]) @policy(policies: [["p"]]) }
  `)
  assert.equal(
    stripped,
    print(
      parse(`
        schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Query }
        directive @tag(name: String!) on FIELD_DEFINITION
        type Query { a: Int @tag(name: "x") b: Int }
      `),
    ),
  )
})
