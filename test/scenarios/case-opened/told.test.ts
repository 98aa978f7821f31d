import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type EventWorld, startEventWorld } from '../../support/event-world.ts'
import { type CaseAnswer, ESCALATE, OPEN, post, STAFF } from './desk.ts'

describe('what the graph wrote comes back as its system’s event', () => {
  let events: EventWorld
  let customerId: string

  before(async () => {
    // Only webhooks tell.
    events = await startEventWorld(STAFF, { lookIntervals: { pollMs: 3_600_000, sweepMs: 3_600_000 } })
    customerId = await events.world.customerId('Acme Industries')
  })
  after(() => events[Symbol.asyncDispose]())

  const write = async (query: string, input: object, correlationId: string): Promise<CaseAnswer> => {
    const { data, errors } = await post(events.url, { query, variables: { input } }, { correlationId })
    assert.equal(errors, undefined)
    return (data.caseOpen ?? data.caseEscalate) as CaseAnswer
  }

  test('an opened and an escalated case are told as ours, with the correlation of who wrote them', async () => {
    const opening = events.expectEvents('CASE_OPENED')
    const input = { idempotencyKey: 'k1', customerId, subject: 'Told as ours' }
    const opened = await write(OPEN, input, 'from-the-portal')
    const [event] = await opening
    assert.deepEqual(
      [event?.entityId, event?.cause, event?.correlationId, event?.customerId],
      [opened.case?.id, 'ORCHESTRATION', 'from-the-portal', customerId],
    )
    assert.match(event?.causationId ?? '', /^caseOpen:[0-9a-f]{40}$/)
    const escalating = events.expectEvents('CASE_ESCALATED')
    const escalation = { idempotencyKey: 'k2', caseId: opened.case?.id, reason: 'No progress' }
    await write(ESCALATE, escalation, 'from-the-desk')
    const [escalated] = await escalating
    assert.deepEqual(
      [escalated?.entityId, escalated?.cause, escalated?.correlationId],
      [opened.case?.id, 'ORCHESTRATION', 'from-the-desk'],
    )
  })
})
