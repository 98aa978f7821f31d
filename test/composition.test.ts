import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { operationFromDocument, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { parse, validate } from 'graphql'
import { composePartnerContract, composeSupergraph } from '#gateway/compose.ts'
import { PARTNER_CONTRACT_FILE, SUPERGRAPH_FILE } from '#gateway/supergraph-file.ts'

const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8')
const supergraph = Supergraph.buildForTests(supergraphSdl, true)
const planner = new QueryPlanner(supergraph)
const scenarios = new URL('scenarios/', import.meta.url)

test('the subgraphs compose to the committed supergraph', () => {
  assert.equal(composeSupergraph(), supergraphSdl, 'run `npm run compose` and commit the result')
})

test('what partners see composes to the committed contract', () => {
  const committed = readFileSync(PARTNER_CONTRACT_FILE, 'utf8')
  assert.equal(composePartnerContract(), committed, 'run `npm run compose` and commit the result')
})

for (const story of storiesIn(scenarios)) {
  const document = parse(readFileSync(new URL(`${story}/operation.graphql`, scenarios), 'utf8'))

  test(`the operation of ${story} is valid`, () => {
    assert.deepEqual(validate(supergraph.apiSchema().toGraphQLJSSchema(), document), [])
  })

  test(`the operation of ${story} can be planned`, () => {
    assert.ok(planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), document)).node)
  })
}

/** Stories that are about one operation. */
function storiesIn(folder: URL): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .map((entry) => entry.name)
    .filter((name) => existsSync(new URL(`${name}/operation.graphql`, folder)))
}
