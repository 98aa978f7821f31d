import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { createServicenowEmulator } from './index.ts'
import type { Field, Instance, InstanceRow } from './state.ts'

/** Checks the stand-in against what the vendor publishes: its samples, and what its pages say of parameters and errors. */

type Published = Record<string, string | { link: string; value: string }>

interface Batch {
  serviced_requests: {
    id: string
    body: string
    status_code: number
    status_text: string
    headers: unknown[]
  }[]
  unserviced_requests: string[]
}

/** The parts of answers that the tests look at. */
interface Body extends Batch {
  result: Published[]
  error: { message: string; detail: string | null }
  access_token: string
}

async function readBody<Shape = Body>(response: Response): Promise<Shape> {
  return (await response.json()) as Shape
}

const VENDOR = 'https://instance.servicenow.com'

function readSample(name: string): { result: Published | Published[] } {
  const file = new URL(`../fixtures/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { answer: { result: Published | Published[] } }).answer
}

/** Puts a published record into the instance: its fields are the table, an object is a reference. */
function install(instance: Instance, name: string, sample: Published): void {
  const cells = Object.entries(sample)
  const fields = cells.map(([field, cell]): [string, Field] => {
    const table = typeof cell === 'string' ? undefined : /\/table\/(\w+)\//.exec(cell.link)?.[1]
    return [field, table === undefined ? { type: 'string' } : { type: 'reference', reference: table }]
  })
  const row = Object.fromEntries(
    cells.map(([field, cell]) => [field, typeof cell === 'string' ? cell : cell.value]),
  )
  instance.tables.set(name, {
    name,
    label: name,
    extends: undefined,
    fields: new Map(fields),
    rows: new Map([[row.sys_id ?? '', row as InstanceRow]]),
    numberPrefix: undefined,
  })
}

const incident = readSample('table-get-one')
const problems = readSample('table-list')

async function start(): Promise<Emulator> {
  const definition = createServicenowEmulator()
  return startEmulator({
    ...definition,
    createState(now) {
      const instance = definition.createState(now)
      install(instance, 'incident', incident.result as Published)
      install(instance, 'problem', (problems.result as Published[])[0] ?? {})
      return instance
    },
  })
}

describe('the ServiceNow emulator', () => {
  let emulator: Emulator
  before(async () => {
    emulator = await start()
  })
  after(() => emulator.close())

  const basic = (): string => {
    const { username, password } = emulator.credentials
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  }
  const get = async (path: string, headers: Record<string, string> = { authorization: basic() }) => {
    const response = await fetch(emulator.baseUrl + path, { headers })
    return { status: response.status, headers: response.headers, body: await readBody(response) }
  }
  const list = async (table: string, parameters: Record<string, string>) =>
    (await get(`/api/now/v2/table/${table}?${new URLSearchParams(parameters)}`)).body.result
  const post = async (path: string, body: string, headers: Record<string, string>) => {
    const response = await fetch(emulator.baseUrl + path, { method: 'POST', body, headers })
    return { status: response.status, body: await readBody(response) }
  }
  const asPublished = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll(emulator.baseUrl, VENDOR))

  test('answers one record exactly as the published sample', async () => {
    const { body } = await get('/api/now/table/incident/a9e30c7dc61122760116894de7bcc7bd')
    assert.deepEqual(asPublished(body), incident)
  })

  test('answers a list exactly as the published sample', async () => {
    const { body } = await get('/api/now/table/problem?sysparm_limit=1')
    assert.deepEqual(asPublished(body), problems)
  })

  test('answers a batch in the shape of the published sample', async () => {
    const { answer } = JSON.parse(readFileSync(new URL('../fixtures/batch.json', import.meta.url), 'utf8'))
    const item = (id: string, exclude: boolean, method: string, body?: string) => ({
      id,
      method,
      url: '/api/now/table/incident?sysparm_limit=1',
      headers: [{ name: 'Accept', value: 'application/json' }],
      exclude_response_headers: exclude,
      ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    })
    const request = {
      batch_request_id: '1',
      rest_requests: [
        item('11', false, 'GET'),
        item('12', true, 'GET'),
        item('13', true, 'POST', '{"urgency":"1","short_description":"My computer broke"}'),
      ],
    }
    const { body } = await post('/api/now/v1/batch', JSON.stringify(request), {
      authorization: basic(),
      'content-type': 'application/json',
    })
    const shapeOf = (batch: Batch) => ({
      keys: Object.keys(batch).sort(),
      items: batch.serviced_requests.map((each) => ({
        keys: Object.keys(each).sort(),
        id: each.id,
        status: [each.status_code, each.status_text],
        hasHeaders: (each.headers as unknown[]).length > 0,
      })),
      unserviced: batch.unserviced_requests,
    })
    assert.deepEqual(shapeOf(body), shapeOf(answer))
    const [first] = body.serviced_requests
    assert.equal(
      JSON.parse(Buffer.from(first?.body ?? '', 'base64').toString()).result[0].number,
      'INC0000046',
    )
  })

  test('a token is granted to a form with the right secret', async () => {
    const { clientId = '', clientSecret = '' } = emulator.credentials
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    })
    const granted = await post('/oauth_token.do', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
    const { access_token, ...rest } = granted.body
    assert.deepEqual(rest, { scope: 'useraccount', token_type: 'Bearer', expires_in: 1799 })
    const { status } = await get('/api/now/table/incident', { authorization: `Bearer ${access_token}` })
    assert.equal(status, 200)
  })

  for (const [what, body, type, error] of [
    ['a JSON body', '{"grant_type":"client_credentials"}', 'application/json', 'server_error'],
    [
      'a wrong secret',
      'grant_type=client_credentials&client_id=x&client_secret=y',
      'application/x-www-form-urlencoded',
      'invalid_client',
    ],
  ] as const) {
    test(`no token is granted to ${what}`, async () => {
      const refused = await post('/oauth_token.do', body, { 'content-type': type })
      assert.deepEqual(refused, { status: 401, body: { error, error_description: 'access_denied' } })
    })
  }

  test('a call without credentials is told to authenticate', async () => {
    const { status, headers, body } = await get('/api/now/table/incident', {})
    assert.equal(status, 401)
    assert.equal(headers.get('www-authenticate'), 'BASIC realm="Service-now"')
    assert.deepEqual(body, {
      error: { message: 'User Not Authenticated', detail: 'Required to provide Auth information' },
      status: 'failure',
    })
  })

  for (const [version, status] of [
    ['v1', 404],
    ['v2', 200],
  ] as const) {
    test(`an empty list is ${status} in version ${version}`, async () => {
      const answer = await get(`/api/now/${version}/table/incident?sysparm_query=number=none`)
      assert.equal(answer.status, status)
    })
  }

  for (const [path, status, message] of [
    ['/api/now/table/nonsense', 400, 'Invalid table nonsense'],
    ['/api/now/table/incident/0', 404, 'No Record found'],
    ['/api/now/nothing', 400, 'Requested URI does not represent any resource'],
  ] as const) {
    test(`${path} is ${status}: ${message}`, async () => {
      const answer = await get(path)
      assert.deepEqual([answer.status, answer.body.error.message], [status, message])
    })
  }

  const cell = 'sn_customerservice_case'
  for (const [mode, expected] of [
    ['false', 'sys_id and link'],
    ['true', 'name and link'],
    ['all', 'name, sys_id and link'],
  ] as const) {
    test(`sysparm_display_value=${mode} answers a reference as ${expected}`, async () => {
      const [row] = await list(cell, {
        sysparm_query: 'number=CS0001010',
        sysparm_fields: 'account,state',
        sysparm_display_value: mode,
      })
      const { account } = row as unknown as { account: Record<string, string> }
      const keys = {
        false: ['link', 'value'],
        true: ['display_value', 'link'],
        all: ['display_value', 'link', 'value'],
      }
      assert.deepEqual(Object.keys(account).sort(), keys[mode])
      assert.match(account.link ?? '', /\/api\/now\/table\/customer_account\/[0-9a-f]{32}$/)
      const state = { false: '1', true: 'New', all: { display_value: 'New', value: '1' } }
      assert.deepEqual((row as Record<string, unknown>).state, state[mode])
    })
  }

  test('fields walk through references, and unknown ones are left out', async () => {
    const [row] = await list(cell, {
      sysparm_query: 'number=CS0001010',
      sysparm_fields: 'account.name,contact.account.name,nonsense,account.nonsense',
    })
    assert.deepEqual(row, { 'account.name': 'Globex', 'contact.account.name': 'Globex' })
  })

  const numbersOf = async (query: string): Promise<string[]> =>
    (await list(cell, { sysparm_query: query, sysparm_fields: 'number' })).map(({ number }) => String(number))

  for (const [query, numbers] of [
    ['account.name=Globex', ['CS0001010']],
    ['number=CS0001010^ORnumber=CS0001002^stateIN1,10', ['CS0001010']],
    ['numberINCS0001010,CS0001020^ORDERBYDESCnumber', ['CS0001020', 'CS0001010']],
    ['numberSTARTSWITHCS00010^number>CS0001010', ['CS0001020']],
    ['numberSTARTSWITHCS00010^state=1^priority=2', ['CS0001020']],
    ['number=CS0001010^NQnumber=CS0001020^ORDERBYnumber', ['CS0001010', 'CS0001020']],
    ['numberBETWEENCS0001010@CS0001020^ORDERBYnumber', ['CS0001010', 'CS0001020']],
    ['numberBETWEENCS0001002@CS0001020^active_escalationISNOTEMPTY', ['CS0001010']],
    ['numberBETWEENCS0001002@CS0001020^contactISEMPTY', ['CS0001020']],
    ['numberBETWEENCS0001002@CS0001020^stateNOT IN3,10^priority!=1', ['CS0001020']],
    ['short_descriptionLIKEUNREACHABLE', ['CS0001010']],
    ['short_descriptionENDSWITHnight?', ['CS0001020']],
  ] as const) {
    test(`the query ${query} finds ${numbers.join(', ')}`, async () => {
      assert.deepEqual(await numbersOf(query), numbers)
    })
  }

  test('a part of a query that names no field is dropped, unless the property says otherwise', async () => {
    const query = 'nonsense=1^number=CS0001010^ORDERBYnothing'
    assert.deepEqual(await numbersOf(query), ['CS0001010'])
    const strict = await start()
    try {
      await fetch(`${strict.baseUrl}/__emulator/instance`, {
        method: 'POST',
        body: JSON.stringify({ properties: { 'glide.invalid_query.returns_no_rows': 'true' } }),
      })
      const response = await fetch(
        `${strict.baseUrl}/api/now/v2/table/${cell}?${new URLSearchParams({ sysparm_query: query })}`,
        { headers: { authorization: basic() } },
      )
      assert.deepEqual(await response.json(), { result: [] })
    } finally {
      await strict.close()
    }
  })

  test('a list is counted and linked page by page', async () => {
    const { headers, body } = await get(
      '/api/now/v2/table/cmdb_model?sysparm_limit=2&sysparm_offset=2&sysparm_fields=sys_id',
    )
    assert.equal(body.result.length, 2)
    const total = Number(headers.get('x-total-count'))
    assert.ok(total > 4)
    const offsets = [...(headers.get('link') ?? '').matchAll(/sysparm_offset=(\d+)[^>]*>;rel="(\w+)"/g)].map(
      ([, offset, rel]) => [rel, Number(offset)],
    )
    assert.deepEqual(offsets, [
      ['first', 0],
      ['prev', 0],
      ['next', 4],
      ['last', Math.floor((total - 1) / 2) * 2],
    ])
  })

  test('rows that the user may not read are taken out after the limit', async () => {
    const guarded = await start()
    try {
      const ask = async () => {
        const response = await fetch(`${guarded.baseUrl}/api/now/v2/table/cmdb_model?sysparm_limit=2`, {
          headers: { authorization: basic() },
        })
        return {
          link: response.headers.get('link') ?? '',
          rows: (await readBody(response)).result,
        }
      }
      const [hidden] = (await ask()).rows
      await fetch(`${guarded.baseUrl}/__emulator/instance`, {
        method: 'POST',
        body: JSON.stringify({ hidden: [`cmdb_model/${hidden?.sys_id}`] }),
      })
      const { rows, link } = await ask()
      assert.equal(rows.length, 1)
      assert.match(link, /rel="next"/)
    } finally {
      await guarded.close()
    }
  })

  test('an admin’s rate limit refuses with the headers of the rule', async () => {
    const limited = await start()
    try {
      await fetch(`${limited.baseUrl}/__emulator/instance`, { method: 'POST', body: '{"hourlyLimit":1}' })
      const ask = () =>
        fetch(`${limited.baseUrl}/api/now/v2/table/cmdb_model`, { headers: { authorization: basic() } })
      const allowed = await ask()
      assert.equal(allowed.headers.get('x-ratelimit-limit'), '1')
      const refused = await ask()
      assert.equal(refused.status, 429)
      assert.ok(Number(refused.headers.get('retry-after')) > 0)
      assert.equal((await readBody(refused)).error.message, 'Rate limit exceeded')
    } finally {
      await limited.close()
    }
  })

  test('a record written is counted, numbered and read back', async () => {
    const fresh = await start()
    const headers = { authorization: basic(), 'content-type': 'application/json' }
    try {
      const created = await fetch(`${fresh.baseUrl}/api/now/v2/table/${cell}`, {
        method: 'POST',
        headers,
        body: '{"short_description":"New","nonsense":"dropped"}',
      })
      assert.equal(created.status, 201)
      const { result } = await readBody<{ result: Record<string, string> }>(created)
      assert.match(result.number ?? '', /^CS\d{7}$/)
      assert.equal(created.headers.get('location'), `${fresh.baseUrl}/api/now/table/${cell}/${result.sys_id}`)
      const changed = await fetch(`${fresh.baseUrl}/api/now/v2/table/${cell}/${result.sys_id}`, {
        method: 'PATCH',
        headers,
        body: '{"state":"10"}',
      })
      const { result: record } = await readBody<{ result: Record<string, string> }>(changed)
      assert.deepEqual([record.state, record.sys_mod_count, 'nonsense' in record], ['10', '1', false])
    } finally {
      await fresh.close()
    }
  })
})
