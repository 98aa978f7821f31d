import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, GraphQLError, getOperationAST, parse } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { AuditEntry } from './audit/entry.ts'
import type { Client } from './clients/client.ts'
import type { Refusal } from './execution/errors.ts'
import type { PricedExecution } from './execution/execution.ts'
import type { Operation } from './execution/operation.ts'
import { coerceVariables, type PricedOperation } from './execution/prepare.ts'
import { isStream } from './execution/subscriptions/open-stream.ts'
import { testRequest } from './execution/test-graph.ts'
import { governExecution } from './governed-execution.ts'
import type { ClientBudget } from './limits/throttle/client-budgets.ts'
import { createLimits } from './limits/limits.ts'
import { createOperationFacts } from './usage/operation-facts.ts'
import type { UsedOperation } from './usage/usage.ts'

const SDL = `
  directive @pii(category: String) on FIELD_DEFINITION
  type Query { customer(id: ID): Customer old: Int @deprecated(reason: "Use customer. Deprecated 2026-11-25, removed after 2027-11-25.") }
  type Mutation { change(id: ID): Customer }
  type Subscription { changed: Customer }
  type Customer { id: ID email: String @pii(category: CONTACT) }
`
const CUSTOMER = 'cus_01K8ZC4M2V7Q9T3B5N6R8W0XYE'

interface Story {
  kind?: Client['kind']
  /** Points that are there. */
  points?: number
  /** Why nothing can be put down. */
  auditFails?: 'BEGUN' | 'CHANGED'
}

/** An execution that answers a customer to everything, and who accounts for it. */
function start({ kind = 'PARTNER', points = 100, auditFails }: Story = {}) {
  const schema = buildSchema(SDL)
  const limits = createLimits({ schema, supergraph: parse(SDL) })
  const happened: string[] = []
  const entries: AuditEntry[] = []
  const used: UsedOperation[] = []
  let left = points
  let isStopped = false

  const read = ({ query, variables }: Operation): PricedOperation | Refusal => {
    if (query === 'wrong') return { errors: [new GraphQLError('wrong')] }
    const measured = limits.measure(query)
    const operation = getOperationAST(measured.document)
    assert.ok(operation)
    const found = coerceVariables(schema, operation, variables)
    assert.ok('coerced' in found)
    const cost = measured.cost(undefined, found.coerced)
    const sent = variables ?? {}
    return { document: measured.document, operation, measured, sent, coerced: found.coerced, cost }
  }
  async function* events() {
    try {
      for (;;) yield { data: { changed: { id: CUSTOMER } } }
    } finally {
      isStopped = true
    }
  }
  const answer = async () => {
    happened.push('run')
    return { data: { customer: null } }
  }
  const execution: PricedExecution = {
    schema,
    limits,
    read,
    execute: answer,
    executeInParts: answer,
    subscribe: async () => events(),
    close: async () => {},
  }
  const budget: ClientBudget = {
    charge(amount) {
      if (amount > left)
        return new WeftError('RATE_LIMITED', 'spent', { system: 'gateway', retryAfterSeconds: 7 })
      left -= amount
      return undefined
    },
    refund: (amount) => {
      left += amount
    },
    status: () => ({ maximumAvailable: points, currentlyAvailable: left, restoreRate: 1 }),
    headers: () => ({ ratelimit: `"points";r=${left};t=1` }),
  }
  const put = async (entry: AuditEntry): Promise<void> => {
    if (entry.action === auditFails) throw new WeftError('STORE_UNAVAILABLE', 'the store is away')
    happened.push(entry.action)
    entries.push(entry)
  }
  const client = { id: 'acme', kind, budgets: {} } as Client
  const governed = governExecution(
    execution,
    {
      clientOf: (id) => (id === 'c' ? client : undefined),
      budgets: { of: () => budget, close: async () => {} },
      usage: { record: (each) => used.push(each), flush: async () => {}, metrics: [], close: async () => {} },
      audit: {
        note: (entry) => entries.push(entry),
        write: put,
        flush: async () => {},
        metrics: [],
        close: async () => {},
      },
    },
    createOperationFacts(schema, parse(SDL)),
  )
  return { governed, happened, entries, used, left: () => left, isStopped: () => isStopped }
}

const QUERY = 'query One($id: ID) { customer(id: $id) { id email } }'

async function ask(story: Story, query: string, overrides: Partial<RequestContext> = {}) {
  const started = start(story)
  const request = testRequest({ transport: 'http', ...overrides })
  const answer = await started.governed.execute({ query, variables: { id: CUSTOMER } }, request)
  return { ...started, answer, headers: request.answerHeaders }
}

test('what an operation cost is told, and what it did not is given back', async () => {
  const { answer, left, headers } = await ask({}, QUERY)
  assert.deepEqual(answer.extensions?.cost, {
    requestedQueryCost: 1,
    actualQueryCost: 0,
    throttleStatus: { maximumAvailable: 100, currentlyAvailable: 100, restoreRate: 1 },
  })
  assert.equal(left(), 100)
  assert.deepEqual(headers, { ratelimit: '"points";r=100;t=1' })
})

test('staff are told and given back the same as everybody', async () => {
  const { answer, left, headers } = await ask({ kind: 'STAFF' }, QUERY)
  assert.deepEqual(answer.extensions?.cost, {
    requestedQueryCost: 1,
    actualQueryCost: 0,
    throttleStatus: { maximumAvailable: 100, currentlyAvailable: 100, restoreRate: 1 },
  })
  assert.deepEqual([left(), headers], [100, { ratelimit: '"points";r=100;t=1' }])
})

test('a client that is not registered has no budget', async () => {
  const caller = { ...testRequest().caller, clientId: 'unknown' }
  const { answer, left } = await ask({ points: 0 }, QUERY, { caller })
  assert.deepEqual([answer, left()], [{ data: { customer: null } }, 0])
})

test('an operation beyond its budget is not run, and told when to come again', async () => {
  const { answer, happened, used, headers } = await ask({ points: 0 }, QUERY)
  assert.equal(answer.errors?.[0]?.extensions.code, 'RATE_LIMITED')
  assert.equal(answer.data, undefined)
  assert.equal(headers?.['retry-after'], '7')
  assert.deepEqual([happened, used], [[], []])
})

test('what is refused costs an operation too: whoever guesses is slowed down', async () => {
  const charged: number[] = []
  for (const points of [0, -1]) {
    const { answer, left } = await ask({ points }, 'wrong')
    assert.equal(answer.errors?.[0]?.extensions.code, points < 0 ? 'RATE_LIMITED' : undefined)
    charged.push(left())
  }
  assert.deepEqual(charged, [0, -1])
})

test('what is refused for what it says tells what is left, like any other answer', async () => {
  const { answer, headers } = await ask({ points: 5 }, 'wrong')
  assert.ok(answer.errors)
  assert.deepEqual(headers, { ratelimit: '"points";r=5;t=1' })
  assert.deepEqual(answer.extensions?.cost, {
    requestedQueryCost: 0,
    actualQueryCost: 0,
    throttleStatus: { maximumAvailable: 5, currentlyAvailable: 5, restoreRate: 1 },
  })
})

test('who read what is put down without a value', async () => {
  const { entries } = await ask({}, QUERY)
  const [{ operation, ...entry } = { operation: undefined }] = entries
  assert.deepEqual(
    [operation?.name, operation?.rootFields, operation?.personal],
    ['One', ['customer'], ['CONTACT']],
  )
  assert.deepEqual(entry, {
    at: new Date(0),
    action: 'READ',
    subject: 's',
    clientId: 'c',
    correlationId: 'c-1',
    transport: 'http',
    ids: [CUSTOMER],
    outcome: 'OK',
  })
})

const MUTATION = 'mutation ($id: ID) { change(id: $id) { id } }'

test('a change is on disk before it is made, and before it is answered', async () => {
  const { happened } = await ask({}, MUTATION)
  assert.deepEqual(happened, ['BEGUN', 'run', 'CHANGED'])
})

test('nothing is changed that cannot be put down', async () => {
  const { happened, answer } = await ask({ auditFails: 'BEGUN' }, MUTATION)
  assert.deepEqual([happened, answer.errors?.[0]?.extensions.code], [[], 'STORE_UNAVAILABLE'])
})

test('who has changed something is told, even if the end of it cannot be put down', async () => {
  const { happened, answer } = await ask({ auditFails: 'CHANGED' }, MUTATION)
  assert.deepEqual([happened, answer.errors], [['BEGUN', 'run'], undefined])
})

test('what is deprecated is told', async () => {
  const { headers: { ratelimit: _left, ...headers } = {} } = await ask({}, '{ old }')
  assert.deepEqual(headers, {
    deprecation: `@${Date.UTC(2026, 10, 25) / 1000}`,
    sunset: 'Thu, 25 Nov 2027 00:00:00 GMT',
  })
})

test('each event costs what it may; where the budget ends the stream does, and says so', async () => {
  const { governed, isStopped, used } = start({ points: 4 })
  const answers = await governed.subscribe({ query: 'subscription { changed { id } }' }, testRequest())
  assert.ok(isStream(answers))
  const codes: unknown[] = []
  for await (const { errors } of answers) codes.push(errors?.[0]?.extensions.code)
  assert.deepEqual(codes, [undefined, undefined, undefined, 'RATE_LIMITED'])
  assert.equal(isStopped(), true)
  assert.equal(used.length, 1)
})

test('what is pushed to staff is paid when they subscribe', async () => {
  const { governed, left } = start({ kind: 'STAFF', points: 4 })
  const answers = await governed.subscribe({ query: 'subscription { changed { id } }' }, testRequest())
  assert.ok(isStream(answers))
  for (let event = 0; event < 10; event += 1) assert.equal((await answers.next()).value?.errors, undefined)
  assert.equal(left(), 3)
  await answers.return?.()
})
