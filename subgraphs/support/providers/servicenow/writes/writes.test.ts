import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { serviceNowSysId } from '#demo-world/native-ids.ts'
import { systemClock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { WriteCall } from '#shared/writes.ts'
import type { SupportProvider } from '../../../provider.ts'
import type { NewEntitlement, SupportWrites } from '../../../writes.ts'
import { startInstance, type TestInstance } from '../emulator/test-instance.ts'
import { createServicenowProvider } from '../index.ts'
import { nativeKeyOf } from './create-once.ts'

const TABLE = '/api/now/v2/table'
const CASES = `${TABLE}/sn_customerservice_case`
const ACCOUNT = serviceNowSysId('customer_account', 'globex')

const keyed = (idempotencyKey: string): WriteCall => ({
  correlationId: 'test',
  signal: new AbortController().signal,
  idempotencyKey,
})
const CASE = {
  accountNativeId: ACCOUNT,
  contact: undefined,
  productNativeId: undefined,
  subject: 'Nobody can log in',
  description: undefined,
  priority: 'URGENT',
  severity: undefined,
  channel: 'API',
} as const
const ENTITLEMENT: NewEntitlement = {
  name: 'Premium support',
  accountNativeId: ACCOUNT,
  productNativeId: undefined,
  crmContractId: undefined,
  startsOn: '2026-01-01',
  endsOn: '2027-01-01',
  units: '10',
}

describe('writes to ServiceNow', () => {
  let instance: TestInstance
  let provider: SupportProvider
  let writes: SupportWrites
  const endings: (() => Promise<void>)[] = []

  before(async () => {
    instance = await startInstance({ after: (end) => endings.push(end) })
    const { baseUrl, credentials } = instance.emulator
    const connection: Connection = {
      id: 'support-servicenow',
      name: 'ServiceNow',
      vendor: 'servicenow',
      domain: 'SUPPORT',
      environment: 'SIMULATED',
      baseUrl,
      credentials,
      fields: {},
      timeoutMs: 2_000,
    }
    provider = createServicenowProvider(connection, { logger: silentLogger, clock: systemClock })
    assert.ok(provider.writes)
    writes = provider.writes
  })
  beforeEach(async () => {
    instance.emulator.reset()
    // With a token in hand, so that calls can be counted.
    await provider.getAccounts([ACCOUNT], keyed('warm'))
  })
  after(async () => {
    await provider.close()
    for (const end of endings) await end()
  })

  const casesWith = (key: string) =>
    instance.list('sn_customerservice_case', `correlation_id=${nativeKeyOf(keyed(key))}`)
  const postsTo = (path: string): number =>
    instance.emulator.calls().filter((each) => each.method === 'POST' && each.path.startsWith(path)).length

  test('a case carries the digest of its key, and is one look and one insert', async () => {
    await writes.openCase(CASE, keyed('run-1:open-case'))
    const sent = instance.emulator.calls().filter(({ path }) => path === CASES)
    const [row] = await casesWith('run-1:open-case')
    assert.match(row?.correlation_id ?? '', /^weft:[0-9a-f]{40}$/)
    assert.equal(row?.correlation_display, 'Weft')
    const { priority, impact, urgency, contact_type } = row ?? {}
    assert.deepEqual(
      { priority, impact, urgency, contact_type },
      {
        priority: '1',
        impact: '1',
        urgency: '1',
        contact_type: 'web',
      },
    )
    assert.deepEqual(
      sent.map(({ method }) => method),
      ['GET', 'POST'],
    )
  })

  test('a version is the one that the instance’s hint of it leads to', async () => {
    const opened = await writes.openCase(CASE, keyed('a'))
    const escalated = await writes.escalateCase(
      { caseNativeId: opened.ref.nativeId, reason: 'x', severity: 'SEV1' },
      keyed('b'),
    )
    const [read] = (await provider.changes?.readChanged([opened.ref], keyed('c'))) ?? []
    assert.ok(read && 'version' in read)
    assert.equal(escalated.version, read.version)
    assert.ok((opened.version ?? '') < (escalated.version ?? ''))
  })

  test('a case that was opened unseen is found by the next attempt, and by nothing else', async () => {
    const { emulator } = instance
    emulator.fail({ method: 'POST', path: CASES, times: 1, applied: true, reset: 'before-answer' })
    // The look before the insert passes, those after the lost answer fail, with their repeats.
    emulator.fail({ method: 'GET', path: CASES, skip: 1, times: 3, status: 503, body: '' })
    await assert.rejects(writes.openCase(CASE, keyed('a')), { code: 'SYSTEM_UNAVAILABLE' })
    assert.equal((await casesWith('a')).length, 1)
    const found = await writes.openCase(CASE, keyed('a'))
    assert.deepEqual([found.effect, found.ref.nativeId], ['FOUND', (await casesWith('a'))[0]?.sys_id])
    assert.equal(postsTo(CASES), 1)
  })

  test('what the instance answers too late is asked for, not repeated', async () => {
    instance.emulator.fail({ method: 'POST', path: CASES, times: 1, delayMs: 3_000 })
    const opened = await writes.openCase(CASE, keyed('a'))
    assert.equal(opened.effect, 'FOUND')
    assert.equal(postsTo(CASES), 1)
    assert.equal((await casesWith('a')).length, 1)
  })

  test('a call that was not taken is not looked for, and may be asked for again', async () => {
    instance.emulator.fail({
      method: 'POST',
      path: CASES,
      times: 1,
      status: 429,
      headers: { 'retry-after': '0' },
    })
    await assert.rejects(writes.openCase(CASE, keyed('a')), { code: 'RATE_LIMITED' })
    assert.equal((await writes.openCase(CASE, keyed('a'))).effect, 'CREATED')
  })

  for (const [title, detail, code] of [
    ['a business rule', "Operation against file 'x' was aborted by Business Rule 'y'", 'REJECTED_BY_SYSTEM'],
    ['a data policy', 'Data Policy Exception: The following fields are mandatory: x', 'REJECTED_BY_SYSTEM'],
    ['an access rule', 'ACL Exception Insert Failed due to security constraints', 'FORBIDDEN'],
  ] as const) {
    test(`what ${title} refuses is ${code}`, async () => {
      const body = { error: { message: 'Operation Failed', detail }, status: 'failure' }
      instance.emulator.fail({ method: 'POST', path: CASES, times: 1, status: 403, body })
      await assert.rejects(writes.openCase(CASE, keyed('a')), { code, retryable: false })
    })
  }

  test('why a case is escalated stands on its escalation', async () => {
    const { ref } = await writes.openCase(CASE, keyed('a'))
    await writes.escalateCase(
      { caseNativeId: ref.nativeId, reason: 'No progress', severity: undefined },
      keyed('b'),
    )
    const [escalation] = await instance.list('sn_customerservice_escalation', `source_record=${ref.nativeId}`)
    const notes = await instance.list('sys_journal_field', `element_id=${escalation?.sys_id}`)
    assert.deepEqual(
      notes.map(({ value }) => value),
      ['No progress'],
    )
  })

  test('an escalation that has ended since is not begun again by its own write', async () => {
    const { ref } = await writes.openCase(CASE, keyed('a'))
    const escalation = { caseNativeId: ref.nativeId, reason: 'x', severity: undefined }
    await writes.escalateCase(escalation, keyed('b'))
    const [made] = await instance.list('sn_customerservice_escalation', `source_record=${ref.nativeId}`)
    await instance.ask('PATCH', `${TABLE}/sn_customerservice_escalation/${made?.sys_id}`, { state: 'closed' })
    assert.equal((await writes.escalateCase(escalation, keyed('b'))).effect, 'FOUND')
    const [read] = await casesWith('a')
    assert.equal(read?.active_escalation, '')
    assert.equal((await writes.escalateCase(escalation, keyed('c'))).effect, 'UPDATED')
  })

  test('two who escalate a case at once make one escalation', async () => {
    const { ref } = await writes.openCase(CASE, keyed('a'))
    const escalation = { caseNativeId: ref.nativeId, reason: 'x', severity: undefined }
    await Promise.all(['b', 'c', 'd'].map((key) => writes.escalateCase(escalation, keyed(key))))
    const made = await instance.list('sn_customerservice_escalation', `source_record=${ref.nativeId}`)
    assert.equal(made.length, 1)
    assert.equal(made[0]?.u_turn, `${ref.nativeId}:0`)
  })

  test('a note is written once for its key, for agents only', async () => {
    const { ref } = await writes.openCase(CASE, keyed('a'))
    const note = { caseNativeId: ref.nativeId, text: 'The account is overdue' }
    const path = `${TABLE}/u_weft_write`
    instance.emulator.fail({ method: 'POST', path, times: 1, applied: true, reset: 'before-answer' })
    await writes.annotateCase(note, keyed('b'))
    await writes.annotateCase(note, keyed('b'))
    const notes = await instance.list('sys_journal_field', `element_id=${ref.nativeId}`)
    assert.deepEqual(
      notes.map(({ element, value }) => [element, value]),
      [['work_notes', 'The account is overdue']],
    )
  })

  test('a write that the instance took and did not carry out is not called done', async () => {
    const { ref } = await writes.openCase(CASE, keyed('a'))
    const note = { caseNativeId: ref.nativeId, text: 'x' }
    await writes.annotateCase(note, keyed('b'))
    const [row] = await instance.list('u_weft_write', `u_case=${ref.nativeId}`)
    await instance.ask('PATCH', `${TABLE}/u_weft_write/${row?.sys_id}`, { u_applied: 'false' })
    await assert.rejects(writes.annotateCase(note, keyed('b')), { code: 'TIMEOUT' })
  })

  test('an entitlement whose units were not written is no active one, and the next attempt completes it', async () => {
    const path = `${TABLE}/sn_pss_core_entitlement_usage`
    instance.emulator.fail({ method: 'POST', path, times: 1, status: 503, body: '' })
    await assert.rejects(writes.createEntitlement(ENTITLEMENT, keyed('a')), { code: 'SYSTEM_UNAVAILABLE' })
    const query = `u_correlation_id=${nativeKeyOf(keyed('a'))}`
    assert.equal((await instance.list('service_entitlement', query))[0]?.state, 'draft')
    const { ref } = await writes.createEntitlement(ENTITLEMENT, keyed('a'))
    assert.equal((await instance.list('service_entitlement', query))[0]?.state, 'active')
    for (const table of ['sn_pss_core_entitlement_characteristic', 'sn_pss_core_entitlement_usage'])
      assert.equal((await instance.list(table, `entitlement=${ref.nativeId}`)).length, 1)
  })

  test('units are not promised where the company counts none', async () => {
    for (const { sys_id } of await instance.list('sn_prd_pm_characteristic', 'name=Cases'))
      await instance.ask('DELETE', `${TABLE}/sn_prd_pm_characteristic/${sys_id}`)
    await assert.rejects(writes.createEntitlement(ENTITLEMENT, keyed('a')), { code: 'NOT_CONFIGURED' })
    assert.deepEqual(
      await instance.list(
        'service_entitlement',
        'entitlement_name=Premium support^u_correlation_idISNOTEMPTY',
      ),
      [],
    )
  })

  test('an instance without the field for keys is refused before anything is written', async () => {
    await instance.configure({ dropFields: ['service_entitlement.u_correlation_id'] })
    await assert.rejects(writes.createEntitlement(ENTITLEMENT, keyed('a')), { code: 'NOT_CONFIGURED' })
    assert.equal(postsTo(`${TABLE}/service_entitlement`), 0)
  })
})
