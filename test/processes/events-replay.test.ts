import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { insertItems } from '#events/inbox/inbox-rows.ts'
import type { Worker } from '#processes/engine/worker.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { AGENT, startWorld, type World } from '../support/world.ts'

const OPS: Caller = { ...AGENT, scopes: new Set(['ops:write', 'process:read', 'ops:payload:read']) }
const FROM = '2026-11-01T00:00:00Z'

let world: World
let worker: Worker
before(async () => {
  // Nobody applies what is put back: that it is put back is what is asked here.
  world = await startWorld()
  worker = await world.domains.processes.startWorker({ concurrency: 2 })
})
after(async () => {
  await worker.close()
  await world[Symbol.asyncDispose]()
})

type Row = [connectionId: string, objectType: string, nativeId: string, state: string, receivedAt: string]
const ROWS: readonly Row[] = [
  ['support-servicenow', 'sn_customerservice_case', 'c1', 'DONE', '2026-11-02T00:00:00Z'],
  ['support-servicenow', 'sn_customerservice_case', 'c2', 'DEAD', '2026-11-03T00:00:00Z'],
  ['support-servicenow', 'sn_customerservice_case', 'c3', 'PENDING', '2026-11-03T00:00:00Z'],
  ['billing-stripe', 'invoice', 'i1', 'DONE', '2026-11-04T00:00:00Z'],
  ['billing-stripe', 'invoice', 'i2', 'DONE', '2026-10-04T00:00:00Z'],
]
beforeEach(async () => {
  const { store } = world.domains
  await store.query('delete from events.inbox')
  await store.query(
    `insert into events.records (connection_id, object_type, native_id, kind, revision, read_at, facts) values
       ('support-servicenow', 'sn_customerservice_case', 'c1', 'CASE', 1, now(), '{}'),
       ('billing-stripe', 'invoice', 'i1', 'INVOICE', 1, now(), '{}') on conflict do nothing`,
  )
  const hint = (objectType: string, nativeId: string) => ({
    ...{ objectType, nativeId, nativeEventType: undefined, occurredAt: undefined },
  })
  await insertItems(
    store,
    ROWS.map(([connectionId, objectType, nativeId, , receivedAt]) => ({
      ...{ connectionId, sourceEventId: nativeId, cause: 'WEBHOOK', hint: hint(objectType, nativeId) },
      ...{ receivedAt: new Date(receivedAt), correlationId: nativeId, payload: undefined },
      ...{ state: 'PENDING', reason: undefined },
    })) as unknown as Parameters<typeof insertItems>[1],
  )
  for (const [, , nativeId, state] of ROWS)
    await store.query('update events.inbox set state = $2 where source_event_id = $1', [nativeId, state])
})

interface Answer {
  run: {
    kind: string
    status: string
    plan: { steps: { effect: string; diff: { path: string; after: string }[] }[] }
    steps: { status: string; lineage: { received: { output: { replayed: number } } }[] }[]
  } | null
  userErrors: { code: string; field: string[] | null }[]
  replayed: boolean
}
async function replay(input: object, caller = OPS): Promise<Answer> {
  const source = `mutation ($input: EventsReplayInput!) { eventsReplay(input: $input) { replayed userErrors { code field }
    run { kind status plan { steps { effect diff { path after } } } steps { status lineage { received } } } } }`
  const { data, errors } = await world.query(source, { input: { from: FROM, ...input } }, { caller })
  assert.equal(errors, undefined, JSON.stringify(errors))
  return (data as { eventsReplay: Answer }).eventsReplay
}
const countOf = ({ run }: Answer) => run?.plan.steps[0]?.diff[0]?.after
async function replayed(): Promise<string[]> {
  const rows = await world.domains.store.query<{ id: string }>(
    `select source_event_id as id from events.inbox where cause = 'REPLAY' and state = 'PENDING' order by 1`,
  )
  return rows.map(({ id }) => id)
}

test('a dry run counts, and puts nothing back', async () => {
  const answer = await replay({ idempotencyKey: 'dry', dryRun: true })
  assert.deepEqual(
    [answer.run?.kind, answer.run?.status, answer.run?.steps[0]?.status],
    ['EVENTS_REPLAY', 'COMPLETED', 'SUCCEEDED'],
  )
  assert.deepEqual([countOf(answer), await replayed()], ['3', []])
})

test('what a system told within a time is put back once for the key, dead or done', async () => {
  const input = { idempotencyKey: 'support', systemId: 'support-servicenow', dryRun: false }
  const answer = await replay(input)
  assert.equal(answer.run?.status, 'COMPLETED')
  assert.equal(answer.run.steps[0]?.lineage[0]?.received.output.replayed, 2)
  assert.deepEqual(await replayed(), ['c1', 'c2'])
  await world.domains.store.query(`update events.inbox set state = 'DONE', cause = 'WEBHOOK'`)
  const again = await replay(input)
  assert.deepEqual([again.replayed, await replayed()], [true, []])
})

test('types choose the records that tell of them, and a time has an end', async () => {
  await replay({ idempotencyKey: 'types', types: ['INVOICE_PAID'], dryRun: false })
  assert.deepEqual(await replayed(), ['i1'])
  const until = { to: '2026-11-03T00:00:00Z', dryRun: true }
  assert.equal(countOf(await replay({ idempotencyKey: 'until', ...until })), '1')
})

const BAD: [title: string, input: object, code: string, path: string][] = [
  ['a system that is none', { systemId: 'crm-nowhere' }, 'NOT_FOUND', 'systemId'],
  ['an end before the beginning', { to: '2026-10-01T00:00:00Z' }, 'INVALID', 'to'],
  ['events of ours', { types: ['PROCESS_RUN_UPDATED'] }, 'INVALID', 'types'],
  ['no type at all', { types: [] }, 'INVALID', 'types'],
]
for (const [index, [title, input, code, path]] of BAD.entries())
  test(`${title}: refused, and nothing is put back`, async () => {
    const answer = await replay({ idempotencyKey: `bad-${index}`, dryRun: false, ...input })
    assert.deepEqual([answer.run, answer.userErrors], [null, [{ code, field: [path] }]])
    assert.deepEqual(await replayed(), [])
  })

test('who is limited to some customers replays nothing; who may not write for ops is not asked', async () => {
  const limited = await replay({ idempotencyKey: 'mine', dryRun: true }, { ...OPS, customerIds: ['cus_1'] })
  assert.deepEqual([limited.run, limited.userErrors[0]?.code], [null, 'FORBIDDEN'])
  const { errors } = await world.query(
    `mutation { eventsReplay(input: { idempotencyKey: "x", from: "${FROM}", dryRun: true }) { replayed } }`,
    {},
    { caller: { ...OPS, scopes: new Set(['ops:read']) } },
  )
  assert.equal(errors?.[0]?.extensions?.code, 'FORBIDDEN')
})
