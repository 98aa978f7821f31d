import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { actionFor } from '#processes/case-to-entitlement/action.ts'
import { cancelRun } from '#processes/decide/cancel.ts'
import { decideOnce } from '#processes/decide/decide.ts'
import type { StepContext } from '#processes/process.ts'
import { bookUnits } from '#processes/steps/book-units.ts'
import { kill } from '../support/child-process.ts'
import { startDealNode } from './deal-node.ts'
import { STAFF, startTriggerWorld, type TriggerWorld } from './trigger-world.ts'

const VALIDATE = `mutation Validate($input: CaseEntitlementInput!) {
  validateCaseEntitlement(input: $input) {
    replayed userErrors { code field } run { id status result { __typename ... on Case { id } } }
    case { id caseNumber } check { outcome reasons }
  }
}`

interface Validated {
  replayed: boolean
  userErrors: { code: string; field: string[] | null }[]
  run: { id: string; status: string; result: { __typename: string; id: string } | null } | null
  case: { id: string; caseNumber: string } | null
  check: { outcome: string; reasons: string[] } | null
}

const WEFT_WRITES = '/api/now/v2/table/u_weft_write'

let desk: TriggerWorld
before(async () => {
  desk = await startTriggerWorld(['case-opened'], { rules: { onNotEntitled: 'HOLD' } })
})
after(() => desk[Symbol.asyncDispose]())

let lastKey = 0
async function validate(input: object, caller = STAFF): Promise<Validated> {
  const given = { idempotencyKey: `key-${++lastKey}`, ...input }
  const { data } = await desk.events.world.query(VALIDATE, { input: given }, { caller })
  return (data as { validateCaseEntitlement: Validated }).validateCaseEntitlement
}

const caseNumbered = async (number: string): Promise<string> =>
  (await desk.rows('sn_customerservice_case', `number=${number}`))[0]?.sys_id ?? ''
const stateOf = async (sysId: string): Promise<string> =>
  (await desk.rows('sn_customerservice_case', `sys_id=${sysId}`))[0]?.state ?? ''
const accountOf = (displayName: string) => desk.events.nativeId(displayName, 'support-servicenow')

/** Opens a case in the instance; answers it and the run that this starts. */
async function open(
  fields: Record<string, string>,
): Promise<{ sysId: string; caseId: string; runId: string }> {
  const sysId = await desk.events.openCase({ short_description: 'It stopped', u_severity: '3', ...fields })
  const caseId = await desk.caseId(sysId)
  return { sysId, caseId, runId: (await desk.runOf('CASE_TO_ENTITLEMENT', caseId)).id }
}

describe('a case is checked', () => {
  test('for whoever asks: agents read what every system says, once for a key', async () => {
    const sysId = await caseNumbered('CS0001001')
    const input = { idempotencyKey: 'acme', caseId: await desk.caseId(sysId), onNotEntitled: 'HOLD' }
    const first = await validate(input)
    assert.deepEqual(first.userErrors, [])
    assert.deepEqual(first.check, { outcome: 'ENTITLED', reasons: [] })
    assert.equal(first.case?.caseNumber, 'CS0001001')
    assert.deepEqual(first.run?.result, { __typename: 'Case', id: input.caseId })
    const again = await validate(input)
    assert.deepEqual([again.run?.id, again.replayed], [first.run?.id, true])
    const notes = await desk.notes(sysId)
    assert.equal(notes.length, 1)
    assert.match(notes[0] ?? '', /^Entitlement: ENTITLED\nCRM: yes\nBILLING: no say\nSUPPORT: yes/)
  })

  test('a customer of the worst severity is told apart, and never waits', async () => {
    const sysId = (await desk.rows('sn_customerservice_case', 'u_severity=1'))[0]?.sys_id ?? ''
    const before = await stateOf(sysId)
    const { check, run } = await validate({ caseId: await desk.caseId(sysId), onNotEntitled: 'HOLD' })
    assert.equal(check?.outcome, 'NOT_ENTITLED')
    assert.equal(run?.status, 'COMPLETED')
    assert.equal(await stateOf(sysId), before)
    assert.match((await desk.notes(sysId)).join('\n'), /nobody waits with the worst severity/)
  })

  test('a customer that a caller may not see is nobody’s case; nor is what is no case', async () => {
    const missing = await validate({ caseId: await desk.events.world.customerId('Globex') })
    assert.deepEqual([missing.run, missing.userErrors], [null, [{ code: 'NOT_FOUND', field: ['caseId'] }]])
    const caseId = await desk.caseId(await caseNumbered('CS0001001'))
    const globex = await desk.events.world.customerId('Globex')
    const limited = { ...STAFF, subject: 'portal', clientId: 'portal', customerIds: [globex] }
    const { run, check, userErrors } = await validate({ caseId }, limited)
    assert.deepEqual([run, check, userErrors], [null, null, [{ code: 'NOT_FOUND', field: ['caseId'] }]])
    const acme = await desk.events.world.customerId('Acme Industries')
    const own = await validate({ caseId }, { ...limited, customerIds: [acme] })
    assert.equal(own.check?.outcome, 'ENTITLED')
  })
})

describe('a case that is opened', () => {
  test('waits where its customer is not entitled, and goes on by itself when that has changed', async () => {
    const account = await accountOf('Wonka Foods')
    const { sysId, runId } = await open({ account })
    await desk.reaches(runId, 'WAITING_EXTERNAL')
    assert.equal(await stateOf(sysId), '18')
    const granted = { entitlement_name: 'Support', account, state: 'active', start_date: '2020-01-01' }
    await desk.write('POST', '/api/now/table/service_entitlement', granted)
    await desk.reaches(runId, 'COMPLETED')
    assert.equal(await stateOf(sysId), '10')
  })

  test('goes on at once when it becomes severe', async () => {
    const { sysId, runId } = await open({ account: await accountOf('Gulf Trading') })
    await desk.reaches(runId, 'WAITING_EXTERNAL')
    await desk.events.changeCase(sysId, { u_severity: '1' })
    await desk.reaches(runId, 'COMPLETED')
    assert.equal(await stateOf(sysId), '10')
  })
})

test('whoever calls a waiting run off takes its case off hold', async () => {
  const { sysId, runId } = await open({ account: await accountOf('Hooli') })
  await desk.reaches(runId, 'WAITING_EXTERNAL')
  assert.equal(await stateOf(sysId), '18')
  const { engine } = desk.events.world.domains.processes
  const input = { idempotencyKey: 'off', runId }
  const asked = { caller: STAFF, operation: 'processRunCancel', input, now: new Date() }
  await decideOnce(engine, asked, cancelRun)
  await desk.reaches(runId, 'CANCELLED')
  assert.equal(await stateOf(sysId), '10')
})

describe('a system that is down', () => {
  for (const [vendor, said] of [
    ['salesforce', /CRM: could not be asked/],
    ['stripe', /BILLING: could not be asked/],
    ['netsuite', /ERP: could not be asked/],
  ] as const) {
    test(`without ${vendor} nobody is turned away: the outcome is INDETERMINATE, and says so`, async () => {
      const sysId = await caseNumbered('CS0001001')
      const emulator = desk.events.world.emulator(vendor)
      emulator.fail({ status: 503, body: '' })
      const { run, check } = await validate({ caseId: await desk.caseId(sysId), onNotEntitled: 'HOLD' })
      assert.equal(check?.outcome, 'INDETERMINATE')
      await fetch(`${emulator.baseUrl}/__emulator/faults`, { method: 'DELETE' })
      // Whoever has just failed is left alone for a while.
      desk.pass(1)
      assert.equal(run?.status, 'COMPLETED')
      const note = (await desk.notes(sysId)).find((text) => said.test(text))
      assert.match(note ?? '', /^Entitlement: INDETERMINATE \(SOURCE_UNAVAILABLE\)/)
      assert.notEqual(await stateOf(sysId), '18')
    })
  }
})

describe('a unit', () => {
  const nodes: ChildProcess[] = []
  after(async () => void (await Promise.all(nodes.map(kill))))

  async function used(account: string): Promise<number> {
    const [usage] = await desk.rows('sn_pss_core_entitlement_usage', `entitlement.account=${account}`)
    return Number(usage?.used_units)
  }

  async function close(sysId: string): Promise<void> {
    await desk.events.changeCase(sysId, { state: '10' })
    await desk.events.changeCase(sysId, { state: '6', resolution_code: '1', close_notes: 'Done' })
  }

  /** A case that names no entitlement, resolved; answers the run that counts it. */
  async function resolve(account: string): Promise<{ caseId: string; sysId: string }> {
    const { sysId, caseId, runId } = await open({ account })
    await desk.reaches(runId, 'COMPLETED')
    await close(sysId)
    return { caseId, sysId }
  }

  const countingRun = (caseId: string) => desk.runOf('CASE_TO_ENTITLEMENT', caseId, 'RESOLVED')

  test('is taken once, however often the case is resolved', async () => {
    const account = await accountOf('Umbrella Pharma')
    const before = await used(account)
    const { caseId, sysId } = await resolve(account)
    const { id } = await countingRun(caseId)
    await desk.reaches(id, 'COMPLETED')
    assert.equal(await used(account), before + 1)
    const { processes } = desk.events.world.domains
    const again = await processes.start(
      'CASE_TO_ENTITLEMENT',
      { caseId, moment: 'RESOLVED' },
      {
        ...{ clientId: 'weft', startedBy: 'test', correlationId: 'again', operation: 'test' },
        idempotencyKey: 'again',
      },
    )
    await desk.reaches('answer' in again ? again.answer.runId : '', 'COMPLETED')
    assert.equal(await used(account), before + 1)
    assert.equal(await stateOf(sysId), '6')
  })

  test('is given back once by a run that is taken back, and can be taken again then', async () => {
    const account = await accountOf('Umbrella Pharma')
    const before = await used(account)
    const [entitlement] = await desk.rows('service_entitlement', `account=${account}`)
    const { store, tools } = desk.events.world.domains.processes.engine
    const [run] = await store.query<{ id: string }>('select id from processes.runs limit 1')
    const facts = {
      case: { id: 'any case', connectionId: 'support-servicenow', nativeId: '', number: '' },
      units: { entitlementNativeId: entitlement?.sys_id ?? '', name: '', remaining: '' },
      ...{ action: 'NONE' as const, isSpared: false, billingGroup: '' },
    }
    const contextOf = (idempotencyKey: string): StepContext => ({
      call: { correlationId: 'test', signal: AbortSignal.timeout(10_000), idempotencyKey },
      ...{ tools, now: new Date(), runId: run?.id ?? '', outcomeOf: () => undefined },
    })
    const outcome = await bookUnits.run(facts, contextOf('take'))
    assert.equal(await used(account), before + 1)
    await bookUnits.compensate?.(facts, outcome, contextOf('give'))
    await bookUnits.compensate?.(facts, outcome, contextOf('give'))
    assert.equal(await used(account), before)
    await bookUnits.run(facts, contextOf('take again'))
    assert.equal(await used(account), before + 1)
  })

  test('is taken once by a node that is killed while the system answers', async () => {
    const account = await accountOf('Umbrella Pharma')
    const before = await used(account)
    const servicenow = desk.events.world.emulator('servicenow')
    await desk.stopWorking()
    const node = await startDealNode(desk.events.world)
    nodes.push(node)
    const opened = await open({ account })
    await desk.reaches(opened.runId, 'COMPLETED')
    servicenow.fail({
      ...{ method: 'POST', path: WEFT_WRITES, bodyContains: 'u_units' },
      ...{ times: 1, delayMs: 600_000 },
    })
    servicenow.forgetCalls()
    await close(opened.sysId)
    const isTaken = () =>
      servicenow.calls().some(({ path, body }) => path.startsWith(WEFT_WRITES) && body.includes('u_units'))
    while (!isTaken()) await new Promise((wake) => setTimeout(wake, 10))
    await kill(node)
    nodes.push(await startDealNode(desk.events.world))
    await desk.reaches((await countingRun(opened.caseId)).id, 'COMPLETED')
    assert.equal(await used(account), before + 1)
  })
})

for (const [severity, priority, action] of [
  ['SEV1', 'NORMAL', 'NONE'],
  ['UNKNOWN', 'NORMAL', 'NONE'],
  ['SEV2', 'URGENT', 'HOLD'],
  [undefined, 'URGENT', 'NONE'],
  [undefined, 'UNKNOWN', 'NONE'],
  [undefined, 'HIGH', 'HOLD'],
] as const) {
  test(`not entitled, severity ${severity ?? 'not kept'}, priority ${priority}: ${action}`, () => {
    assert.equal(actionFor('NOT_ENTITLED', { severity, priority }, 'HOLD').action, action)
  })
}

for (const outcome of ['ENTITLED', 'ENTITLED_IN_GRACE', 'INDETERMINATE'] as const) {
  test(`${outcome} keeps nobody waiting`, () => {
    assert.equal(actionFor(outcome, { severity: 'SEV4', priority: 'LOW' }, 'HOLD').action, 'NONE')
  })
}
