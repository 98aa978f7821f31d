import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { execute, parse } from 'graphql'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { CASES, writeServiceNow } from '../../support/event-world.ts'
import { AGENT, startWorld, type World } from '../../support/world.ts'
import { type Ids, readForeignIds, unknownIds } from './foreign-ids.ts'

/** What each subgraph is asked by a reference of another one, each field a read of some system. */
const REFERENCES: readonly [subgraph: string, type: keyof Ids, selection: string][] = [
  ['crm', 'Customer', 'status contacts(first: 1) { nodes { lastName } }'],
  ['crm', 'Contract', 'contractNumber'],
  ['crm', 'Opportunity', 'name'],
  ['crm', 'Quote', 'quoteNumber'],
  ['crm', 'Contact', 'lastName'],
  ['crm', 'Order', 'purchaseOrderNumber'],
  ['billing', 'Customer', 'billingEmail invoices(first: 1) { nodes { id } }'],
  ['billing', 'Invoice', 'billingInvoiceNumber'],
  ['billing', 'Payment', 'amount { minorUnits }'],
  ['billing', 'BillingSubscription', 'status'],
  ['billing', 'FeatureEntitlement', 'level'],
  ['billing', 'Contract', 'subscriptions { id }'],
  ['support', 'Customer', 'cases(first: 1) { nodes { id } }'],
  ['support', 'Case', 'subject'],
  ['support', 'SupportEntitlement', 'status'],
  ['support', 'Contract', 'supportEntitlementRefs { id }'],
  ['erp', 'Customer', 'customerNumber orders(first: 1) { nodes { id } }'],
  ['erp', 'Order', 'orderNumber'],
  ['erp', 'Invoice', 'postingStatus erpInvoiceNumber'],
  ['erp', 'Payment', 'allocations { amount { minorUnits } }'],
  ['erp', 'Contract', 'billedToDate'],
  ['crosswalk', 'Invoice', 'externalRefs { externalId }'],
  ['crosswalk', 'Case', 'externalRefs { externalId }'],
]

describe('a reference to somebody else’s record', () => {
  const stack = new AsyncDisposableStack()
  let world: World
  let foreign: Ids
  const callers = new Map<string, Caller>()

  before(async () => {
    const lookIntervals = { pollMs: 3_600_000, sweepMs: 3_600_000 }
    world = stack.use(await startWorld({ lookIntervals }))
    const read = await readForeignIds(world, 'Acme Industries')
    foreign = read.foreign
    callers.set('a portal', { ...AGENT, customerIds: [read.own] })
    callers.set('a unit', { ...AGENT, businessUnits: ['nowhere'] })
  })
  after(() => stack.disposeAsync())

  test('a case that moves unseen is its new customer’s once it was read, and nobody else’s at any time', async () => {
    const [acme = '', other = ''] = await Promise.all(
      ['Acme Industries', 'Globex'].map((name) => world.customerId(name)),
    )
    const { store } = world.domains
    const sysIdOf = async (id: string): Promise<string> => {
      const links = await store.query<{ nativeId: string }>(
        `select native_id as "nativeId" from crosswalk.links where id = $1 and connection_id = 'support-servicenow'`,
        [id],
      )
      return links[0]?.nativeId ?? assert.fail(id)
    }
    const path = `${CASES}/${await sysIdOf(foreign.Case)}`
    const move = async (to: string) =>
      writeServiceNow(world.emulator('servicenow'), 'PATCH', path, { account: await sysIdOf(to) })
    const read = async (by: string): Promise<{ isSeen: boolean; calls: number }> => {
      world.forgetCalls()
      const caller = { ...AGENT, customerIds: [by] }
      const { data } = await world.query(
        'query ($id: ID!) { case(id: $id) { id } }',
        { id: foreign.Case },
        { caller },
      )
      const isSeen = (data as { case: unknown }).case !== null
      return { isSeen, calls: world.callsPerVendor().servicenow ?? 0 }
    }
    await move(other)
    await world.query('query ($id: ID!) { case(id: $id) { id } }', { id: foreign.Case })
    assert.deepEqual(await read(acme), { isSeen: false, calls: 0 })
    assert.deepEqual(await read(other), { isSeen: true, calls: 1 })
    for (const [from, to] of [
      [other, acme],
      [acme, other],
    ] as const) {
      await move(to)
      assert.deepEqual(await read(to), { isSeen: false, calls: 0 })
      assert.deepEqual(await read(from), { isSeen: false, calls: 1 })
      assert.deepEqual(await read(to), { isSeen: true, calls: 1 })
      assert.deepEqual(await read(from), { isSeen: false, calls: 0 })
    }
  })

  const resolve = async (
    caller: Caller,
    [name, type, selection]: (typeof REFERENCES)[number],
    id: string,
  ) => {
    const subgraph = world.domains.subgraphs.get(name) ?? assert.fail(name)
    const signal = AbortSignal.timeout(30_000)
    const request = { caller, correlationId: 'test', signal, logger: silentLogger, receivedAt: new Date() }
    world.forgetCalls()
    const { data, errors } = await execute({
      schema: subgraph.schema,
      document: parse(
        `query ($things: [_Any!]!) { _entities(representations: $things) { ... on ${type} { ${selection} } } }`,
      ),
      variableValues: { things: [{ __typename: type, id }] },
      contextValue: subgraph.createContext(request),
    })
    const told = errors?.map(({ message, path }) => ({ message, path }))
    return { answer: JSON.parse(JSON.stringify({ data, told })), calls: world.callsPerVendor() }
  }

  for (const reference of REFERENCES)
    test(`${reference[0]}, ${reference[1]}: is answered as one to nothing, and costs no call`, async () => {
      const id = foreign[reference[1]]
      const seen = await resolve(AGENT, reference, id)
      const isAnswered = Object.keys(seen.calls).length > 0 || reference[0] === 'crosswalk'
      assert.ok(isAnswered && seen.answer.data._entities[0], 'who may see it is answered by its system')
      for (const caller of callers.values()) {
        const theirs = await resolve(caller, reference, id)
        assert.deepEqual(theirs, await resolve(caller, reference, unknownIds()[reference[1]]))
        assert.deepEqual(theirs.calls, {})
      }
    })
})
