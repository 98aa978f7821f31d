import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { BusinessEvent } from '#shared/events/event.ts'
import { type EventWorld, startEventWorld } from '../../support/event-world.ts'
import { AGENT, VENDORS, type Vendor } from '../../support/world.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const context = read('../account-360/operation.graphql')
const operation = read('operation.graphql')

/** An age that nothing reaches here: what is read again is read because it changed. */
const LONG_SECONDS = 3_600
const OPERATIONS = 'an operation'

interface Case {
  subject: string
  provenance: { readMode: string; freshness: string }[]
}

describe('what was read is used until something tells that it changed', () => {
  let events: EventWorld
  let id: string
  let account: string
  /** A sweep leaves out what is a few seconds old: its webhook may be on its way. Ahead of that, it finds all. */
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }

  before(async () => {
    events = await startEventWorld(AGENT, {
      clock,
      cache: { maxAgeSeconds: LONG_SECONDS, staleSeconds: LONG_SECONDS },
      lookIntervals: { pollMs: 100, sweepMs: 100 },
    })
    id = await events.world.customerId('Globex')
    account = await events.nativeId('Globex', 'support-servicenow')
  })
  after(() => events[Symbol.asyncDispose]())

  const ask = async (query: string): Promise<Record<string, unknown>> => {
    const { data, errors } = await events.world.query(
      query,
      { id },
      { receivedAt: clock.now(), correlationId: OPERATIONS },
    )
    assert.equal(errors, undefined)
    return data as Record<string, unknown>
  }
  const casesNow = async (): Promise<Case[]> => {
    const { customer } = (await ask(operation)) as { customer: { cases: { nodes: Case[] } } }
    return customer.cases.nodes
  }
  /** Systems that operations asked, since they were forgotten; sweeps list changes all the time, in their own name. */
  const askedSystems = (): Vendor[] =>
    VENDORS.filter((vendor) =>
      events.world.calls(vendor).some(({ headers }) => headers['x-correlation-id'] === OPERATIONS),
    )
  const caseNow = async (subject: string): Promise<Case> => {
    const cases = await casesNow()
    return cases.find((each) => each.subject === subject) ?? assert.fail(`no case: ${JSON.stringify(cases)}`)
  }
  /** The whole context until it costs no call: what the systems tell at the start may still drop some of it. */
  const warmUp = async (): Promise<void> => {
    for (let times = 0; times < 100; times += 1) {
      events.world.forgetCalls()
      await ask(context)
      await ask(operation)
      if (askedSystems().length === 0) return
    }
    assert.fail(`${askedSystems()} are asked each time`)
  }
  /** The first event of a record from now on. */
  const eventOf = (nativeId: string): Promise<BusinessEvent> => {
    const { promise, resolve } = Promise.withResolvers<BusinessEvent>()
    const stop = events.world.domains.events.feed.listen((told) => {
      const found = told.find(({ source }) => source.nativeId === nativeId)
      if (!found) return
      stop()
      resolve(found)
    })
    return promise
  }
  const modesOf = ({ provenance }: Case) => provenance.map(({ readMode, freshness }) => [readMode, freshness])

  test('the whole context costs no call once it was read', warmUp)

  test('the next answer after a webhook has the change; what did not change costs no call', async () => {
    aheadMs = 0
    const opened = events.expectEvents('CASE_OPENED')
    const sysId = await events.openCase({ account, short_description: 'Slow', u_severity: '3' })
    await opened
    await warmUp()
    assert.deepEqual(modesOf(await caseNow('Slow')), [['CACHED', 'FRESH']])
    const told = eventOf(sysId)
    await events.changeCase(sysId, { short_description: 'Very slow' })
    assert.equal((await told).cause, 'WEBHOOK')
    events.world.forgetCalls()
    assert.deepEqual(modesOf(await caseNow('Very slow')), [['LIVE', 'FRESH']])
    assert.deepEqual(askedSystems(), ['servicenow'])
    await warmUp()
  })

  test('a webhook that is lost is made good by the next sweep, which says so', async () => {
    aheadMs = 0
    const opened = events.expectEvents('CASE_OPENED')
    const sysId = await events.openCase({ account, short_description: 'Wrong total', u_severity: '3' })
    await opened
    await warmUp()
    const init = { method: 'POST', body: JSON.stringify({ drop: true, times: 1 }) }
    const { baseUrl } = events.world.emulator('servicenow')
    assert.ok((await fetch(`${baseUrl}/__emulator/webhook-faults`, init)).ok)
    const told = eventOf(sysId)
    await events.changeCase(sysId, { short_description: 'Wrong totals' })
    // Nobody has told: what is said is what was read, and says that.
    assert.deepEqual(modesOf(await caseNow('Wrong total')), [['CACHED', 'FRESH']])
    aheadMs = 10_000
    assert.equal((await told).cause, 'RECONCILIATION')
    assert.deepEqual(modesOf(await caseNow('Wrong totals')), [['LIVE', 'FRESH']])
  })
})
