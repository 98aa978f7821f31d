import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import type { ChangedRecord } from '#shared/events/changes.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createWebhookSource } from '../../subgraphs/support/providers/servicenow/events/webhook.ts'
import { createServicenowProvider } from '../../subgraphs/support/providers/servicenow/index.ts'
import { type EventWorld, startEventWorld } from '../support/event-world.ts'

const TABLE = 'sn_customerservice_case'

describe('ServiceNow tells', () => {
  let world: EventWorld
  let account: string
  let provider: ReturnType<typeof createServicenowProvider>

  before(async () => {
    world = await startEventWorld()
    account = await world.nativeId('Globex', 'support-servicenow')
    const connection = world.world.domains.connections.find(({ vendor }) => vendor === 'servicenow')
    assert.ok(connection)
    provider = createServicenowProvider(connection, { logger: silentLogger, clock: systemClock })
  })
  after(async () => {
    await provider.close()
    await world[Symbol.asyncDispose]()
  })

  const call = () => ({ correlationId: 'test', signal: AbortSignal.timeout(10_000) })
  async function read(nativeId: string): Promise<ChangedRecord> {
    const [record] = (await provider.changes?.readChanged([{ objectType: TABLE, nativeId }], call())) ?? []
    assert.ok(record && 'kind' in record)
    return record
  }

  test('of a case from its opening to its end', async () => {
    const opening = world.expectEvents('CASE_OPENED')
    const sysId = await world.openCase({ account, short_description: 'Slow', u_severity: '3' })
    const [opened] = await opening
    assert.equal(opened?.severity, 'SEV3')
    const escalation = world.expectEvents('CASE_ESCALATED')
    await world.changeCase(sysId, { u_severity: '1' })
    const [escalated] = await escalation
    assert.equal(escalated?.entityId, opened?.entityId)
    const end = world.expectEvents('CASE_RESOLVED')
    await world.changeCase(sysId, { state: '10' })
    await world.changeCase(sysId, { state: '6', resolution_code: '1', close_notes: 'Restarted' })
    const [resolved] = await end
    assert.deepEqual(
      [resolved?.source.nativeId, resolved?.cause, resolved?.customerId],
      [sysId, 'WEBHOOK', await world.world.customerId('Globex')],
    )
  })

  test('of two changes within one second by two versions, and lists the record once', async () => {
    const from = { changedAt: new Date(Date.now() - 5_000), nativeId: '' }
    const sysId = await world.openCase({ account, short_description: 'First' })
    const earlier = await read(sysId)
    await world.changeCase(sysId, { short_description: 'Second' })
    const later = await read(sysId)
    assert.ok((later.version ?? '') > (earlier.version ?? ''))
    const { changes = [] } = (await provider.changes?.poll?.listChanges(TABLE, from, call())) ?? {}
    assert.deepEqual(
      changes.filter(({ nativeId }) => nativeId === sysId).map(({ version }) => version),
      [later.version],
    )
    const last = changes.at(-1) ?? from
    assert.deepEqual((await provider.changes?.poll?.listChanges(TABLE, last, call()))?.changes, [])
  })

  test('nothing of what is not there', async () => {
    const refs = [
      TABLE,
      'customer_account',
      'service_entitlement',
      'sn_pss_core_entitlement_usage',
      'cmdb_ci',
    ]
    const answers = await provider.changes?.readChanged(
      refs.map((objectType) => ({ objectType, nativeId: 'f'.repeat(32) })),
      call(),
    )
    assert.deepEqual(
      answers,
      refs.map(() => undefined),
    )
  })
})

const secret = 'shared-secret'
const receivedAt = new Date('2026-11-25T12:00:00Z')
const hint = {
  event_id: 'e1',
  table: TABLE,
  sys_id: 'a'.repeat(32),
  operation: 'update',
  sys_mod_count: '4',
  sys_updated_on: '2026-11-25 11:59:59',
}
const source = createWebhookSource(
  { id: 'support', credentials: { webhookSecret: secret } } as never,
  new Set([TABLE]),
)

function request({
  body = JSON.stringify(hint),
  signed = body,
  key = secret,
  secondsAgo = 0,
}: {
  body?: string
  signed?: string
  key?: string
  secondsAgo?: number
} = {}) {
  const timestamp = String(receivedAt.getTime() / 1000 - secondsAgo)
  const signature = createHmac('sha256', key).update(`${timestamp}.${signed}`).digest('base64')
  return {
    headers: { 'x-weft-timestamp': timestamp, 'x-weft-signature': `v1=${signature}` },
    query: new URLSearchParams(),
    rawBody: Buffer.from(body),
    receivedAt,
  }
}

test('what the update set signed is taken, within five minutes', () => {
  source.verify(request())
  source.verify(request({ secondsAgo: 299 }))
})

for (const [title, given, code] of [
  ['with another secret', request({ key: 'other' }), 'WEBHOOK_UNVERIFIED'],
  ['over another body', request({ signed: '{}' }), 'WEBHOOK_UNVERIFIED'],
  ['six minutes ago', request({ secondsAgo: 360 }), 'WEBHOOK_STALE'],
  ['in six minutes', request({ secondsAgo: -360 }), 'WEBHOOK_STALE'],
  ['by nobody', { ...request(), headers: {} }, 'WEBHOOK_UNVERIFIED'],
] as const) {
  test(`what was signed ${title} is refused: ${code}`, () => {
    assert.throws(() => source.verify(given), { code })
  })
}

for (const [title, body, kind] of [
  ['a hint', hint, 'changes'],
  ['a table that nobody follows', { ...hint, table: 'incident' }, 'ignored'],
  ['an id that is none', { ...hint, sys_id: "' OR 1=1" }, 'unreadable'],
  ['a time that is none', { ...hint, sys_updated_on: 'now' }, 'unreadable'],
  ['half a hint', { event_id: 'e1' }, 'unreadable'],
] as const) {
  test(`${title} reads as ${kind}`, () => {
    assert.equal(source.parse(Buffer.from(JSON.stringify(body))).kind, kind)
  })
}
