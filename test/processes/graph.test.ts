import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { graphql } from 'graphql'
import { approveRun, rejectRun } from '#processes/decide/approve.ts'
import { resolveException } from '#processes/decide/exceptions.ts'
import { createProcessesSubgraph } from '#processes/subgraph.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createTestConnection } from '../support/identities.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import type { MadeUpInput } from './made-up-process.ts'
import { BOB, openProcessNode } from './process-node.ts'

const running = await openTemporaryStore()
const node = await openProcessNode(running.store)
const worker = await node.processes.startWorker({ concurrency: 20 })
after(async () => {
  await worker.close()
  await running[Symbol.asyncDispose]()
})

const subgraph = createProcessesSubgraph(
  {
    engine: node.processes.engine,
    units: {
      idOf: (key) => `unit-${key}`,
      keyOf: (id) => id.replace('unit-', ''),
      regionOf: (key) => key.toUpperCase(),
      keysOfRegions: (regions) => regions.map((region) => region.toLowerCase()),
    },
    systemState: () => undefined,
  },
  new Map([['erp', createTestConnection('erp', 'ERP')]]),
)
const OPS: Caller = { ...BOB, scopes: new Set(['process:read', 'ops:read']) }

/** What an operation answers; authorisation of fields is the gateway's. */
async function ask(source: string, variableValues: Record<string, unknown> = {}, caller: Caller = OPS) {
  const signal = AbortSignal.timeout(30_000)
  const request = { caller, correlationId: 'graph', signal, logger: silentLogger, receivedAt: new Date() }
  const contextValue = subgraph.createContext(request)
  const { data, errors } = await graphql({ schema: subgraph.schema, source, variableValues, contextValue })
  assert.deepEqual(errors, undefined)
  return JSON.parse(JSON.stringify(data))
}

const PLAN = `mutation ($input: QuoteToCashInput!) { planQuoteToCash(input: $input) {
  plan { planHash steps { key system { id } effect confidence compensation { kind } } estimatedCalls { system { id } calls } }
  userErrors { code field } } }`
const START = `mutation ($input: QuoteToCashInput!) { startQuoteToCash(input: $input) { replayed
  run { id status steps { key status attempts record { externalId url system { id } } lastError { code class } } }
  userErrors { code field } } }`

/** The made-up process takes what the schema lets through: a quote's id says what it is about. */
const input = (idempotencyKey: string, more: object = {}) => ({
  input: { idempotencyKey, quoteId: 'q1', ...more },
})

test('what is planned and started with its hash tells its story; the same key again changes nothing', async () => {
  const { planQuoteToCash } = await ask(PLAN, input('plan'))
  assert.deepEqual(planQuoteToCash.userErrors, [])
  assert.deepEqual(planQuoteToCash.plan.estimatedCalls, [{ system: { id: 'erp' }, calls: 4 }])
  assert.deepEqual(planQuoteToCash.plan.steps[2], {
    key: 'post',
    system: { id: 'erp' },
    effect: 'CREATE',
    confidence: 'SIMULATED',
    compensation: { kind: 'PIVOT' },
  })
  const wish = input('start', { planHash: planQuoteToCash.plan.planHash, mode: 'SYNC' })
  const { startQuoteToCash } = await ask(START, wish)
  const { run } = startQuoteToCash
  assert.deepEqual([startQuoteToCash.replayed, run.status], [false, 'COMPLETED'])
  assert.deepEqual(run.steps[0], {
    key: 'order',
    status: 'SUCCEEDED',
    attempts: 1,
    record: { externalId: `${run.id}-order`, url: 'https://erp.example/order', system: { id: 'erp' } },
    lastError: null,
  })
  const again = await ask(START, wish)
  assert.deepEqual(again.startQuoteToCash, { ...startQuoteToCash, replayed: true })
  assert.deepEqual(await node.vendor.effects(run.id), ['order', 'account', 'post', 'grant'])
  const { processRun } = await ask('{ processRun(idempotencyKey: "start") { id } }')
  assert.equal(processRun.id, run.id)
})

test('a plan that nobody was shown starts nothing', async () => {
  const { startQuoteToCash } = await ask(START, input('stale', { planHash: 'made-up' }))
  assert.deepEqual(startQuoteToCash.userErrors, [{ code: 'PLAN_STALE', field: ['planHash'] }])
  assert.equal(startQuoteToCash.run, null)
  const { processRun } = await ask('{ processRun(idempotencyKey: "stale") { id } }')
  assert.equal(processRun, null)
})

const EXCEPTIONS = `query ($first: Int, $after: String, $filter: ExceptionFilter) {
  exceptions(first: $first, after: $after, filter: $filter) {
    nodes { id code: summary class state stepKey region businessUnit { id } businessImpact { amount currencyCode }
      cause occurrences suggestedFix assignee ageSeconds run { status } }
    pageInfo { hasNextPage endCursor } } }`

const hold = async (more: MadeUpInput) => {
  const id = await node.start({ script: { grant: ['refused'] }, ...more })
  return node.rested(id)
}

test('exceptions are listed newest first, with their money, place and how many are alike', async () => {
  await hold({ businessUnitKey: 'emea', customerId: 'cus_1' })
  await hold({ businessUnitKey: 'apac', customerId: 'cus_2' })
  const { exceptions } = await ask(EXCEPTIONS, { first: 1, filter: { classes: ['BUSINESS_VALIDATION'] } })
  const [newest] = exceptions.nodes
  const { ageSeconds, ...told } = newest
  assert.ok(ageSeconds >= 0 && ageSeconds < 600)
  assert.deepEqual(
    { ...told, id: undefined },
    {
      id: undefined,
      cause: 'QUOTE_TO_CASH/STOPPED/grant/erp/REJECTED_BY_SYSTEM',
      suggestedFix: 'Correct what is refused in erp, then try again.',
      assignee: null,
      code: 'Make the grant: the vendor said no',
      class: 'BUSINESS_VALIDATION',
      state: 'OPEN',
      stepKey: 'grant',
      region: 'APAC',
      businessUnit: { id: 'unit-apac' },
      businessImpact: { amount: '1234.50', currencyCode: 'EUR' },
      occurrences: 2,
      run: { status: 'HELD' },
    },
  )
  assert.equal(exceptions.pageInfo.hasNextPage, true)
  const next = await ask(EXCEPTIONS, { first: 1, after: exceptions.pageInfo.endCursor })
  assert.deepEqual([next.exceptions.nodes[0].region, next.exceptions.pageInfo.hasNextPage], ['EMEA', false])
  const ofRegion = await ask(EXCEPTIONS, { filter: { regions: ['EMEA'], kinds: ['QUOTE_TO_CASH'] } })
  assert.equal(ofRegion.exceptions.nodes.length, 1)
})

describe('exceptions are found', () => {
  let trouble: { id: string; stepKey: string }[]
  const PARTS = { businessUnitKey: 'latam', customerId: 'cus_3' }
  before(async () => {
    const refused = { ...PARTS, script: { order: ['refused'] } } as const
    const runs = await Promise.all([
      hold(PARTS),
      hold(PARTS),
      hold(refused),
      hold({ ...PARTS, problem: 'no' }),
    ])
    trouble = (await Promise.all(runs.map(({ id }) => node.open(id)))).flat() as typeof trouble
    const [oldest] = trouble
    await running.store.query(
      `update processes.exceptions set opened_at = now() - interval '2 days', state = 'ASSIGNED', assignee = 'bob'
       where id = $1`,
      [oldest?.id],
    )
  })

  const CAUSE = 'QUOTE_TO_CASH/STOPPED/grant/erp/REJECTED_BY_SYSTEM'
  for (const [by, filter, places] of [
    ['their class', { classes: ['BUSINESS_VALIDATION'] }, [3, 2, 1, 0]],
    ['another class', { classes: ['TRANSIENT'] }, []],
    ['their cause', { causes: [CAUSE] }, [1, 0]],
    ['another cause', { causes: ['any'] }, []],
    ['who has none', { states: ['OPEN'] }, [3, 2, 1]],
    ['who has one', { states: ['ASSIGNED'] }, [0]],
    ['their age', { olderThan: 'P1D' }, [0]],
    ['their kind of process', { kinds: ['CUSTOMER_UPSERT'] }, []],
    ['another unit beside', { businessUnitIds: ['unit-nowhere'] }, []],
    ['several at once', { classes: ['BUSINESS_VALIDATION'], causes: [CAUSE], olderThan: 'P1D' }, [0]],
  ] as const)
    test(`by ${by}`, async () => {
      const given = { businessUnitIds: ['unit-latam'], ...filter }
      const { exceptions } = await ask(EXCEPTIONS, { filter: given })
      const ids = exceptions.nodes.map(({ id }: { id: string }) => id)
      assert.deepEqual(ids.toSorted(), places.map((place) => trouble[place]?.id).toSorted())
    })

  test('with what is alike among what the caller may see', async () => {
    const theirs: Caller = { ...OPS, businessUnits: ['latam'] }
    const { exceptions } = await ask(EXCEPTIONS, { filter: { causes: [CAUSE] } }, theirs)
    const told = exceptions.nodes.map(({ occurrences, assignee }: Record<string, unknown>) => [
      occurrences,
      assignee ?? 'nobody',
    ])
    assert.deepEqual(told.toSorted(), [
      [2, 'bob'],
      [2, 'nobody'],
    ])
    const all = await ask(EXCEPTIONS, { first: 1, filter: { causes: [CAUSE] } })
    assert.ok(all.exceptions.nodes[0].occurrences > 2)
  })
})

test('a caller who is limited sees, decides and starts only what is theirs', async () => {
  const run = await hold({ businessUnitKey: 'emea', customerId: 'cus_1' })
  const [item] = await node.open(run.id)
  const theirs: Caller = { ...OPS, businessUnits: ['emea'], customerIds: ['cus_1'] }
  const others: Caller = { ...OPS, businessUnits: ['apac'] }
  const READ = 'query ($id: ID!) { processRun(id: $id) { status } }'
  assert.deepEqual(await ask(READ, { id: run.id }, theirs), { processRun: { status: 'HELD' } })
  assert.deepEqual(await ask(READ, { id: run.id }, others), { processRun: null })
  const { exceptions } = await ask(EXCEPTIONS, {}, others)
  assert.ok(exceptions.nodes.every(({ region }: { region: string }) => region === 'APAC'))
  const RETRY = `mutation ($ids: [ID!]!) { exceptionRetry(input: { idempotencyKey: "not-theirs", ids: $ids }) {
    items { id } userErrors { code } } }`
  const { exceptionRetry } = await ask(RETRY, { ids: [item?.id] }, others)
  assert.deepEqual(exceptionRetry, { items: [], userErrors: [{ code: 'NOT_FOUND' }] })
  const started = await ask(START, input('of-nobody', { mode: 'SYNC' }), others)
  assert.equal(started.startQuoteToCash.run.status, 'HELD')
  assert.deepEqual(await node.vendor.effects(started.startQuoteToCash.run.id), [])
})

test('what people decided is told with the run and with its exception, by whom and why', async () => {
  const READ = `query ($id: ID!) { processRun(id: $id) { status startedBy approval { by at comment } cancellation { by at comment } } }`
  const told = async (id: string) => {
    const { processRun } = await ask(READ, { id })
    const withoutTime = (decision: { at: string } | null) =>
      decision && { ...decision, at: typeof decision.at }
    return [
      ...[processRun.status, processRun.startedBy],
      ...[withoutTime(processRun.approval), withoutTime(processRun.cancellation)],
    ]
  }
  const waiting = () => node.start({ needsApproval: true }).then(node.rested)
  const [approved, rejected] = [await waiting(), await waiting()]
  const planHash = approved.planHash ?? ''
  await node.decide(approveRun, { runId: approved.id, planHash, comment: 'a good customer' })
  await node.rested(approved.id)
  await node.decide(rejectRun, { runId: rejected.id, reason: 'too much' }, { subject: 'carol' })
  const decision = (by: string, comment: string) => ({ by, at: 'string', comment })
  assert.deepEqual(await told(approved.id), ['COMPLETED', 'alice', decision('bob', 'a good customer'), null])
  assert.deepEqual(await told(rejected.id), ['CANCELLED', 'alice', null, decision('carol', 'too much')])

  const held = await hold({ customerId: 'cus_4' })
  const [item] = await node.open(held.id)
  await node.decide(resolveException, { id: item?.id ?? '', resolution: 'granted it by hand' })
  const { exceptions } = await ask(
    '{ exceptions(first: 1, filter: { states: [RESOLVED] }) { nodes { id resolution { by comment } } } }',
  )
  const resolution = { by: 'bob', comment: 'granted it by hand' }
  assert.deepEqual(exceptions.nodes, [{ id: item?.id, resolution }])
})

test('each attempt tells what it sent and got, under which key and correlation id; the way back, too', async () => {
  const script = { order: ['busy', 'unanswered'], account: ['refused'] } as const
  const run = await node.rested(await node.start({ script }))
  assert.equal(run.status, 'COMPENSATED')
  const READ = `query ($id: ID!) { processRun(id: $id) { correlationId
    preparation { number direction idempotencyKey sent received error { code } }
    steps { key attempts lineage { number direction idempotencyKey correlationId startedAt finishedAt sent received
      error { code class retryable } } } } }`
  const { processRun } = await ask(READ, { id: run.id })
  const [order, account, post] = processRun.steps
  const key = `${run.id}:1:order`
  assert.deepEqual(
    order.lineage.map((one: Record<string, unknown>) => [one.direction, one.number, one.idempotencyKey]),
    [
      ['RUN', 1, key],
      ['RUN', 2, key],
      ['RUN', 3, key],
      ['UNDO', 1, `${key}:undo`],
    ],
  )
  const [busy, unanswered, done, undone] = order.lineage
  assert.deepEqual(busy.sent, { idempotencyKey: key, connectionId: 'erp', values: [{ order: 'made' }] })
  assert.deepEqual([busy.received, busy.error.class, busy.error.retryable], [null, 'RATE_LIMITED', true])
  assert.deepEqual([unanswered.received, unanswered.error.code], [null, 'TIMEOUT'])
  assert.deepEqual([done.received.record.ref.nativeId, done.error], [`${run.id}-order`, null])
  assert.equal(undone.sent.record.ref.nativeId, `${run.id}-order`)
  assert.ok(order.lineage.every((one: { correlationId: string }) => one.correlationId === run.correlationId))
  assert.ok(order.lineage.every((one: { finishedAt: string | null }) => one.finishedAt !== null))
  assert.deepEqual([account.attempts, account.lineage.length, post.lineage], [1, 1, []])
  const [reading] = processRun.preparation
  assert.deepEqual([reading.idempotencyKey, reading.sent], [null, { input: { script } }])
})
