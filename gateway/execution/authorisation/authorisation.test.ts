import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import type { Execution, ExecutionOptions } from '../execution.ts'
import { createPlannedExecution } from '../planned.ts'
import { createStockExecution } from '../stock.ts'
import { asJson, composeTestGraph, createTestSubgraph, testRequest } from '../test-graph.ts'

const asked: string[] = []

/** A resolver that tells that it was asked. */
const tells =
  <Value>(place: string, value: Value) =>
  (): Value => {
    asked.push(place)
    return value
  }

const EVENT = { paid: { number: 'i-1', amount: 7 } }

const crm = createTestSubgraph(
  'crm',
  `type Query {
     customer: Customer customers: [Customer!]! thing(invoice: Boolean): Thing things: [Thing] known: Int @authenticated
     ruled: Int @policy(policies: [["p"]]) nobody: Int @requiresScopes(scopes: []) open: Int
   }
   interface Thing { id: ID! note: String }
   type Customer implements Thing @key(fields: "id") { id: ID! note: String name: String both: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) }
   type Invoice implements Thing @requiresScopes(scopes: [["invoice:read"]]) { id: ID! note: String number: String amount: Int @requiresScopes(scopes: [["finance:read"]]) }
   type Secret implements Thing { id: ID! note: String @requiresScopes(scopes: [["finance:read"]]) }
   type Mutation { pay: Invoice rename(to: String): Customer close: Int @requiresScopes(scopes: [["finance:read"]]) }
   type Subscription { paid: Invoice renamed: Customer }`,
  {
    Query: {
      customer: tells('customer', { id: '1', note: 'n', name: 'Acme' }),
      customers: () => [{ id: '1' }, { id: '2' }],
      thing: (_: unknown, { invoice }: { invoice?: boolean }) =>
        invoice ? { __typename: 'Invoice', id: 'i-1' } : { __typename: 'Customer', id: '1', note: 'n' },
      things: () => [
        { __typename: 'Customer', id: '1', note: 'mine' },
        { __typename: 'Secret', id: '2', note: 'hidden' },
        { __typename: 'Invoice', id: '3', note: 'hidden' },
      ],
      known: tells('known', 1),
      ruled: tells('ruled', 2),
      nobody: tells('nobody', 3),
      open: () => 4,
    },
    Customer: {
      __resolveReference: ({ id }: { id: string }) => ({ id, name: 'Acme' }),
      both: tells('both', 5),
    },
    Mutation: {
      pay: tells('pay', EVENT.paid),
      rename: tells('rename', { id: '1', name: 'Acme' }),
      close: tells('close', 1),
    },
    Subscription: {
      paid: {
        async *subscribe() {
          asked.push('paid')
          yield EVENT
        },
      },
      renamed: {
        async *subscribe() {
          yield { renamed: { id: '1', name: 'Acme' } }
        },
      },
    },
  },
)
const erp = createTestSubgraph(
  'erp',
  `type Customer @key(fields: "id") {
     id: ID! hold: Boolean! @requiresScopes(scopes: [["finance:read"]]) limit: Int @requiresScopes(scopes: [["finance:read"]])
     balance: Balance @requiresScopes(scopes: [["finance:read"]]) region: String
   }
   type Balance { total: Int! }`,
  {
    Customer: {
      hold: tells('hold', true),
      limit: tells('limit', 99),
      balance: tells('balance', { total: 7 }),
      region: tells('region', 'EMEA'),
    },
  },
)

const graph = composeTestGraph([crm, erp])
const ENGINES: [string, (options: ExecutionOptions) => Execution | Promise<Execution>][] = [
  ['planned', createPlannedExecution],
  ['stock', createStockExecution],
]

const requestWith = (scopes: readonly string[] = [], caller: Partial<Caller> = {}): RequestContext =>
  testRequest({ caller: { ...testRequest().caller, scopes: new Set(scopes), ...caller } })

/** Places of FORBIDDEN in an answer. */
const forbiddenIn = (answer: unknown): string[] => {
  const { errors = [] } = answer as { errors?: { path?: string[]; extensions: { code: string } }[] }
  return errors.map(({ path = [], extensions: { code } }) => `${path.join('.')} ${code}`)
}

for (const [engine, create] of ENGINES) {
  describe(`the ${engine} engine`, async () => {
    const execution = await create(graph)
    after(() => execution.close())
    const run = async (query: string, request = requestWith()) => {
      asked.length = 0
      return asJson(await execution.execute({ query }, request)) as { data?: unknown; errors?: unknown }
    }

    test('answers all but what the caller may not see, and asks nobody for that', async () => {
      const answer = await run('{ customer { name limit } }')
      assert.deepEqual(answer, {
        data: { customer: { name: 'Acme', limit: null } },
        errors: [
          {
            message: 'The caller may not see or do this.',
            path: ['customer', 'limit'],
            extensions: { code: 'FORBIDDEN', retryable: false, system: 'gateway', correlationId: 'c-1' },
          },
        ],
      })
      assert.deepEqual(asked, ['customer'])
    })

    test('answers all of it to whoever may see it', async () => {
      assert.deepEqual(await run('{ customer { name limit } }', requestWith(['finance:read'])), {
        data: { customer: { name: 'Acme', limit: 99 } },
      })
    })

    const HIDING: [way: string, query: string, data: unknown, places: string[]][] = [
      [
        'aliases',
        '{ x: customer { id: limit y: name } }',
        { x: { id: null, y: 'Acme' } },
        ['x.id FORBIDDEN'],
      ],
      [
        'fragments',
        '{ customer { ...F ... on Thing { ... on Customer { limit } } } } fragment F on Customer { limit region }',
        { customer: { limit: null, region: 'EMEA' } },
        ['customer.limit FORBIDDEN'],
      ],
      [
        'a parent',
        '{ customer { balance { total } } }',
        { customer: { balance: null } },
        ['customer.balance FORBIDDEN'],
      ],
      [
        'a list',
        '{ customers { limit } }',
        { customers: [{ limit: null }, { limit: null }] },
        ['customers.0.limit FORBIDDEN', 'customers.1.limit FORBIDDEN'],
      ],
      [
        'a field that may not be null',
        '{ customer { name hold } }',
        { customer: null },
        ['customer.hold FORBIDDEN'],
      ],
      ['a type', '{ thing(invoice: true) { id __typename } }', { thing: null }, ['thing FORBIDDEN']],
      [
        'an interface, by what each object is',
        '{ things { __typename id note } }',
        {
          things: [
            { __typename: 'Customer', id: '1', note: 'mine' },
            { __typename: 'Secret', id: '2', note: null },
            null,
          ],
        },
        ['things.1.note FORBIDDEN', 'things.2 FORBIDDEN'],
      ],
      ['a policy', '{ open ruled }', { open: 4, ruled: null }, ['ruled FORBIDDEN']],
      ['a list of no scopes', '{ open nobody }', { open: 4, nobody: null }, ['nobody FORBIDDEN']],
      ['a whole operation', '{ ruled }', { ruled: null }, ['ruled FORBIDDEN']],
    ]
    for (const [way, query, data, places] of HIDING) {
      test(`hides what is behind ${way}`, async () => {
        const answer = await run(query)
        assert.deepEqual(answer.data, data)
        assert.deepEqual(forbiddenIn(answer), places)
        assert.deepEqual(
          asked.filter((place) => place !== 'customer' && place !== 'region'),
          [],
        )
      })
    }

    test('leaves alone what is skipped', async () => {
      assert.deepEqual(await run('{ customer { name limit @skip(if: true) } }'), {
        data: { customer: { name: 'Acme' } },
      })
    })

    test('takes one of several lists of scopes, and all of that list', async () => {
      for (const [scopes, both] of [
        [['a'], null],
        [['a', 'b'], 5],
        [['c'], 5],
        [['a', 'C'], null],
      ] as const)
        assert.deepEqual((await run('{ customer { both } }', requestWith(scopes))).data, {
          customer: { both },
        })
    })

    test('knows a caller without a scope from nobody', async () => {
      assert.deepEqual(await run('{ known }'), { data: { known: 1 } })
      const answer = await run('{ known open }', requestWith([], { isAnonymous: true }))
      assert.deepEqual(
        [answer.data, forbiddenIn(answer), asked],
        [{ known: null, open: 4 }, ['known FORBIDDEN'], []],
      )
    })

    test('tells the whole schema to whoever asks for it', async () => {
      const { data } = await run('{ __type(name: "Balance") { fields { name } } ruled }')
      assert.deepEqual(data, { __type: { fields: [{ name: 'total' }] }, ruled: null })
    })

    test('refuses variables that do not fit, also of a field that it leaves out', async () => {
      const query = 'query ($b: Boolean!) { thing(invoice: $b) { ... on Invoice { number } } }'
      const { errors } = await execution.execute({ query }, requestWith())
      assert.equal(errors?.[0]?.extensions.code, 'INVALID_ARGUMENT')
    })

    test('begins no mutation that its caller may not make; what a made one shows is a read', async () => {
      const mutation = 'mutation { rename(to: "x") { name limit } done: close }'
      const refused = await run(mutation)
      assert.deepEqual([refused.data, forbiddenIn(refused), asked], [undefined, ['done FORBIDDEN'], []])
      const made = await run('mutation { rename(to: "x") { name limit } }')
      assert.deepEqual(made.data, { rename: { name: 'Acme', limit: null } })
    })
  })
}

describe('a subscription', async () => {
  const execution = createPlannedExecution(graph)
  after(() => execution.close())
  const open = (query: string, scopes: readonly string[]) =>
    execution.subscribe({ query }, requestWith(scopes))

  test('that its caller may not follow is refused, and its source is never opened', async () => {
    asked.length = 0
    const refused = asJson(await open('subscription { p: paid { number } }', [])) as { data?: unknown }
    assert.deepEqual([refused.data, forbiddenIn(refused), asked], [undefined, ['p FORBIDDEN'], []])
  })

  test('hides in each event what its caller may not see', async () => {
    for (const [scopes, amount] of [
      [['invoice:read'], null],
      [['invoice:read', 'finance:read'], 7],
    ] as const) {
      const stream = await open('subscription { paid { number amount } }', scopes)
      assert.ok(Symbol.asyncIterator in stream)
      const { value } = await stream.next()
      assert.deepEqual((value as { data?: unknown }).data, { paid: { number: 'i-1', amount } })
      await stream.return?.()
    }
  })
})

test('callers who lack the same share a plan, whatever else they have; the others’ stays their own', async () => {
  const execution = createPlannedExecution(graph)
  const query = '{ customer { limit both } }'
  const run = (...scopes: string[]) => execution.execute({ query }, requestWith(scopes))
  for (const scopes of [['c'], ['c', 'd'], ['a', 'b', 'x']]) await run(...scopes)
  assert.equal(execution.counters.plans.entries, 1)
  await run('finance:read', 'c')
  await run('c')
  assert.equal(execution.counters.plans.entries, 2)
  await execution.close()
})
