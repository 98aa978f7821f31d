import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { approveRun, rejectRun } from '#processes/decide/approve.ts'
import { cancelRun } from '#processes/decide/cancel.ts'
import { resolveException, retryExceptions } from '#processes/decide/exceptions.ts'
import { beginAttempt, countVanished } from '#processes/engine/attempts.ts'
import { readSteps } from '#processes/engine/run-rows.ts'
import { removeOldRuns } from '#processes/engine/retention.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import type { MadeUpInput } from './made-up-process.ts'
import { openProcessNode, STARTER } from './process-node.ts'
import type { Ending } from './scripted-vendor.ts'

const running = await openTemporaryStore()
const node = await openProcessNode(running.store)
const { vendor } = node
const worker = await node.processes.startWorker({ concurrency: 50 })
after(async () => {
  await worker.close()
  await running[Symbol.asyncDispose]()
})

/** Starts a run and waits until it rests. */
const outcomeOf = async (input: MadeUpInput) => node.rested(await node.start(input))
const refusedAt = (step: string): Record<string, Ending[]> => ({ [step]: ['refused'] })
const openIds = async (runId: string) => (await node.open(runId)).map(({ id }) => id)

describe('a run', { concurrency: 6 }, () => {
  test('a run does its steps once each, in order', async () => {
    const run = await outcomeOf({})
    assert.equal(run.status, 'COMPLETED')
    assert.deepEqual(await vendor.effects(run.id), ['order', 'account', 'post', 'grant'])
  })

  test('a step that has nothing to do is skipped', async () => {
    const run = await outcomeOf({ skip: ['account'] })
    assert.equal((await node.steps(run.id)).account, 'SKIPPED')
    assert.deepEqual(await vendor.effects(run.id), ['order', 'post', 'grant'])
  })

  for (const step of ['order', 'account', 'post', 'grant']) {
    for (const ending of ['busy', 'unanswered'] as const) {
      test(`${step} is tried again when the vendor was ${ending}, and takes effect once`, async () => {
        const run = await outcomeOf({ script: { [step]: [ending, ending] } })
        assert.equal(run.status, 'COMPLETED')
        assert.equal(await vendor.calls(run.id, step), 3)
        assert.deepEqual(await vendor.effects(run.id), ['order', 'account', 'post', 'grant'])
      })
    }

    test(`a vendor that stays away from ${step} holds the run for a person, who lets it go on from there`, async () => {
      const run = await outcomeOf({ script: { [step]: ['busy', 'busy', 'busy'] } })
      assert.equal(run.status, 'HELD')
      const [item] = await node.open(run.id)
      assert.deepEqual([item?.stepKey, item?.code, item?.class], [step, 'RATE_LIMITED', 'RATE_LIMITED'])
      await node.decide(retryExceptions, { ids: await openIds(run.id) })
      assert.equal((await node.rested(run.id)).status, 'COMPLETED')
      assert.deepEqual(await vendor.effects(run.id), ['order', 'account', 'post', 'grant'])
      assert.deepEqual(await node.open(run.id), [])
    })

    test(`a fault of ours in ${step} holds the run: nobody knows whether it took effect`, async () => {
      const run = await outcomeOf({ script: { [step]: ['broken'] } })
      assert.equal(run.status, 'HELD')
      assert.equal((await node.open(run.id))[0]?.code, 'INTERNAL')
    })
  }

  test('a refusal before the pivot takes everything back, last first, and is told', async () => {
    const run = await outcomeOf({
      script: { account: ['ok'], order: ['ok'], post: [], ...refusedAt('account') },
    })
    assert.equal(run.status, 'COMPENSATED')
    assert.deepEqual(await vendor.effects(run.id), ['order', 'order undo'])
    assert.deepEqual(await node.steps(run.id), {
      order: 'COMPENSATED',
      account: 'FAILED',
      post: 'PENDING',
      grant: 'PENDING',
    })
    const [item] = await node.open(run.id)
    assert.deepEqual(
      [item?.code, item?.class, item?.summary],
      ['REJECTED_BY_SYSTEM', 'BUSINESS_VALIDATION', 'Make the account: the vendor said no'],
    )
  })

  test('what was mended starts again from the run’s input, under other keys', async () => {
    const run = await outcomeOf({ script: refusedAt('account') })
    const patch = { script: null, price: '12.00' }
    await node.decide(retryExceptions, { ids: await openIds(run.id), patch })
    const mended = await node.rested(run.id)
    assert.deepEqual([mended.status, mended.generation], ['COMPLETED', 2])
    const before = ['order', 'order undo']
    assert.deepEqual(await vendor.effects(run.id), [...before, 'order', 'account', 'post', 'grant'])
    assert.deepEqual(await node.open(run.id), [])
  })

  test('who mends a run makes it about nothing that they may not see', async () => {
    const run = await outcomeOf({ problem: 'no', customerId: 'cus_10' })
    const patch = { problem: null, customerId: 'cus_11' }
    const ids = await openIds(run.id)
    await node.decide(retryExceptions, { ids, patch }, { customerIds: ['cus_10'] })
    const mended = await node.rested(run.id)
    assert.deepEqual(
      [mended.status, (await node.open(run.id))[0]?.summary],
      ['HELD', 'there is no such thing'],
    )
    assert.deepEqual(await vendor.effects(run.id), [])
  })

  test('what stops once more is still of who tried it again last, and as old as it was', async () => {
    const run = await outcomeOf({ problem: 'no' })
    const [first] = await node.open(run.id)
    assert.deepEqual([first?.state, first?.assignee], ['OPEN', null])
    for (const subject of ['bob', 'carol']) {
      await node.decide(retryExceptions, { ids: [first?.id ?? ''] }, { subject })
      await node.rested(run.id)
      const [again, ...others] = await node.open(run.id)
      assert.deepEqual(others, [])
      assert.deepEqual([again?.id, again?.state, again?.assignee], [first?.id, 'ASSIGNED', subject])
      assert.deepEqual(again?.openedAt, first?.openedAt)
    }
    await node.decide(resolveException, { id: first?.id ?? '', resolution: 'nobody wants it' })
    assert.deepEqual(await node.open(run.id), [])
  })

  for (const step of ['post', 'grant']) {
    test(`a refusal of ${step}, at or after the pivot, holds the run and takes nothing back`, async () => {
      const run = await outcomeOf({ script: refusedAt(step) })
      assert.equal(run.status, 'HELD')
      const patched = node.decide(retryExceptions, { ids: await openIds(run.id), patch: { price: '1' } })
      await assert.rejects(patched, /goes on with what it began with/)
      await node.decide(retryExceptions, { ids: await openIds(run.id) })
      assert.equal((await node.rested(run.id)).status, 'COMPLETED')
      assert.deepEqual(await vendor.effects(run.id), ['order', 'account', 'post', 'grant'])
    })
  }

  test('taking back is tried again as well, and takes effect once', async () => {
    const run = await outcomeOf({ script: { ...refusedAt('account'), 'order undo': ['unanswered', 'busy'] } })
    assert.equal(run.status, 'COMPENSATED')
    assert.deepEqual(await vendor.effects(run.id), ['order', 'order undo'])
  })

  test('what cannot be taken back is an exception of its own, and the first error is still told', async () => {
    const run = await outcomeOf({ script: { ...refusedAt('account'), 'order undo': ['stale'] } })
    assert.equal(run.status, 'COMPENSATION_FAILED')
    const items = await node.open(run.id)
    assert.deepEqual(
      items.map(({ matter, stepKey, code }) => [matter, stepKey, code]),
      [
        ['STOPPED', 'account', 'REJECTED_BY_SYSTEM'],
        ['UNDO', 'order', 'STALE_VERSION'],
      ],
    )
    const again = node.decide(retryExceptions, { ids: [items[0]?.id ?? ''] })
    await assert.rejects(again, /not taken back yet/)
    await node.decide(retryExceptions, { ids: [items[1]?.id ?? ''] })
    assert.equal((await node.rested(run.id)).status, 'COMPENSATED')
  })

  test('what a person has taken back by hand counts as taken back', async () => {
    const run = await outcomeOf({ script: { ...refusedAt('account'), 'order undo': ['stale'] } })
    const undo = (await node.open(run.id)).find(({ matter }) => matter === 'UNDO')
    await node.decide(resolveException, { id: undo?.id ?? '', resolution: 'cancelled it in the ERP' })
    assert.equal((await node.rested(run.id)).status, 'COMPENSATED')
    assert.equal(await vendor.calls(run.id, 'order undo'), 1)
  })

  test('a problem holds the run before anything is written; mended, it runs', async () => {
    const run = await outcomeOf({ problem: 'there is no bill-to address' })
    assert.equal(run.status, 'HELD')
    const [item] = await node.open(run.id)
    assert.deepEqual([item?.summary, item?.suggestedFix], ['there is no bill-to address', 'Give one.'])
    assert.deepEqual(item?.amount, { amount: '1234.50', currencyCode: 'EUR' })
    assert.deepEqual(await vendor.effects(run.id), [])
    await node.decide(retryExceptions, { ids: await openIds(run.id), patch: { problem: null } })
    assert.equal((await node.rested(run.id)).status, 'COMPLETED')
  })

  test('reads that fail for now are made again; a refusal of them ends the run', async () => {
    const correlationId = 'reads-1'
    const again = await node.start({ reads: ['busy'] }, { correlationId })
    assert.equal((await node.rested(again)).status, 'COMPLETED')
    const refused = await node.start({ reads: ['refused'] }, { correlationId: 'reads-2' })
    assert.equal((await node.rested(refused)).status, 'FAILED')
    assert.equal((await node.open(refused))[0]?.code, 'REJECTED_BY_SYSTEM')
  })

  test('what needs a yes waits for another person’s, for the plan that was seen', async () => {
    const run = await outcomeOf({ needsApproval: true })
    assert.equal(run.status, 'WAITING_APPROVAL')
    assert.deepEqual(await vendor.effects(run.id), [])
    const planHash = run.planHash ?? ''
    const own = node.decide(approveRun, { runId: run.id, planHash }, { subject: 'alice' })
    await assert.rejects(own, /another person/)
    await assert.rejects(node.decide(approveRun, { runId: run.id, planHash: 'other' }), /another plan/)
    await node.decide(approveRun, { runId: run.id, planHash })
    assert.equal((await node.rested(run.id)).status, 'COMPLETED')
  })

  test('a no ends the run with nothing written', async () => {
    const run = await outcomeOf({ needsApproval: true })
    await node.decide(rejectRun, { runId: run.id, reason: 'too much' })
    assert.equal((await node.run(run.id)).status, 'CANCELLED')
    assert.deepEqual(await vendor.effects(run.id), [])
  })

  test('a run that is called off before the pivot is taken back, what may have taken effect included', async () => {
    const run = await outcomeOf({ script: { account: ['unanswered', 'unanswered', 'unanswered'] } })
    assert.equal(run.status, 'HELD')
    await node.decide(cancelRun, { runId: run.id })
    assert.equal((await node.rested(run.id)).status, 'CANCELLED')
    assert.deepEqual(await vendor.effects(run.id), ['order', 'account', 'account undo', 'order undo'])
    assert.deepEqual(await node.open(run.id), [])
  })

  for (const [title, script] of [
    ['after the pivot', { grant: ['refused'] }],
    ['where the pivot may have been passed', { post: ['unanswered', 'unanswered', 'unanswered'] }],
  ] as const) {
    test(`a run cannot be called off ${title}`, async () => {
      const run = await outcomeOf({ script })
      await assert.rejects(node.decide(cancelRun, { runId: run.id }), /past the point/)
      assert.equal((await node.run(run.id)).status, 'HELD')
    })
  }

  test('twenty starts of one key are one run; another input under it is refused', async () => {
    const start = (input: MadeUpInput) =>
      node.processes.start('QUOTE_TO_CASH', input, { ...STARTER, idempotencyKey: 'once' })
    const started = await Promise.all(Array.from({ length: 20 }, () => start({ price: '5' })))
    const ids = new Set(started.map((one) => ('answer' in one ? one.answer.runId : one.userErrors)))
    assert.equal(ids.size, 1)
    assert.equal(started.filter(({ replayed }) => !replayed).length, 1)
    const other = await start({ price: '6' })
    assert.deepEqual('userErrors' in other && other.userErrors[0]?.code, 'IDEMPOTENCY_KEY_REUSED')
  })

  test('of starts at the same moment one that is refused is refused alone', async () => {
    const start = (idempotencyKey: string, input: MadeUpInput = { price: '5' }) =>
      node.processes.start('QUOTE_TO_CASH', input, { ...STARTER, idempotencyKey })
    await start('before')
    const [before, reused, invalid, unreadable, ...others] = await Promise.allSettled([
      start('before'),
      start('before', { price: '6' }),
      start('no key'),
      start('unreadable', { price: '\u0000' }),
      ...Array.from({ length: 30 }, (_, index) => start(`together-${index % 15}`)),
    ])
    assert.deepEqual(before.status === 'fulfilled' && before.value.replayed, true)
    for (const [refused, code] of [
      [reused, 'IDEMPOTENCY_KEY_REUSED'],
      [invalid, 'INVALID'],
    ] as const)
      assert.equal(
        refused.status === 'fulfilled' && 'userErrors' in refused.value && refused.value.userErrors[0]?.code,
        code,
      )
    assert.equal(unreadable.status, 'rejected')
    const ids = others.map(
      (one) => one.status === 'fulfilled' && 'answer' in one.value && one.value.answer.runId,
    )
    assert.equal(new Set(ids).size, 15)
    assert.deepEqual(ids.slice(0, 15), ids.slice(15))
  })

  test('starts at the same moment are one transaction, and their turns one statement of the queue’s library', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => node.start({ price: '5' })))
    const [added] = await running.store.query(
      `select count(*)::int as turns, count(distinct xmin::text)::int as transactions,
         count(distinct cmin::text)::int as statements from dbos.workflow_input
       where workflow_uuid = any($1)`,
      [ids.map((id) => `${id}:1`)],
    )
    assert.deepEqual(added, { turns: 20, transactions: 1, statements: 1 })
  })

  test('a decision is taken once for each key', async () => {
    const run = await outcomeOf({ problem: 'no' })
    const wish = { idempotencyKey: 'the-same', ids: await openIds(run.id), patch: { problem: 'still no' } }
    await node.decide(retryExceptions, wish)
    assert.deepEqual(await node.decide(retryExceptions, wish), { itemIds: wish.ids })
    assert.equal((await node.rested(run.id)).generation, 2)
  })

  test('runs of one customer pass a sequenced step one at a time, in the order in which they reached it', async () => {
    const script = { account: ['busy', 'busy'] as const }
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => node.start({ customerId: 'cus_1', script })),
    )
    for (const id of ids) assert.equal((await node.rested(id)).status, 'COMPLETED')
    const ledger = (await vendor.ledger()).filter(
      ({ runId, name }) => name === 'account' && ids.includes(runId),
    )
    const order = [...new Set(ledger.map(({ runId }) => runId))]
    // Each run's calls stand together: nobody was let in between.
    assert.deepEqual(
      ledger.map(({ runId }) => runId),
      order.flatMap((id) => Array.from({ length: 4 }, () => id)),
    )
  })

  test('a held run gives its customer’s place to the next', async () => {
    const first = await outcomeOf({ customerId: 'cus_2', script: { account: ['busy', 'busy', 'busy'] } })
    assert.equal(first.status, 'HELD')
    assert.equal((await outcomeOf({ customerId: 'cus_2' })).status, 'COMPLETED')
  })

  test('each attempt’s request and answer stay readable, without what is personal', async () => {
    const run = await outcomeOf({ script: { order: ['unanswered'] } })
    const attempts = await running.store.query<{
      sent: { idempotencyKey: string }
      error: unknown
      received: unknown
    }>(
      `select sent, received, error from processes.attempts where run_id = $1 and step_key = 'order' order by number`,
      [run.id],
    )
    assert.equal(attempts.length, 2)
    assert.equal(new Set(attempts.map(({ sent }) => sent.idempotencyKey)).size, 1)
    assert.deepEqual(
      attempts.map(({ error, received }) => [error !== null, received !== null]),
      [
        [true, false],
        [false, true],
      ],
    )
  })

  test('what is over is removed when it is old, unless a person still has to see to it', async () => {
    const done = await outcomeOf({})
    const open = await outcomeOf({ script: refusedAt('account') })
    await running.store.query(
      `update processes.runs set finished_at = now() - interval '40 days' where id = any($1)`,
      [[done.id, open.id]],
    )
    await removeOldRuns(running.store, 30)
    await assert.rejects(node.run(done.id), /there is no run/)
    assert.equal((await node.run(open.id)).status, 'COMPENSATED')
  })

  test('an attempt that vanished with its node is one more failure, and told as that', async () => {
    const run = await outcomeOf({ script: { order: ['broken'] } })
    const [, row] = await readSteps(running.store, [run])
    assert.ok(row)
    await beginAttempt(running.store, run, { row, direction: 'RUN', node: 'dead', sent: {} })
    const count = () => countVanished(running.store, run, { row, direction: 'RUN' })
    assert.deepEqual([await count(), await count()], [2, 1])
    const [told] = await readSteps(running.store, [run]).then((rows) => rows.slice(1))
    assert.deepEqual(
      [told?.failures, told?.lastError?.message],
      [2, 'the node that tried it ended meanwhile'],
    )
  })
})
