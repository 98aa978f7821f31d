import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Row, startInstance, type TestInstance } from '../test-instance.ts'

const IMPORT = '/api/now/import/u_weft_case'

const resultsOf = (body: unknown): Row[] => (body as { result: Row[] }).result

async function importCase(instance: TestInstance, row: Row): Promise<Row> {
  const { status, body } = await instance.ask('POST', IMPORT, row)
  assert.equal(status, 201)
  return resultsOf(body)[0] ?? {}
}

test('a row is inserted, and answered in the shape of the published sample', async (context) => {
  const instance = await startInstance(context)
  const { baseUrl } = instance.emulator
  const { status, body } = await instance.ask('POST', IMPORT, {
    u_correlation_id: 'run-1',
    u_short_description: 'Order of August',
    u_nonsense: 'dropped',
  })
  const [created] = await instance.list('sn_customerservice_case', 'correlation_id=run-1')
  assert.equal(status, 201)
  assert.deepEqual(body, {
    import_set: 'ISET0010001',
    staging_table: 'u_weft_case',
    result: [
      {
        transform_map: 'Weft case',
        table: 'sn_customerservice_case',
        display_name: 'number',
        display_value: created?.number,
        record_link: `${baseUrl}/api/now/table/sn_customerservice_case/${created?.sys_id}`,
        status: 'inserted',
        sys_id: created?.sys_id,
      },
    ],
  })
})

test('a row with a known correlation updates that record, whatever the case of its letters', async (context) => {
  const instance = await startInstance(context)
  const first = await importCase(instance, { u_correlation_id: 'run-1', u_description: 'one' })
  const second = await importCase(instance, { u_correlation_id: 'RUN-1', u_description: 'two' })
  assert.deepEqual([second.status, second.sys_id], ['updated', first.sys_id])
  const [record] = await instance.list('sn_customerservice_case', `sys_id=${first.sys_id}`)
  assert.deepEqual([record?.description, record?.sys_mod_count], ['two', '1'])
})

test('a row that changes nothing is ignored, and says so', async (context) => {
  const instance = await startInstance(context)
  const row = { u_correlation_id: 'run-1', u_description: 'one' }
  const first = await importCase(instance, row)
  const { status, status_message, sys_id } = await importCase(instance, row)
  assert.deepEqual([status, status_message, sys_id], ['ignored', 'No field values changed', first.sys_id])
})

test('rows without a correlation are new records each time', async (context) => {
  const instance = await startInstance(context)
  const first = await importCase(instance, { u_description: 'one' })
  const second = await importCase(instance, { u_description: 'one' })
  assert.deepEqual([first.status, second.status], ['inserted', 'inserted'])
  assert.notEqual(first.sys_id, second.sys_id)
})

test('a row that a business rule refuses is an error inside a 201', async (context) => {
  const instance = await startInstance(context)
  await importCase(instance, { u_correlation_id: 'run-1' })
  const refused = await importCase(instance, { u_correlation_id: 'run-1', u_state: '18' })
  assert.equal(refused.status, 'error')
  assert.match(refused.error_message ?? '', /aborted by Business Rule 'Check case state transition/)
})

test('references are found by what shows their records; a row whose reference is nobody is left out', async (context) => {
  const instance = await startInstance(context)
  const [account] = await instance.list('customer_account', 'ORDERBYname')
  const found = await importCase(instance, { u_correlation_id: 'run-1', u_account: account?.name ?? '' })
  const [record] = await instance.list('sn_customerservice_case', `sys_id=${found.sys_id}`)
  assert.equal(record?.account, account?.sys_id)
  assert.deepEqual(await importCase(instance, { u_correlation_id: 'run-2', u_account: 'Nobody' }), {
    transform_map: 'Weft case',
    table: 'sn_customerservice_case',
    status: 'ignored',
    status_message: 'No match for u_account: Nobody',
  })
})

test('several rows are taken at once and transformed later, each with its own result', async (context) => {
  const instance = await startInstance(context)
  const records = [
    { 'Correlation id': 'run-1', Description: 'one' },
    { 'Correlation id': 'run-1', Description: 'two' },
    { 'Correlation id': 'run-2', State: '18', Account: 'Nobody' },
  ]
  const { status, body } = await instance.ask('POST', `${IMPORT}/insertMultiple`, { records })
  assert.equal(status, 201)
  assert.deepEqual(Object.keys(body), ['import_set_id', 'multi_import_set_id'])
  const [importSet] = await instance.list('sys_import_set', `sys_id=${body.import_set_id}`)
  assert.equal(importSet?.state, 'processed')
  const rows = await instance.list('u_weft_case', `sys_import_set=${body.import_set_id}`)
  assert.deepEqual(
    rows.map(({ sys_import_state }) => sys_import_state),
    ['inserted', 'updated', 'ignored'],
  )
  const read = await instance.ask('GET', `${IMPORT}/${rows[1]?.sys_id}`)
  assert.deepEqual([read.status, resultsOf(read.body)[0]?.status], [200, 'updated'])
})

for (const [title, method, path, body, status] of [
  ['a table that stages nothing', 'POST', '/api/now/import/sn_customerservice_case', {}, 400],
  ['rows without records', 'POST', `${IMPORT}/insertMultiple`, { rows: [] }, 400],
  ['a row that is not there', 'GET', `${IMPORT}/0123456789abcdef0123456789abcdef`, undefined, 404],
] as const) {
  test(`${title} is ${status}`, async (context) => {
    const instance = await startInstance(context)
    assert.equal((await instance.ask(method, path, body)).status, status)
  })
}
