import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { type Run, readRuns } from '#processes/engine/run-rows.ts'
import { opportunityWon } from '#processes/triggers/opportunity-won.ts'
import type { TriggerName } from '#processes/triggers/trigger.ts'
import type { BusinessEvent, EventLogReader } from '#shared/events/event.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
before(async () => {
  // Nobody runs what is started: that it is started once is what is asked here.
  world = await startWorld()
})
after(() => world[Symbol.asyncDispose]())

const eventOf = (event: Partial<BusinessEvent>): BusinessEvent => ({
  ...{ sequence: 0, eventId: 'evt', type: 'RECORD_CHANGED', cause: 'WEBHOOK', correlationId: 'test' },
  ...{ occurredAt: new Date(), detectedAt: new Date(), causationId: 'test', attributes: {} },
  source: { connectionId: 'support-servicenow', objectType: 'sn_customerservice_case', nativeId: 'x' },
  ...{ entityType: undefined, entityId: undefined, customerId: undefined, customerNativeId: undefined },
  ...{ businessUnitKey: undefined, region: undefined, severity: undefined },
  ...event,
})

/** A log that a test writes. */
function createLog(): EventLogReader & { tell(event: Partial<BusinessEvent>): void } {
  const events: BusinessEvent[] = []
  const listeners = new Set<(events: readonly BusinessEvent[]) => void>()
  return {
    tell(event) {
      const told = eventOf({ ...event, sequence: events.length + 1, eventId: `evt_${events.length + 1}` })
      events.push(told)
      for (const listener of listeners) listener([told])
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    eventsAfter: async (sequence) => events.slice(sequence),
    head: async () => ({ sequence: events.length, removedThrough: 0 }),
  }
}

async function runsOf(kind: string): Promise<Run[]> {
  const { store } = world.domains.processes.engine
  const rows = await store.query<{ id: string }>('select id from processes.runs where kind = $1', [kind])
  return readRuns(
    store,
    rows.map(({ id }) => id),
  )
}

/** How far a trigger has read. */
async function reads(name: TriggerName, sequence: number): Promise<void> {
  const { store } = world.domains.processes.engine
  for (;;) {
    const rows = await store.query(
      'select 1 from processes.followed_log where trigger_name = $1 and position >= $2',
      [name, sequence],
    )
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('each event starts once what it starts: on two nodes, and after a time in which nobody followed', async () => {
  const log = createLog()
  const { processes } = world.domains
  const follow = () => processes.followEvents({ log, names: new Set(['case-opened']) })
  const opened = (caseId: string) =>
    log.tell({ type: 'CASE_OPENED', entityType: 'Case', entityId: caseId, causationId: caseId })
  opened('before anybody followed')
  const nodes = [await follow(), await follow()]
  opened('one')
  opened('two')
  // A severe case is opened and escalated by one change of the vendor's.
  log.tell({ type: 'CASE_ESCALATED', entityType: 'Case', entityId: 'two', causationId: 'two' })
  await reads('case-opened', 4)
  await Promise.all(nodes.map((node) => node.close()))
  opened('three')
  log.tell({ type: 'CASE_RESOLVED', entityType: 'Case', entityId: 'one', causationId: 'later' })
  const node = await follow()
  await reads('case-opened', 6)
  await node.close()
  const inputs = (await runsOf('CASE_TO_ENTITLEMENT')).map(({ input }) => input as { caseId: string })
  assert.deepEqual(inputs.map((input) => JSON.stringify(input)).sort(), [
    '{"caseId":"one","moment":"OPENED"}',
    '{"caseId":"one","moment":"RESOLVED"}',
    '{"caseId":"three","moment":"OPENED"}',
    '{"caseId":"two","moment":"OPENED"}',
  ])
})

test('billing’s further tries of a payment are the same matter', async () => {
  const log = createLog()
  const node = await world.domains.processes.followEvents({ log, names: new Set(['payment-failed']) })
  const failed = { type: 'PAYMENT_FAILED', entityType: 'Payment', entityId: 'pay' } as const
  log.tell(failed)
  log.tell(failed)
  log.tell({ ...failed, entityId: 'another' })
  await reads('payment-failed', 3)
  await node.close()
  const inputs = (await runsOf('PAYMENT_EXCEPTION')).map(
    ({ input }) => (input as { paymentId: string }).paymentId,
  )
  assert.deepEqual(inputs.sort(), ['another', 'pay'])
})

test('a deal that was just won begins once; what is not won, or was written by us, does not', async () => {
  const { engine } = world.domains.processes
  const changed = (key: string, more: Partial<BusinessEvent> = {}) =>
    opportunityWon.answer(
      eventOf({
        source: {
          ...{ connectionId: 'crm-salesforce', objectType: 'Opportunity' },
          nativeId: salesforceId('006', key),
        },
        ...more,
      }),
      engine,
    )
  await changed('pied-o1', { cause: 'ORCHESTRATION' })
  await changed('acme-o1')
  assert.deepEqual(await runsOf('QUOTE_TO_CASH'), [])
  await changed('pied-o1')
  await changed('pied-o1', { eventId: 'evt_2' })
  assert.equal((await runsOf('QUOTE_TO_CASH')).length, 1)
})
