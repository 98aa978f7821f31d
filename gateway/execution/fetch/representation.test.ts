import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { buildSchema, Kind, type OperationDefinitionNode, parse } from 'graphql'
import type { FetchStep } from '../planning/fetch-step.ts'
import type { Target } from '../planning/rewrites.ts'
import { toPlanSelections } from '../planning/split-requirements.ts'
import { readSupergraphFacts } from '../planning/supergraph-facts.ts'
import { compileRepresentation } from './representation.ts'

const SUPERGRAPH = `
  enum join__Graph { A @join__graph(name: "a", url: "http://a") B @join__graph(name: "b", url: "http://b") }
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__type(graph: join__Graph!, key: String) repeatable on OBJECT
  directive @join__field(graph: join__Graph, requires: String) repeatable on FIELD_DEFINITION
  type Query { x: Int }
  type Price { amount: Int unit: String }
  type Thing @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
    id: ID price: Price total: Int @join__field(graph: A, requires: "price { amount }")
  }`

function build(requires: string, entity: Target, bound = new Map()) {
  const document = parse(SUPERGRAPH)
  const [operation] = parse(`{ _entities { ... on Thing { total } } }`).definitions
  const [inputs] = parse(`{ ${requires} }`).definitions
  assert.ok(inputs?.kind === Kind.OPERATION_DEFINITION)
  const selections: QueryPlanSelectionNode[] = toPlanSelections(inputs.selectionSet)
  const step: FetchStep = {
    subgraph: 'a',
    path: [],
    conditions: [],
    requires: selections,
    operation: operation as OperationDefinitionNode,
    fragments: {},
    variableUsages: [],
    inputRewrites: [],
    outputRewrites: [],
    dependsOn: new Set(),
  }
  const supergraphSchema = buildSchema(SUPERGRAPH, { assumeValid: true })
  const build = compileRepresentation(step, {
    supergraphSchema,
    facts: readSupergraphFacts(document),
    bound,
  })
  const interpreted = build.one(entity)
  assert.equal(build.all([entity]), undefined, 'few objects are told one by one')
  const many = new Array<Target>(70).fill(entity)
  assert.deepEqual(
    build.all(many),
    interpreted && many.map(() => interpreted),
    'compiled and interpreted are one',
  )
  return interpreted
}

const REQUIRES = '... on Thing { __typename id price { amount } }'

const cases: [title: string, entity: Target, expected: Target | undefined][] = [
  [
    'an entity is told with its key and what is required of it, and nothing else',
    { __typename: 'Thing', id: '1', price: { amount: 3, unit: 'EUR' }, other: true },
    { __typename: 'Thing', id: '1', price: { amount: 3 } },
  ],
  [
    'a required field that is missing is told as null',
    { __typename: 'Thing', id: '1' },
    { __typename: 'Thing', id: '1', price: null },
  ],
  [
    'so is one that is missing deeper down',
    { __typename: 'Thing', id: '1', price: {} },
    { __typename: 'Thing', id: '1', price: { amount: null } },
  ],
  ['without its key there is no entity', { __typename: 'Thing', price: { amount: 3 } }, undefined],
  ['an object of another type is none', { __typename: 'Query', id: '1' }, undefined],
]
for (const [title, entity, expected] of cases) {
  test(title, () => assert.deepEqual(build(REQUIRES, entity), expected))
}

test('what stands for a call with arguments is sent under the name of the field', () => {
  const bound = new Map([['price__r0', { name: 'price', arguments: [] }]])
  const entity = { __typename: 'Thing', id: '1', price__r0: { amount: 3 } }
  assert.deepEqual(build('... on Thing { __typename id price__r0 { amount } }', entity, bound), {
    __typename: 'Thing',
    id: '1',
    price: { amount: 3 },
  })
})
