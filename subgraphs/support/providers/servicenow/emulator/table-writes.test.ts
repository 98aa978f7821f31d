import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Row, startInstance, type TestInstance } from './test-instance.ts'

const CASES = '/api/now/v2/table/sn_customerservice_case'
const PLAIN = '?sysparm_exclude_reference_link=true'

async function openCase(instance: TestInstance, cells: Row = {}): Promise<Row> {
  const [contact] = await instance.list('customer_contact', 'ORDERBYname')
  const { body } = await instance.ask('POST', CASES + PLAIN, { contact: contact?.sys_id, ...cells })
  return body.result
}

/** Walks a case through states, answering the last answer. */
async function move(instance: TestInstance, sysId: string | undefined, ...steps: Row[]) {
  let answer = await instance.ask('GET', `${CASES}/${sysId}${PLAIN}`)
  for (const cells of steps) answer = await instance.ask('PATCH', `${CASES}/${sysId}${PLAIN}`, cells)
  return answer
}

test('a new case has a number, the state New, the time and the account of its contact', async (context) => {
  const instance = await startInstance(context)
  const [contact] = await instance.list('customer_contact', 'ORDERBYname')
  const one = await openCase(instance)
  const other = await openCase(instance)
  const { state, active, impact, urgency, priority, escalation, account, sys_mod_count } = one
  assert.deepEqual(
    { state, active, impact, urgency, priority, escalation, account, sys_mod_count },
    {
      state: '1',
      active: 'true',
      impact: '3',
      urgency: '3',
      priority: '4',
      escalation: '0',
      account: contact?.account,
      sys_mod_count: '0',
    },
  )
  assert.equal(one.opened_at, one.sys_created_on)
  assert.equal(Number(other.number?.slice(2)), Number(one.number?.slice(2)) + 1)
  await instance.ask('DELETE', `${CASES}/${other.sys_id}`)
  const third = await openCase(instance)
  assert.ok((third.number ?? '') > (other.number ?? ''), 'a number is never given twice')
})

for (const [impact, urgency, priority] of [
  ['1', '1', '1'],
  ['1', '2', '2'],
  ['1', '3', '3'],
  ['2', '1', '2'],
  ['2', '2', '3'],
  ['2', '3', '4'],
  ['3', '1', '3'],
  ['3', '2', '4'],
  ['3', '3', '4'],
] as const) {
  test(`impact ${impact} and urgency ${urgency} make priority ${priority}`, async (context) => {
    const created = await openCase(await startInstance(context), { impact, urgency })
    assert.equal(created.priority, priority)
  })
}

test('a priority that is named stays until impact or urgency move', async (context) => {
  const instance = await startInstance(context)
  const { sys_id, priority } = await openCase(instance, { impact: '3', urgency: '3', priority: '1' })
  assert.equal(priority, '1')
  const described = await move(instance, sys_id, { description: 'more' })
  assert.equal(described.body.result.priority, '1')
  const moved = await move(instance, sys_id, { urgency: '2' })
  assert.equal(moved.body.result.priority, '4')
})

test('a case is resolved, taken back, resolved again and closed, with the times of each', async (context) => {
  const instance = await startInstance(context)
  const { sys_id } = await openCase(instance)
  const solution = { state: '6', resolution_code: 'Solved', close_notes: 'Restarted' }
  const resolved = await move(instance, sys_id, { state: '10' }, solution)
  assert.match(resolved.body.result.resolved_at ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  const reopened = await move(instance, sys_id, { state: '10' })
  assert.equal(reopened.body.result.resolved_at, '')
  await instance.moveClock(3600)
  const { status, body } = await move(instance, sys_id, solution, { state: '3' })
  const { state, active, resolved_at, closed_at, sys_mod_count, sys_updated_on } = body.result
  assert.deepEqual([status, state, active, sys_mod_count], [200, '3', 'false', '5'])
  assert.deepEqual([closed_at, resolved_at?.slice(0, 13)], [sys_updated_on, closed_at?.slice(0, 13)])
})

const ABORTED =
  "Operation against file 'sn_customerservice_case' was aborted by Business Rule 'Check case state transition^0c5f3cece1b12010f877971dea0b1449'. Business Rule Stack:Check case state transition"
const REFUSALS: [title: string, steps: Row[], detail: string][] = [
  ['a new case cannot wait for the customer', [{ state: '18' }], ABORTED],
  [
    'a solution wants a code and notes',
    [{ state: '10' }, { state: '6' }],
    'Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes',
  ],
  [
    'who closes a case says why',
    [{ state: '3' }],
    'Data Policy Exception: The following fields are mandatory: Resolution notes',
  ],
  [
    'a closed case is not written any more',
    [{ state: '3', close_notes: 'Asked twice' }, { description: 'more' }],
    'ACL Exception Update Failed due to security constraints',
  ],
]
for (const [title, steps, detail] of REFUSALS) {
  test(`${title}, and nothing of the refused write is kept`, async (context) => {
    const instance = await startInstance(context)
    const { sys_id } = await openCase(instance)
    await move(instance, sys_id, ...steps.slice(0, -1))
    const before = await move(instance, sys_id)
    const refused = await move(instance, sys_id, ...steps.slice(-1))
    assert.deepEqual(
      [refused.status, refused.body],
      [403, { error: { message: 'Operation Failed', detail }, status: 'failure' }],
    )
    assert.deepEqual((await move(instance, sys_id)).body, before.body)
  })
}

test('a write that changes nothing is neither counted nor stamped', async (context) => {
  const instance = await startInstance(context)
  const { sys_id, ...created } = await openCase(instance, { description: 'same' })
  await instance.moveClock(60)
  const { body } = await move(instance, sys_id, { description: 'same', nonsense: 'x', sys_mod_count: '9' })
  assert.deepEqual(body.result, { sys_id, ...created })
})

test('no header makes a write conditional: the later one wins, and only the count tells of the other', async (context) => {
  const instance = await startInstance(context)
  const { sys_id } = await openCase(instance)
  const read = await instance.ask('GET', `${CASES}/${sys_id}`)
  assert.equal(read.headers.get('etag'), null)
  await move(instance, sys_id, { description: 'theirs' })
  const ours = await instance.ask(
    'PATCH',
    `${CASES}/${sys_id}`,
    { description: 'ours' },
    { 'if-match': '"0"' },
  )
  assert.deepEqual(
    [ours.status, ours.body.result.description, ours.body.result.sys_mod_count],
    [200, 'ours', '2'],
  )
})

test('an escalation is named on its case for as long as it lasts', async (context) => {
  const instance = await startInstance(context)
  const { sys_id } = await openCase(instance)
  const table = '/api/now/table/sn_customerservice_escalation'
  const escalation = (await instance.ask('POST', table, { source_record: sys_id })).body.result
  const named = async () => (await move(instance, sys_id)).body.result.active_escalation
  assert.deepEqual([escalation.state, await named()], ['requested', ''])
  for (const [state, expected] of [
    ['escalated', escalation.sys_id],
    ['closed', ''],
  ] as const) {
    await instance.ask('PATCH', `${table}/${escalation.sys_id}`, { state })
    assert.equal(await named(), expected)
  }
})

test('a closed case uses one unit of an entitlement that counts cases', async (context) => {
  const instance = await startInstance(context)
  const counted = 'entitlement_characteristic.characteristic.name=Cases'
  const [before] = await instance.list('sn_pss_core_entitlement_usage', counted)
  const { sys_id } = await openCase(instance, { entitlement: before?.entitlement ?? '' })
  await move(instance, sys_id, { state: '10' })
  await move(instance, sys_id, { state: '3', close_notes: 'Done' })
  const [after] = await instance.list('sn_pss_core_entitlement_usage', `sys_id=${before?.sys_id}`)
  assert.equal(Number(after?.used_units), Number(before?.used_units) + 1)
})

test('display values are taken for choices and references where they are asked for', async (context) => {
  const instance = await startInstance(context)
  const [account] = await instance.list('customer_account', 'ORDERBYname')
  const shown = { account: account?.name, contact_type: 'Phone', impact: '1 - High' }
  const { body } = await instance.ask('POST', `${CASES}${PLAIN}&sysparm_input_display_value=true`, shown)
  const { contact_type, impact } = body.result
  assert.deepEqual([body.result.account, contact_type, impact], [account?.sys_id, 'phone', '1'])
  const found = await instance.ask('GET', `${CASES}?contact_type=Phone&number=${body.result.number}`)
  assert.equal((found.body.result as unknown as Row[]).length, 1)
})

test('what is written into a journal field becomes an entry', async (context) => {
  const instance = await startInstance(context)
  const { sys_id } = await openCase(instance)
  const { body } = await move(instance, sys_id, { work_notes: 'Entitlement checked' })
  assert.deepEqual([body.result.work_notes, body.result.sys_mod_count], ['', '1'])
  const entries = await instance.list('sys_journal_field', `element_id=${sys_id}`)
  assert.deepEqual(
    entries.map(({ element, value }) => [element, value]),
    [['work_notes', 'Entitlement checked']],
  )
})

test('a number or a time in another form is stored as nothing', async (context) => {
  const instance = await startInstance(context)
  const { active, sla_due } = await openCase(instance, { active: '1', sla_due: 'soon' })
  assert.deepEqual([active, sla_due], ['true', ''])
})

test('a record can be created under an id that the caller chose, once', async (context) => {
  const instance = await startInstance(context)
  const sys_id = 'feedfacefeedfacefeedfacefeedface'
  assert.equal((await openCase(instance, { sys_id })).sys_id, sys_id)
  const again = await instance.ask('POST', CASES, { sys_id })
  assert.deepEqual(
    [again.status, again.body.error.detail],
    [403, `Unique Key violation detected by database (Duplicate entry '${sys_id}' for key 'PRIMARY')`],
  )
})

test("an administrator's unique index lets no value in twice", async (context) => {
  const instance = await startInstance(context)
  await instance.configure({ uniqueFields: ['sn_customerservice_case.correlation_id'] })
  await openCase(instance, { correlation_id: 'run-1' })
  const { status, body } = await instance.ask('POST', CASES, { correlation_id: 'run-1' })
  assert.deepEqual(
    [status, body.error.detail],
    [403, "Unique Key violation detected by database (Duplicate entry 'run-1' for key 'correlation_id')"],
  )
})

test('a deleted record is gone, and its deletion recorded', async (context) => {
  const instance = await startInstance(context)
  const { sys_id, number } = await openCase(instance)
  const deleted = await instance.ask('DELETE', `${CASES}/${sys_id}`)
  assert.equal(deleted.status, 204)
  assert.equal((await instance.ask('GET', `${CASES}/${sys_id}`)).status, 404)
  const [record] = await instance.list('sys_audit_delete', `documentkey=${sys_id}`)
  assert.deepEqual([record?.tablename, record?.display_value], ['sn_customerservice_case', number])
})

test('X-no-response-body leaves the answer empty', async (context) => {
  const instance = await startInstance(context)
  const headers = { 'x-no-response-body': 'true' }
  const created = await instance.ask('POST', CASES, {}, headers)
  assert.deepEqual([created.status, created.body], [201, {}])
  const sysId = created.headers.get('location')?.split('/').at(-1)
  const changed = await instance.ask('PATCH', `${CASES}/${sysId}`, { description: 'x' }, headers)
  assert.deepEqual([changed.status, changed.body], [204, {}])
})

test('PUT and an overridden POST change a record as PATCH does', async (context) => {
  const instance = await startInstance(context)
  const { sys_id } = await openCase(instance)
  await instance.ask('PUT', `${CASES}/${sys_id}`, { description: 'put' })
  const headers = { 'x-http-method-override': 'PATCH' }
  const { status, body } = await instance.ask('POST', `${CASES}/${sys_id}`, { description: 'x' }, headers)
  assert.deepEqual([status, body.result.description, body.result.sys_mod_count], [200, 'x', '2'])
})

test('each request of a batch has a status of its own, and none takes back another', async (context) => {
  const instance = await startInstance(context)
  const { sys_id } = await openCase(instance)
  const item = (id: string, method: string, url: string, cells?: Row) => ({
    id,
    method,
    url,
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    ...(cells && { body: Buffer.from(JSON.stringify(cells)).toString('base64') }),
  })
  const { status, body } = await instance.ask('POST', '/api/now/v1/batch', {
    batch_request_id: 'b',
    rest_requests: [
      item('created', 'POST', CASES, { correlation_id: 'in-a-batch' }),
      item('refused', 'PATCH', `${CASES}/${sys_id}`, { state: '18' }),
      item('missing', 'GET', `${CASES}/0`),
      item('imported', 'POST', '/api/now/import/u_weft_case', {
        u_correlation_id: 'in-a-batch',
        u_urgency: '1',
      }),
      item('nonsense', 'GET', '/api/now/nonsense'),
    ],
  })
  const serviced = body.serviced_requests as { id: string; status_code: number }[]
  assert.equal(status, 200)
  assert.deepEqual(
    serviced.map(({ id, status_code }) => [id, status_code]),
    [
      ['created', 201],
      ['refused', 403],
      ['missing', 404],
      ['imported', 201],
      ['nonsense', 400],
    ],
  )
  const [record] = await instance.list('sn_customerservice_case', 'correlation_id=in-a-batch')
  assert.deepEqual([record?.urgency, record?.sys_mod_count], ['1', '1'])
})

const MALFORMED: [
  title: string,
  request: [string, string, unknown, Record<string, string>],
  status: number,
][] = [
  ['a body that is not JSON', ['POST', CASES, '{"a":', {}], 400],
  ['a list of records', ['POST', CASES, [{}], {}], 400],
  [
    'a batch of requests without an address',
    ['POST', '/api/now/v1/batch', { rest_requests: [{ id: '1' }] }, {}],
    400,
  ],
  ['a form', ['POST', CASES, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }], 415],
  ['a wish for a page', ['GET', CASES, undefined, { accept: 'text/html' }], 406],
  ['a method that the resource lacks', ['DELETE', CASES, undefined, {}], 405],
  [
    'a script in a query',
    ['GET', `${CASES}?sysparm_query=opened_by=javascript:gs.getUserID()`, undefined, {}],
    400,
  ],
  [
    'a script among others in a query',
    [
      'GET',
      `${CASES}?sysparm_query=active=true%5Eopened_atONToday@javascript:gs.beginningOfToday()`,
      undefined,
      {},
    ],
    400,
  ],
]
for (const [title, [method, path, body, headers], status] of MALFORMED) {
  test(`${title} is ${status}`, async (context) => {
    const instance = await startInstance(context)
    assert.equal((await instance.ask(method, path, body, headers)).status, status)
  })
}

for (const [query, count] of [
  ['RELATIVEGE@hour@ago@2', 1],
  ['RELATIVELT@hour@ago@2', 0],
  ['RELATIVEGT@day@ahead@1', 0],
  ['>2020-01-01', 1],
  ['<2020-01-01 00:00:00', 0],
] as const) {
  test(`of cases opened just now, ${count} match opened_at${query}`, async (context) => {
    const instance = await startInstance(context)
    const { number } = await openCase(instance)
    const found = await instance.list('sn_customerservice_case', `number=${number}^opened_at${query}^EQ`)
    assert.equal(found.length, count)
  })
}

test('a row of the update set’s own table is carried out once: a note, units, and the row says so', async (context) => {
  const instance = await startInstance(context)
  const opened = await openCase(instance)
  const [usage] = await instance.list('sn_pss_core_entitlement_usage', 'ORDERBYsys_id')
  const row = {
    u_correlation_id: 'weft:1',
    u_case: opened.sys_id,
    u_work_note: 'Overdue',
    u_usage: usage?.sys_id,
    u_units: '0.5',
  }
  const written = await instance.ask('POST', '/api/now/v2/table/u_weft_write', row)
  assert.deepEqual([written.status, written.body.result.u_applied], [201, 'true'])
  const again = await instance.ask('POST', '/api/now/v2/table/u_weft_write', row)
  assert.equal(again.status, 403)
  assert.match(again.body.error.detail ?? '', /Unique Key violation/)
  const [used] = await instance.list('sn_pss_core_entitlement_usage', `sys_id=${usage?.sys_id}`)
  assert.equal(Number(used?.used_units), Number(usage?.used_units) + 0.5)
  const notes = await instance.list('sys_journal_field', `element_id=${opened.sys_id}^element=work_notes`)
  assert.deepEqual(
    notes.map(({ value }) => value),
    ['Overdue'],
  )
})

test('a row whose case takes no more notes leaves nothing', async (context) => {
  const instance = await startInstance(context)
  const opened = await openCase(instance)
  await move(instance, opened.sys_id, { state: '3', close_notes: 'Done' })
  const row = { u_correlation_id: 'weft:1', u_case: opened.sys_id, u_work_note: 'Late' }
  assert.equal((await instance.ask('POST', '/api/now/v2/table/u_weft_write', row)).status, 403)
  assert.deepEqual(await instance.list('u_weft_write', 'u_correlation_id=weft:1'), [])
})
