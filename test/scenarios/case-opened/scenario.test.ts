import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { type CaseAnswer, type Desk, OPEN, STAFF, startDesk } from './desk.ts'

const WRITTEN_CASES = '/api/now/v2/table/sn_customerservice_case'
const ESCALATIONS = '/api/now/v2/table/sn_customerservice_escalation'

describe('a case that is opened through the graph', () => {
  let desk: Desk
  /** A user of Acme's portal. */
  let portal: Caller
  let acme: string
  let globex: string
  let lastKey = 0

  before(async () => {
    desk = await startDesk()
    acme = await desk.world.customerId('Acme Industries')
    globex = await desk.world.customerId('Globex')
    portal = { ...STAFF, subject: 'portal-user', clientId: 'portal', customerIds: [acme] }
  })
  beforeEach(() => {
    desk.caller = portal
    desk.world.forgetCalls()
  })
  after(() => desk[Symbol.asyncDispose]())

  const open = (input: object): Promise<CaseAnswer> => desk.open(inputOf(input))
  const escalate = (input: object): Promise<CaseAnswer> =>
    desk.escalate({ idempotencyKey: newKey(), reason: 'No progress', ...input })
  const newKey = (): string => `key-${++lastKey}`
  const inputOf = (input: object) => ({
    idempotencyKey: newKey(),
    customerId: acme,
    subject: 'Nobody can log in',
    ...input,
  })
  const idsOf = async (subject: string): Promise<string[]> =>
    (await desk.casesOf(acme)).filter((each) => each.subject === subject).map(({ id }) => id)
  const servicenow = () => desk.world.emulator('servicenow')
  const writesTo = (path: string): number =>
    desk.world.calls('servicenow').filter((call) => call.method !== 'GET' && call.path.startsWith(path))
      .length

  test('is in its customer’s list at once, for a user of that customer', async () => {
    const before = await desk.casesOf(acme)
    desk.world.forgetCalls()
    await desk.casesOf(acme)
    assert.deepEqual(desk.world.callsPerVendor(), {})
    const {
      userErrors,
      replayed,
      case: opened,
    } = await open({
      subject: 'The export stops',
      description: 'At row 4,000',
      priority: 'HIGH',
      severity: 'SEV2',
    })
    const { id, caseNumber, ...rest } = opened ?? assert.fail()
    assert.deepEqual([userErrors, replayed], [[], false])
    assert.match(caseNumber, /^CS\d{7}$/)
    assert.deepEqual(rest, {
      subject: 'The export stops',
      status: 'NEW',
      priority: 'HIGH',
      severity: 'SEV2',
      contact: null,
      customer: { displayName: 'Acme Industries' },
    })
    assert.deepEqual(
      (await desk.casesOf(acme)).map((each) => each.id),
      [id, ...before.map((each) => each.id)],
    )
  })

  test('costs a look, an insert and what is asked of it', async () => {
    await open({})
    assert.deepEqual(desk.world.callsPerVendor(), { servicenow: 3 })
  })

  test('is opened once for its key, and answered again', async () => {
    const input = inputOf({ subject: 'Once' })
    const first = await open(input)
    desk.world.forgetCalls()
    const again = await open(input)
    assert.deepEqual(again, { ...first, replayed: true })
    assert.equal(writesTo(WRITTEN_CASES), 0)
    assert.deepEqual(await idsOf('Once'), [first.case?.id])
  })

  test('is opened once for a key that is asked for five times at once', async () => {
    const input = inputOf({ subject: 'At once' })
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => open(input)))
    assert.equal(new Set(answers.map((answer) => answer.case?.id)).size, 1)
    assert.equal(answers.filter(({ replayed }) => !replayed).length, 1)
    assert.equal((await idsOf('At once')).length, 1)
  })

  test('is not opened by a key that named another', async () => {
    const input = inputOf({})
    await open(input)
    const { userErrors, case: none } = await open({ ...input, subject: 'Something else' })
    assert.equal(none, null)
    assert.deepEqual(userErrors, [
      {
        code: 'IDEMPOTENCY_KEY_REUSED',
        field: ['idempotencyKey'],
        message: 'the key was used with another input',
        retryable: false,
      },
    ])
    assert.deepEqual(await idsOf('Something else'), [])
  })

  test('belongs to its client: another client’s same key is another case', async () => {
    const input = inputOf({ subject: 'Two clients' })
    await open(input)
    desk.caller = { ...portal, clientId: 'another' }
    assert.equal((await open(input)).replayed, false)
    assert.equal((await idsOf('Two clients')).length, 2)
  })

  test('is refused for another customer exactly as for one that is not there, and no system is asked', async () => {
    const foreign = await open({ customerId: globex })
    const missing = await open({ customerId: mintId('Customer', new Date()) })
    assert.deepEqual(foreign, missing)
    assert.deepEqual(foreign, {
      case: null,
      userErrors: [
        { code: 'NOT_FOUND', field: ['customerId'], message: 'there is no such customer', retryable: false },
      ],
      replayed: false,
    })
    assert.deepEqual(desk.world.callsPerVendor(), {})
  })

  test('is refused to who may act for other business units only', async () => {
    desk.caller = { ...STAFF, businessUnits: ['no-such-unit'] }
    assert.equal((await open({})).userErrors[0]?.code, 'NOT_FOUND')
  })

  test('is refused as a whole to who may not write cases', async () => {
    desk.caller = { ...portal, scopes: new Set() }
    const { data, errors } = await desk.send(OPEN, { input: inputOf({ subject: 'Forbidden' }) })
    assert.equal(data?.caseOpen ?? null, null)
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN')
    desk.caller = portal
    assert.deepEqual(await idsOf('Forbidden'), [])
  })

  test('needs a customer that support knows', async () => {
    desk.caller = STAFF
    const { userErrors } = await open({ customerId: await desk.world.customerId('Pied Piper') })
    assert.deepEqual(
      userErrors.map(({ code, field }) => [code, field]),
      [['NOT_LINKED', ['customerId']]],
    )
  })

  test('names a contact of its customer, and a product that support knows', async () => {
    desk.caller = STAFF
    const { data } = await desk.send(
      'query($acme: ID!, $globex: ID!) { acme: customer(id: $acme) { ...c } globex: customer(id: $globex) { ...c } } fragment c on Customer { contacts(first: 1) { nodes { id name } } }',
      { acme, globex },
    )
    const contactOf = (name: string) =>
      (data as Record<string, { contacts: { nodes: { id: string; name: string }[] } }>)[name]?.contacts
        .nodes[0]
    const input = inputOf({ contactId: contactOf('acme')?.id })
    assert.deepEqual((await open(input)).case, {
      ...(await open(input)).case,
      contact: { name: contactOf('acme')?.name },
    })
    for (const [wrong, code, field] of [
      [{ contactId: contactOf('globex')?.id }, 'NOT_FOUND', 'contactId'],
      [{ contactId: mintId('Contact', new Date()) }, 'NOT_FOUND', 'contactId'],
      [{ productId: mintId('Product', new Date()) }, 'NOT_LINKED', 'productId'],
    ] as const) {
      const { userErrors } = await open({ ...wrong, subject: 'Wrong party' })
      assert.deepEqual(
        userErrors.map((error) => [error.code, error.field]),
        [[code, [field]]],
      )
    }
    assert.deepEqual(await idsOf('Wrong party'), [])
  })

  for (const [title, wrong, expected] of [
    ['a key', { idempotencyKey: '' }, [['INVALID', ['idempotencyKey']]]],
    ['a key of characters', { idempotencyKey: 'a b' }, [['INVALID', ['idempotencyKey']]]],
    ['a subject', { subject: ' ' }, [['REQUIRED', ['subject']]]],
    ['a subject that fits', { subject: 'x'.repeat(161) }, [['INVALID', ['subject']]]],
    ['a customer’s id', { customerId: 'acme' }, [['INVALID', ['customerId']]]],
    [
      'words that mean something',
      { priority: 'UNKNOWN', severity: 'UNKNOWN', channel: 'UNKNOWN' },
      [
        ['INVALID', ['priority']],
        ['INVALID', ['severity']],
        ['INVALID', ['channel']],
      ],
    ],
  ] as const) {
    test(`needs ${title}`, async () => {
      const { userErrors } = await open(wrong)
      assert.deepEqual(
        userErrors.map(({ code, field }) => [code, field]),
        expected,
      )
      assert.deepEqual(desk.world.callsPerVendor(), {})
    })
  }

  test('leaves nothing while its system is away, and is opened by the same key when that is back', async () => {
    const input = inputOf({ subject: 'Away' })
    servicenow().fail({ method: 'POST', path: WRITTEN_CASES, times: 1, status: 503, body: '' })
    const { data, errors } = await desk.send(OPEN, { input })
    assert.deepEqual(data, { caseOpen: null })
    const [{ path, extensions } = assert.fail()] = errors ?? []
    assert.deepEqual(path, ['caseOpen'])
    const { code, system, retryable } = extensions
    assert.deepEqual([code, system, retryable], ['SYSTEM_UNAVAILABLE', 'support-servicenow', true])
    const { replayed, case: opened } = await open(input)
    assert.deepEqual([replayed, await idsOf('Away')], [false, [opened?.id]])
  })

  test('that was opened while its answer was lost is found by the same key, and stays one', async () => {
    const input = inputOf({ subject: 'Lost' })
    servicenow().fail({
      method: 'POST',
      path: WRITTEN_CASES,
      times: 1,
      applied: true,
      reset: 'before-answer',
    })
    // The look that comes before passes; the one that would find out at once fails, with its repeats.
    servicenow().fail({ method: 'GET', path: WRITTEN_CASES, skip: 1, times: 3, status: 503, body: '' })
    desk.world.forgetCalls()
    const { data, errors } = await desk.send(OPEN, { input })
    assert.deepEqual(data, { caseOpen: null })
    assert.equal(errors?.[0]?.extensions.retryable, true)
    const { replayed, case: opened } = await open(input)
    assert.equal(replayed, false)
    assert.equal(writesTo(WRITTEN_CASES), 1)
    assert.deepEqual(await idsOf('Lost'), [opened?.id])
  })

  test('that was opened while its client went away is found by the same key, and stays one', async () => {
    const input = inputOf({ subject: 'Gone' })
    servicenow().fail({ method: 'POST', path: WRITTEN_CASES, times: 1, delayMs: 60_000 })
    const client = new AbortController()
    const answering = desk.send(OPEN, { input }, client.signal)
    while (writesTo(WRITTEN_CASES) === 0) await setImmediate()
    client.abort()
    await assert.rejects(answering, { name: 'AbortError' })
    const { replayed, case: opened } = await open(input)
    assert.equal(replayed, false)
    assert.equal(writesTo(WRITTEN_CASES), 1)
    assert.deepEqual(await idsOf('Gone'), [opened?.id])
  })

  test('that was opened by a process which then died is found by the same key, and stays one', async () => {
    const input = inputOf({ subject: 'Died' })
    const first = await open(input)
    // What is left of it when the process ends between the system's answer and the outcome.
    await desk.world.domains.store.query('update idempotency.keys set outcome = null where key = $1', [
      input.idempotencyKey,
    ])
    assert.deepEqual(await open(input), { ...first, replayed: false })
    assert.deepEqual(await idsOf('Died'), [first.case?.id])
  })

  test('says that it is open even where its system cannot show it then', async () => {
    const input = inputOf({ subject: 'Not shown' })
    servicenow().fail({ method: 'GET', path: WRITTEN_CASES, skip: 1, times: 3, status: 503, body: '' })
    const { data, errors } = await desk.send(OPEN, { input })
    assert.deepEqual(data, { caseOpen: { case: null, userErrors: [], replayed: false } })
    assert.deepEqual(errors?.[0]?.path, ['caseOpen', 'case'])
    assert.equal((await open(input)).replayed, true)
  })

  test('is escalated once, whoever asks how often', async () => {
    const { case: opened } = await open({ subject: 'Escalated' })
    const caseId = opened?.id
    desk.world.forgetCalls()
    const input = { idempotencyKey: newKey(), caseId, severity: 'SEV1' }
    const first = await escalate(input)
    assert.deepEqual(first, {
      case: { id: caseId, escalated: true, severity: 'SEV1' },
      userErrors: [],
      replayed: false,
    })
    assert.deepEqual(await escalate(input), { ...first, replayed: true })
    desk.caller = STAFF
    assert.deepEqual(await escalate({ caseId, severity: 'SEV3' }), first)
    assert.equal(writesTo(ESCALATIONS), 1)
  })

  test('is refused for escalation like one that is not there, if it is somebody else’s', async () => {
    desk.caller = STAFF
    const { case: foreign } = await open({ customerId: globex, subject: 'Of Globex' })
    desk.caller = portal
    const refused = await escalate({ caseId: foreign?.id })
    assert.deepEqual(refused, await escalate({ caseId: mintId('Case', new Date()) }))
    assert.deepEqual(refused.userErrors, [{ code: 'NOT_FOUND', field: ['caseId'] }])
    for (const [wrong, code, field] of [
      [{ caseId: 'x' }, 'INVALID', 'caseId'],
      [{ caseId: foreign?.id, reason: '' }, 'REQUIRED', 'reason'],
    ] as const)
      assert.deepEqual((await escalate(wrong)).userErrors, [{ code, field: [field] }])
  })

  test('is not escalated after it was closed', async () => {
    const [closed] = await desk.casesOf(acme, ['CLOSED'])
    const { userErrors } = await escalate({ caseId: closed?.id })
    assert.deepEqual(userErrors, [{ code: 'CONFLICT', field: null }])
    assert.equal(writesTo(ESCALATIONS), 0)
  })
})
