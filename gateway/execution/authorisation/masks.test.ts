import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Execution, ExecutionOptions } from '../execution.ts'
import { isInParts } from '../incremental/parts.ts'
import { createPlannedExecution } from '../planned.ts'
import { createStockExecution } from '../stock.ts'
import { asJson, composeTestGraph, createTestSubgraph, testRequest } from '../test-graph.ts'
import { maskText, type PiiCategory } from './masks.ts'

const crm = createTestSubgraph(
  'crm',
  `type Query { person: Person case: Case noted: Noted }
   interface Noted { note: String }
   type Person implements Noted @key(fields: "id") {
     id: ID! note: String fullName: String! email: String phones: [String!]! salary: Int wages: Int!
     guarded: String @requiresScopes(scopes: [["case.text:read"]])
   }
   type Case implements Noted { note: String }`,
  {
    Query: {
      person: () => ({
        ...{ id: '1', note: 'owes', fullName: 'Mia', email: 'mia@acme.com', phones: ['+49 1', '+49 2'] },
        ...{ salary: 7, wages: 7, guarded: 'yes' },
      }),
      case: () => ({ note: 'call back' }),
      noted: () => ({ __typename: 'Person', note: 'owes' }),
    },
  },
)

/** Marks fields of the composed graph, as `@composeDirective` brings them there. */
function withMarks(
  options: ExecutionOptions,
  marks: Readonly<Record<string, PiiCategory>>,
): ExecutionOptions {
  const marked = Object.entries(marks).reduce(
    (sdl, [field, category]) => sdl.replace(field, `${field} @pii(category: "${category}")`),
    options.supergraphSdl,
  )
  const directive = 'directive @pii(category: String!) on FIELD_DEFINITION'
  return { ...options, supergraphSdl: `${marked}\n${directive}` }
}

const graph = withMarks(composeTestGraph([crm]), {
  'fullName: String!': 'IDENTITY',
  'email: String': 'CONTACT',
  'phones: [String!]!': 'CONTACT',
  'salary: Int': 'FINANCIAL',
  'wages: Int!': 'FINANCIAL',
  'guarded: String': 'FREE_TEXT',
})
const ENGINES: [string, (options: ExecutionOptions) => Execution | Promise<Execution>][] = [
  ['planned', createPlannedExecution],
  ['stock', createStockExecution],
]
const requestWith = (...scopes: string[]) =>
  testRequest({ caller: { ...testRequest().caller, scopes: new Set(scopes) } })

for (const [engine, create] of ENGINES) {
  describe(`the ${engine} engine`, async () => {
    const execution = await create(graph)
    after(() => execution.close())
    const run = async (query: string, ...scopes: string[]) =>
      asJson(await execution.execute({ query }, requestWith(...scopes))) as {
        data: unknown
        errors?: { path: unknown; extensions: { code: string } }[]
      }

    test('personal texts are masked, by any name, for who lacks the scope of their kind', async () => {
      assert.deepEqual(await run('{ person { fullName alias: email ... on Person { phones } id } }'), {
        data: { person: { fullName: 'M***', alias: 'm***@acme.com', phones: ['***', '***'], id: '1' } },
      })
    })

    test('who has the scope sees them, and only those of its kind', async () => {
      const { data, errors } = await run('{ person { fullName email salary } }', 'customer.contact:read')
      assert.deepEqual(data, { person: { fullName: 'Mia', email: 'mia@acme.com', salary: null } })
      assert.deepEqual(
        errors?.map(({ path, extensions }) => [path, extensions.code]),
        [[['person', 'salary'], 'FORBIDDEN']],
      )
      assert.deepEqual(
        await run('{ person { fullName email salary wages } }', 'customer.contact:read', 'finance:read'),
        {
          data: { person: { fullName: 'Mia', email: 'mia@acme.com', salary: 7, wages: 7 } },
        },
      )
    })

    test('what has no mask and may not be null costs its object', async () => {
      const { data, errors } = await run('{ person { id wages } }')
      assert.deepEqual(data, { person: null })
      assert.deepEqual(errors?.[0]?.path, ['person', 'wages'])
    })

    test('a field with scopes of its own is left out, not masked', async () => {
      const { data, errors } = await run('{ person { guarded } }')
      assert.deepEqual([data, errors?.[0]?.extensions.code], [{ person: { guarded: null } }, 'FORBIDDEN'])
    })
  })
}

test('what comes later is masked, too', async (context) => {
  const execution = createPlannedExecution(graph)
  context.after(() => execution.close())
  const query = '{ person { id ... @defer { email } } }'
  const answer = await execution.executeInParts({ query }, requestWith())
  if (!isInParts(answer))
    return assert.deepEqual(asJson(answer), { data: { person: { id: '1', email: 'm***@acme.com' } } })
  const parts = await Array.fromAsync(answer.later)
  assert.deepEqual(asJson(parts.flatMap(({ delivered }) => delivered.map(({ data }) => data))), [
    { email: 'm***@acme.com' },
  ])
})

const MASKED: [PiiCategory, unknown, string | undefined][] = [
  ['CONTACT', 'mia@acme.com', 'm***@acme.com'],
  ['CONTACT', '@acme', '***'],
  ['CONTACT', '+49 30 1234', '***'],
  ['IDENTITY', 'Mia', 'M***'],
  ['IDENTITY', '𝒜lice', '𝒜***'],
  ['FREE_TEXT', 'call mia@acme.com', '***'],
  ['FINANCIAL', 7, undefined],
]
for (const [category, value, masked] of MASKED)
  test(`${JSON.stringify(value)} as ${category} is shown as ${masked}`, () => {
    assert.equal(maskText(category, value), masked)
  })
