import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { type GatewayServer, startGatewayServer } from '#gateway/server.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { AGENT, startWorld, type World } from '../../support/world.ts'
import { BAD_LISTS, BAD_ROOTS, type BadField } from './bad-fields.ts'
import { BAD_OPERATIONS } from './bad-operations.ts'
import { UNKNOWN_WORDS } from './unknown-words.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

interface Told {
  message: string
  path?: (string | number)[]
  extensions: Record<string, unknown>
}
interface Answer {
  status: number
  text: string
  data?: Record<string, unknown> | null
  errors: Told[]
}

const RESPONSE = 'application/graphql-response+json'
const JSON_TYPE = 'application/json'
/** What would tell a stranger how we are made: stacks, files, addresses. */
const INSIDES = /\n\s+at |\.ts\b|node_modules|https?:\/\/|127\.0\.0\.1|localhost|select |pg_/i

const aliased = (fields: readonly BadField[]): string =>
  fields.map(({ field }, index) => `bad${index}: ${field}`).join('\n')

describe('bad input is told by its name, and costs nothing else', () => {
  let world: World
  let gateway: GatewayServer
  let id: string
  before(async () => {
    world = await startWorld()
    id = await world.customerId('Acme Industries')
    gateway = await startGatewayServer({
      host: '127.0.0.1',
      port: 0,
      execution: world.executions.planned,
      verifyToken: async () => AGENT,
      developmentIssuer: undefined,
      readiness: [],
      operationTimeoutMs: 30_000,
      clock: systemClock,
      logger: silentLogger,
    })
  })
  after(async () => {
    await gateway.close()
    await world[Symbol.asyncDispose]()
  })

  const ask = async (body: object, accept = RESPONSE): Promise<Answer> => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    assert.doesNotMatch(text, INSIDES)
    return { status: response.status, text, errors: [], ...JSON.parse(text) }
  }

  const assertTold = (
    errors: readonly Told[],
    fields: readonly BadField[],
    parent: readonly string[],
  ): void => {
    const told = new Map(errors.map((error) => [error.path?.join('.'), error]))
    assert.equal(errors.length, fields.length)
    for (const [index, { field, code, names }] of fields.entries()) {
      const error = told.get([...parent, `bad${index}`].join('.'))
      assert.equal(error?.extensions.code, code, field)
      assert.equal(error?.extensions.retryable, false, field)
      assert.match(error?.message ?? '', names, field)
      assert.equal(typeof error?.extensions.correlationId, 'string')
    }
  }

  test('every kind of bad id and argument in one operation, each at its own place', async () => {
    const query = `query ($id: ID!) { good: customer(id: $id) { displayName status creditHold } ${aliased(BAD_ROOTS)} }`
    const { status, data, errors } = await ask({ query, variables: { id } })
    assert.equal(status, 200)
    assertTold(errors, BAD_ROOTS, [])
    const { good, ...bad } = data ?? {}
    assert.deepEqual(good, { displayName: 'Acme Industries', status: 'ACTIVE', creditHold: false })
    assert.deepEqual(new Set(Object.values(bad)), new Set([null]))
  })

  for (const list of new Set(BAD_LISTS.map(({ field }) => field.split('(')[0] ?? ''))) {
    test(`every bad page of ${list}, beside a good one`, async () => {
      const fields = BAD_LISTS.filter(({ field }) => field.startsWith(`${list}(`))
      const query = `query ($id: ID!) { customer(id: $id) { displayName good: ${list}(first: 1) { pageInfo { hasPreviousPage } } ${aliased(fields)} } }`
      world.forgetCalls()
      const { status, data, errors } = await ask({ query, variables: { id } })
      assert.equal(status, 200)
      assertTold(errors, fields, ['customer'])
      const { displayName, good, ...bad } = (data?.customer ?? {}) as Record<string, unknown>
      assert.deepEqual([displayName, good], ['Acme Industries', { pageInfo: { hasPreviousPage: false } }])
      assert.deepEqual(new Set(Object.values(bad)), new Set([null]))
    })
  }

  test('an id that nobody minted, and one of another customer, name nothing; no system is asked', async () => {
    world.forgetCalls()
    const nobody = 'cus_01KEY0000000000000000000QQ'
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } customer(id: "${nobody}") { displayName } node(id: "inv_01KEY0000000000000000000QQ") { id } }`
    const { status, data, errors } = await ask({ query, variables: { ids: [id, nobody] } })
    assert.equal(status, 200)
    assert.deepEqual([errors, data], [[], { nodes: [{ id }, null], customer: null, node: null }])
    const portal = { ...AGENT, customerIds: [nobody] }
    const { data: seen, errors: told } = await world.query(
      'query ($id: ID!) { customer(id: $id) { displayName } }',
      { id },
      { caller: portal },
    )
    assert.deepEqual([seen, told], [{ customer: null }, undefined])
    assert.deepEqual(world.callsPerVendor(), {})
  })

  for (const { title, query, variables, code, names } of BAD_OPERATIONS) {
    test(`${title}: the operation is refused whole, before anybody is asked`, async () => {
      world.forgetCalls()
      for (const [accept, expected] of [
        [RESPONSE, 400],
        [JSON_TYPE, 200],
      ] as const) {
        const { status, data, errors } = await ask({ query, variables }, accept)
        assert.deepEqual([status, data], [expected, undefined], accept)
        assert.equal(errors[0]?.extensions.code, code)
        assert.match(errors[0]?.message ?? '', names)
      }
      assert.deepEqual(world.callsPerVendor(), {})
    })
  }

  for (const at of ['yesterday', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-11-25']) {
    test(`${at} is no instant`, async () => {
      const query =
        'query ($id: ID!, $at: DateTime) { customer(id: $id) { status entitlements(activeAt: $at) { nodes { id } } } }'
      const { data, errors } = await ask({ query, variables: { id, at } })
      assert.deepEqual(data?.customer, { status: 'ACTIVE', entitlements: null })
      assert.deepEqual(
        errors.map(({ path, extensions, message }) => [
          path?.join('.'),
          extensions.code,
          /DateTime/.test(message),
        ]),
        [['customer.entitlements', 'INVALID_ARGUMENT', true]],
      )
    })
  }

  for (const { vendor, path, edit, reads } of UNKNOWN_WORDS) {
    test(`${vendor} says ${JSON.stringify(edit.value)} for ${reads[0]}: it reads UNKNOWN, and is no error`, async () => {
      const whole = (await ask({ query: operation, variables: { id } })).data?.customer
      world.emulator(vendor).fail({ path, edits: [edit] })
      const { data, errors } = await ask({ query: operation, variables: { id } })
      world.emulator(vendor).reset()
      const expected = structuredClone(whole) as Record<string, unknown>
      for (const each of reads) put(expected, each.split('.'), 'UNKNOWN')
      assert.deepEqual([errors, data?.customer], [[], expected])
    })
  }
})

function put(tree: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) tree[key] = value
  else put(tree[key] as Record<string, unknown>, rest, value)
}
