import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ExecutionResult, graphql, parse, subscribe } from 'graphql'
import { createProcessesSubgraph } from '#processes/subgraph.ts'
import { mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createTestConnection } from '../support/identities.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { openFollowedNode } from './followed-node.ts'

const running = await openTemporaryStore()
/** What is being read of the log. */
const reads = new Set<Promise<unknown>>()
const followed = await openFollowedNode(running.store, {
  ...running.store,
  query(sql, values) {
    const read = running.store.query<never>(sql, values).finally(() => reads.delete(read))
    reads.add(read)
    return read
  },
})
const { node, events } = followed
after(async () => {
  await followed[Symbol.asyncDispose]()
  await running[Symbol.asyncDispose]()
})

const processes = createProcessesSubgraph(
  {
    engine: node.processes.engine,
    units: { idOf: (key) => key, keyOf: (id) => id, regionOf: () => undefined, keysOfRegions: () => [] },
    systemState: () => undefined,
  },
  new Map([['erp', createTestConnection('erp', 'ERP')]]),
)

const STAFF: Caller = {
  ...{ subject: 'bob', clientId: 'desk', customerIds: undefined, businessUnits: undefined },
  scopes: new Set(['process:read', 'process:write', 'process:approve', 'ops:read', 'ops:write']),
}
/** Whose run it is that the others ask for, and whose the one that they may see. */
const THEIRS = { customerId: 'cus_globex', businessUnitKey: 'emea' }
const OWN = { customerId: 'cus_acme', businessUnitKey: 'apac' }
const OTHERS: Record<string, Caller> = {
  'a user of another customer’s portal': { ...STAFF, clientId: 'portal', customerIds: ['cus_acme'] },
  'a partner who looks after other customers': {
    ...{ ...STAFF, clientId: 'partner' },
    customerIds: ['cus_initech', 'cus_acme'],
  },
  'somebody of another business unit': { ...STAFF, businessUnits: ['apac'] },
  'somebody who looks after the customer’s neighbours in the same unit': {
    ...{ ...STAFF, customerIds: ['cus_initech', 'cus_acme'] },
    businessUnits: ['emea', 'apac'],
  },
  'somebody who may see nobody': { ...STAFF, customerIds: [] },
}

const requestOf = (caller: Caller) => ({
  ...{ caller, correlationId: 'test', signal: AbortSignal.timeout(30_000) },
  ...{ logger: silentLogger, receivedAt: new Date() },
})

/** What an operation answers, but for the id that it was asked about. */
async function ask(source: string, id: string, caller: Caller): Promise<string> {
  const contextValue = processes.createContext(requestOf(caller))
  const variableValues = { id, key: mintId('ProcessRun', new Date()) }
  const answer = await graphql({ schema: processes.schema, source, variableValues, contextValue })
  return JSON.stringify(answer).replaceAll(id, '<id>')
}

const UPDATES = parse(`subscription ($id: ID!) { processRunUpdated(id: $id, since: "0") { run { id } } }`)

/** A run's updates from the first. */
async function follow(id: string, caller: Caller): Promise<AsyncGenerator<ExecutionResult>> {
  const { schema, createContext } = events.log.subgraph
  const contextValue = createContext(requestOf(caller))
  const updates = await subscribe({ schema, document: UPDATES, contextValue, variableValues: { id } })
  assert.ok(Symbol.asyncIterator in updates, JSON.stringify(updates))
  return updates
}

/** Whoever follows has been given all that the log holds for it. */
async function isReadToTheEnd(): Promise<void> {
  do {
    await Promise.allSettled(reads)
    await nextTurn()
  } while (reads.size > 0)
}

const OPERATIONS: Record<string, string> = {
  'read by its id': 'query ($id: ID!) { processRun(id: $id) { status } }',
  'asked for its exception':
    'query ($id: ID!) { processRun(id: $id) { exception { summary } subject { __typename } } }',
  'called off': `mutation ($id: ID!, $key: String!) {
    processRunCancel(input: { idempotencyKey: $key, runId: $id }) { run { id } userErrors { code message field } } }`,
  approved: `mutation ($id: ID!, $key: String!) { processRunApprove(input: { idempotencyKey: $key, runId: $id, planHash: "any" }) {
    run { id } userErrors { code message field } } }`,
  rejected: `mutation ($id: ID!, $key: String!) { processRunReject(input: { idempotencyKey: $key, runId: $id, reason: "no" }) {
    run { id } userErrors { code message field } } }`,
}

describe('a run of somebody else', () => {
  let theirs: string
  let own: string
  const nobodys = mintId('ProcessRun', new Date())
  before(async () => {
    theirs = await node.start({ ...THEIRS, needsApproval: true })
    await node.rested(theirs)
    own = await node.start(OWN)
    await node.rested(own)
  })

  for (const [who, caller] of Object.entries(OTHERS)) {
    for (const [how, source] of Object.entries(OPERATIONS))
      test(`${how} by ${who} is one that does not exist`, async () => {
        assert.equal(await ask(source, theirs, caller), await ask(source, nobodys, caller))
        assert.equal((await node.run(theirs)).status, 'WAITING_APPROVAL')
      })

    test(`followed by ${who} tells nothing, nor does one that does not exist`, async () => {
      const others = await Promise.all([theirs, nobodys].map((id) => follow(id, caller)))
      const told = others.map((updates) => updates.next().then(({ done }) => done === true))
      await isReadToTheEnd()
      await Promise.all(others.map((updates) => updates.return(undefined)))
      assert.deepEqual(await Promise.all(told), [true, true])
    })
  }

  test('is told and read by who may see it', async () => {
    const seller: Caller = { ...STAFF, customerIds: ['cus_globex'], businessUnits: ['emea'] }
    const updates = await follow(theirs, seller)
    assert.deepEqual(JSON.parse(JSON.stringify((await updates.next()).value)), {
      data: { processRunUpdated: { run: { id: theirs } } },
    })
    await updates.return(undefined)
    assert.match(await ask(OPERATIONS['read by its id'] ?? '', theirs, seller), /WAITING_APPROVAL/)
  })
})
