import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { removeOld } from '#events/remove-old.ts'
import type { BusinessEvent } from '#shared/events/event.ts'
import type { CaseFacts } from '#shared/events/facts.ts'
import type { Store } from '#shared/store/store.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { type EventNode, startEventNode } from './event-node.ts'
import { ANYBODY, subscribe } from './reader.ts'
import {
  CONNECTION_ID,
  createTableVendor,
  createVendorTable,
  signedHint,
  writeCases,
} from './table-vendor.ts'

describe('a subscription', () => {
  let running: Awaited<ReturnType<typeof openTemporaryStore>>
  let store: Store
  let node: EventNode
  let other: EventNode
  let count = 0

  before(async () => {
    running = await openTemporaryStore()
    store = running.store
    await createVendorTable(store)
    node = await startEventNode(store, [createTableVendor(store)])
    other = await startEventNode(store, [createTableVendor(store)])
    node.log.start()
    other.log.start()
  })
  after(async () => {
    await node[Symbol.asyncDispose]()
    await other[Symbol.asyncDispose]()
    await running[Symbol.asyncDispose]()
  })

  /** Opens a case at the vendor, which tells one node. */
  async function openCase(
    facts: Partial<CaseFacts> = {},
    { customer = 'east1', toldTo = node }: { customer?: string; toldTo?: EventNode } = {},
  ): Promise<string> {
    count += 1
    const nativeId = `case${count}`
    const opened: CaseFacts = {
      status: 'NEW',
      severity: 'SEV1',
      escalated: false,
      openedAt: new Date().toISOString(),
      escalatedAt: null,
      resolvedAt: null,
    }
    await writeCases(store, [{ nativeId, version: 1, facts: { ...opened, ...facts }, customer }])
    const request = { method: 'POST', ...signedHint(`event${count}`, nativeId) }
    const { status } = await fetch(`${toldTo.url}/webhooks/${CONNECTION_ID}`, request)
    assert.equal(status, 202)
    return nativeId
  }

  const take = async (events: AsyncIterator<BusinessEvent>): Promise<string> => {
    const { value } = await events.next()
    return value.source.nativeId
  }

  test('brings what happens, on every node, whichever was told', async () => {
    const [here, there] = [await subscribe(node), await subscribe(other)]
    const first = await openCase({}, { toldTo: other })
    const second = await openCase({}, { toldTo: node })
    for (const events of [here, there]) {
      assert.deepEqual(new Set([await take(events), await take(events)]), new Set([first, second]))
      await events.return?.()
    }
  })

  test('gives every node the same order, and goes on after a sequence on any of them', async () => {
    const [here, there] = [await subscribe(node), await subscribe(other)]
    for (let opened = 0; opened < 10; opened += 1)
      await openCase({}, { toldTo: opened % 2 === 0 ? node : other })
    const read = async (events: AsyncIterator<BusinessEvent>, most: number) => {
      const sequences: number[] = []
      while (sequences.length < most) sequences.push((await events.next()).value.sequence)
      return sequences
    }
    const seen = await read(here, 10)
    assert.deepEqual(await read(there, 10), seen)
    const resumed = await subscribe(other, { since: String(seen[3]) })
    assert.deepEqual(await read(resumed, 6), seen.slice(4))
  })

  for (const [title, filter, expected] of [
    ['customers', { customerIds: ['customer_west9'] }, 'west9'],
    ['regions', { regions: ['WEST'] }, 'west9'],
    ['business units', { businessUnitIds: ['unit_west'] }, 'west9'],
    ['all parts at once', { regions: ['WEST'], minSeverity: 'SEV1' }, 'west9'],
  ] as const) {
    test(`can be of some ${title}`, async () => {
      const events = await subscribe(node, { filter })
      await openCase({}, { customer: 'east2' })
      const wanted = await openCase({}, { customer: expected })
      assert.equal(await take(events), wanted)
      await events.return?.()
    })
  }

  test('can be of some severity or worse', async () => {
    const events = await subscribe(node, { type: 'CASE_OPENED', filter: { minSeverity: 'SEV2' } })
    await openCase({ severity: 'SEV3' })
    await openCase({ severity: null })
    const wanted = await openCase({ severity: 'SEV2' })
    assert.equal(await take(events), wanted)
    await events.return?.()
  })

  for (const [title, limits] of [
    ['customers', { customerIds: ['customer_west7'] }],
    ['business units', { businessUnits: ['west'] }],
  ] as const) {
    test(`shows a caller nothing but its ${title}`, async () => {
      const events = await subscribe(node, { caller: { ...ANYBODY, ...limits } })
      await openCase({}, { customer: 'east7' })
      const wanted = await openCase({}, { customer: 'west7' })
      assert.equal(await take(events), wanted)
      await events.return?.()
    })
  }

  for (const [since, code] of [
    ['999999999', 'SEQUENCE_UNKNOWN'],
    ['yesterday', 'SEQUENCE_UNKNOWN'],
    ['-1', 'SEQUENCE_UNKNOWN'],
  ] as const) {
    test(`is refused after ${since}: ${code}`, () => assert.rejects(subscribe(node, { since }), { code }))
  }

  test('is refused after a sequence whose successors were removed, and goes on where the log begins', async () => {
    await store.query("update events.log set detected_at = now() - interval '31 days' where sequence <= 3")
    await removeOld(store)
    await assert.rejects(subscribe(node, { since: '2' }), { code: 'SEQUENCE_EXPIRED' })
    const events = await subscribe(node, { since: '3', type: 'CASE_OPENED' })
    assert.ok((await events.next()).value.sequence > 3)
    await events.return?.()
  })

  test('goes on when its database session breaks: what was missed comes first', async () => {
    const events = await subscribe(node)
    await store.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'weft events'",
    )
    const wanted = await openCase()
    assert.equal(await take(events), wanted)
    await events.return?.()
  })

  test('ends with its reader, wherever it waits', async () => {
    const events = await subscribe(node)
    const next = events.next()
    await events.return?.()
    assert.equal((await next).done, true)
  })
})
