import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { SignJWT } from 'jose'
import { Connection } from 'jsforce'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import { createSalesforceEmulator } from './index.ts'

const ACME = salesforceId('001', 'acme')
const GLOBEX = salesforceId('001', 'globex')
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

let emulator: Emulator
before(async () => {
  emulator = await startEmulator(createSalesforceEmulator({ certificate: publicKey }))
})
after(() => emulator.close())

const postForm = (path: string, form: Record<string, string>): Promise<Response> =>
  fetch(emulator.baseUrl + path, { method: 'POST', body: new URLSearchParams(form) })

async function tokenOf(credentials = emulator.credentials): Promise<string> {
  const response = await postForm('/services/oauth2/token', {
    grant_type: 'client_credentials',
    client_id: credentials.clientId ?? '',
    client_secret: credentials.clientSecret ?? '',
  })
  const { access_token } = (await response.json()) as { access_token: string }
  return access_token
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(emulator.baseUrl + path, {
    headers: { authorization: `Bearer ${await tokenOf()}`, ...headers },
  })
}

const query = (soql: string, headers?: Record<string, string>): Promise<Response> =>
  get(`/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, headers)

interface Answer {
  totalSize: number
  done: boolean
  nextRecordsUrl?: string
  records: Record<string, unknown>[]
}

const rows = async (soql: string): Promise<Answer> => (await (await query(soql)).json()) as Answer

/** The vendor's first error, without the hint that follows its message. */
async function refusalOf(response: Response): Promise<[number, string, string]> {
  const [{ errorCode, message }] = (await response.json()) as [{ errorCode: string; message: string }]
  return [response.status, errorCode, message]
}

describe('the token endpoint', () => {
  test('answers client credentials without a lifetime and without a refresh token', async () => {
    const response = await postForm('/services/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: emulator.credentials.clientId ?? '',
      client_secret: emulator.credentials.clientSecret ?? '',
    })
    assert.equal(response.status, 200)
    assert.deepEqual(Object.keys((await response.json()) as object), [
      'access_token',
      'signature',
      'token_format',
      'instance_url',
      'id',
      'token_type',
      'issued_at',
      'scope',
      'api_instance_url',
    ])
  })

  const assertion = ({
    issuer = emulator.credentials.clientId ?? '',
    subject = 'integration@northwind-cloud.example',
    audience = 'https://login.salesforce.com',
    expiresAt = Math.floor(Date.now() / 1000) + 120,
  } = {}): Promise<string> =>
    new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setExpirationTime(expiresAt)
      .sign(privateKey)
  const exchange = (jwt: string): Promise<Response> =>
    postForm('/services/oauth2/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: jwt,
    })

  test('answers a signed JWT of the pre-authorised user', async () => {
    assert.equal((await exchange(await assertion())).status, 200)
  })

  const refused: [string, () => Promise<string>, string, string][] = [
    [
      'a JWT with another signature',
      async () => `${(await assertion()).slice(0, -6)}AAAAAA`,
      'invalid_grant',
      'invalid assertion',
    ],
    ['no JWT', async () => 'nonsense', 'invalid_grant', 'invalid assertion'],
    [
      'a JWT for another audience',
      () => assertion({ audience: 'https://example.com' }),
      'invalid_grant',
      'audience is invalid',
    ],
    ['a JWT that is over', () => assertion({ expiresAt: 1 }), 'invalid_grant', 'expired authorization code'],
    [
      'a user who is not pre-authorised',
      () => assertion({ subject: 'someone@else' }),
      'invalid_grant',
      "user hasn't approved this consumer",
    ],
    ['another app', () => assertion({ issuer: 'other' }), 'invalid_client_id', 'client identifier invalid'],
  ]
  for (const [what, make, error, error_description] of refused) {
    test(`refuses ${what}`, async () => {
      const response = await exchange(await make())
      assert.equal(response.status, 400)
      assert.deepEqual(await response.json(), { error, error_description })
    })
  }

  test('refuses a wrong secret', async () => {
    const response = await postForm('/services/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: emulator.credentials.clientId ?? '',
      client_secret: 'wrong',
    })
    assert.equal(response.status, 400)
    assert.deepEqual(await response.json(), {
      error: 'invalid_client',
      error_description: 'invalid client credentials',
    })
  })
})

describe('versions and sessions', () => {
  test('the list of versions needs no session and is not counted', async () => {
    const response = await fetch(`${emulator.baseUrl}/services/data/`)
    const versions = (await response.json()) as unknown[]
    assert.deepEqual(versions.at(-7), {
      label: "Winter '25",
      url: '/services/data/v62.0',
      version: '62.0',
    })
    assert.equal(response.headers.get('sforce-limit-info'), null)
  })

  test('a retired version is gone, one to come is not found', async () => {
    assert.equal((await get('/services/data/v30.0/query?q=x')).status, 410)
    assert.deepEqual(await refusalOf(await get('/services/data/v99.0/query?q=x')), [
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
    ])
  })

  test('a version that is about to be retired answers with a warning', async () => {
    const warnings = ['v40.0', 'v41.0'].map(async (version) =>
      (await get(`/services/data/${version}/limits`)).headers.get('warning')?.slice(0, 3),
    )
    assert.deepEqual(await Promise.all(warnings), ['299', undefined])
  })

  test('an unknown session is refused with 401 INVALID_SESSION_ID', async () => {
    const response = await get('/services/data/v66.0/sobjects', { authorization: 'Bearer nobody' })
    assert.deepEqual(await refusalOf(response), [401, 'INVALID_SESSION_ID', 'Session expired or invalid'])
  })

  test('every data answer says how much of the daily limit is used, and the limit refuses with 403', async () => {
    const small = await startEmulator(createSalesforceEmulator({ apiLimit: 18 }))
    const authorization = `Bearer ${await fetchToken(small)}`
    const call = () => fetch(`${small.baseUrl}/services/data/v66.0/limits`, { headers: { authorization } })
    const first = await call()
    assert.equal(first.headers.get('sforce-limit-info'), 'api-usage=18/18')
    assert.deepEqual(await refusalOf(await call()), [
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'TotalRequests Limit exceeded.',
    ])
    await small.close()
  })
})

async function fetchToken(from: Emulator): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: from.credentials.clientId ?? '',
    client_secret: from.credentials.clientSecret ?? '',
  })
  const response = await fetch(`${from.baseUrl}/services/oauth2/token`, { method: 'POST', body })
  return ((await response.json()) as { access_token: string }).access_token
}

describe('queries', () => {
  test('parents nest, a null parent is null, children come as a result of their own or null', async () => {
    const { records } = await rows(
      `SELECT Name, Parent.Name, Owner.Name, (SELECT LastName FROM Contacts WHERE Title LIKE 'VP%' ORDER BY LastName LIMIT 1), ` +
        `(SELECT Id FROM Quotes) FROM Account WHERE Id IN ('${ACME}','${GLOBEX}') ORDER BY Name`,
    )
    const jane = salesforceId('003', 'acme-jane')
    assert.partialDeepStrictEqual(records, [
      {
        attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ACME}` },
        Name: 'Acme Industries',
        Parent: null,
        Owner: { attributes: { type: 'User' }, Name: 'Dana Whitfield' },
        Contacts: {
          totalSize: 1,
          done: true,
          records: [
            {
              attributes: { type: 'Contact', url: `/services/data/v66.0/sobjects/Contact/${jane}` },
              LastName: 'Okafor',
            },
          ],
        },
      },
      { Name: 'Globex', Contacts: null, Quotes: null },
    ])
  })

  const conditions: [where: string, names: string[]][] = [
    ["Name = 'acme industries'", ['Acme Industries']],
    ["Name LIKE 'Acme%' AND Type != 'Prospect'", ['Acme Industries']],
    ["Name LIKE '_cme%' AND (NOT Name LIKE '%zzz')", ['Acme Industries']],
    ["Tax_Id__c = null AND Website LIKE '%initech.com'", ['Initech', 'Initech']],
    ["Name IN ('Globex','Hooli') AND CurrencyIsoCode NOT IN ('EUR')", ['Hooli']],
    ["Parent.Name LIKE 'Massive%' OR Name = 'Globex'", ['Globex', 'Massive Dynamic UK']],
    [`Id = '${ACME.slice(0, 15)}'`, ['Acme Industries']],
    ["Name = 'Acme Industries' AND CreatedDate > 2020-01-01T00:00:00Z", ['Acme Industries']],
    ["Name = 'O\\'Hara'", []],
  ]
  for (const [where, names] of conditions) {
    test(`WHERE ${where}`, async () => {
      const { records } = await rows(`SELECT Name FROM Account WHERE ${where} ORDER BY Name ASC NULLS LAST`)
      assert.deepEqual(
        records.map(({ Name }) => Name),
        names,
      )
    })
  }

  test('datetimes carry +0000, days are days, amounts are numbers', async () => {
    const { records } = await rows(
      `SELECT CreatedDate, StartDate, Total_Contract_Value__c FROM Contract WHERE ContractNumber = '00000102'`,
    )
    assert.match(String(records[0]?.CreatedDate), /^\d{4}-\d{2}-\d{2}T00:00:00\.000\+0000$/)
    assert.match(String(records[0]?.StartDate), /^\d{4}-\d{2}-\d{2}$/)
    assert.equal(records[0]?.Total_Contract_Value__c, 12000 * 12 + 900 * 12 + 9000)
  })

  test('COUNT() answers a number and no rows', async () => {
    const { totalSize, records } = await rows("SELECT COUNT() FROM Account WHERE Name = 'Initech'")
    assert.deepEqual({ totalSize, records }, { totalSize: 2, records: [] })
  })

  test('LIMIT and OFFSET cut the ordered rows', async () => {
    const all = await rows('SELECT Id FROM Account ORDER BY Id DESC LIMIT 5')
    const rest = await rows('SELECT Id FROM Account ORDER BY Id DESC LIMIT 3 OFFSET 2')
    assert.deepEqual(rest.records, all.records.slice(2))
  })

  const refusals: [soql: string, code: string, message: RegExp][] = [
    ['SELECT Id FROM', 'MALFORMED_QUERY', /ERROR at Row:1:Column:15\nunexpected token: '<EOF>'/],
    ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    ["SELECT Id FROM Account WHERE Name = 'a' AND Id != null OR Id = null", 'MALFORMED_QUERY', /'OR'/],
    ['SELECT BAD FROM Account', 'INVALID_FIELD', /Column:8\nNo such column 'BAD' on entity 'Account'/],
    ['SELECT Nope.Name FROM Account', 'INVALID_FIELD', /Didn't understand relationship 'Nope'/],
    [
      "SELECT Id FROM Contract WHERE StartDate > '2020-01-01'",
      'INVALID_FIELD',
      /must be of type date and should not be enclosed in quotes/,
    ],
    ['SELECT Id FROM Nothing', 'INVALID_TYPE', /^sObject type 'Nothing' is not supported/],
    ['SELECT Id, (SELECT Id FROM Cats) FROM Account', 'INVALID_TYPE', /relationship 'Cats' in FROM part/],
    ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /2000/],
  ]
  for (const [soql, code, message] of refusals) {
    test(`refuses ${soql} with ${code}`, async () => {
      const [status, errorCode, text] = await refusalOf(await query(soql))
      assert.deepEqual([status, errorCode], [400, code])
      assert.match(text, message)
    })
  }

  test('an unknown cursor is refused', async () => {
    const [, code] = await refusalOf(await get('/services/data/v66.0/query/01g000000000000AAA-2000'))
    assert.equal(code, 'INVALID_QUERY_LOCATOR')
  })
})

describe('records', () => {
  const order = salesforceId('801', 'acme-so1')

  test('a row answers the fields asked for, by id and by external id', async () => {
    const byId = await get(`/services/data/v66.0/sobjects/Order/${order}?fields=Id,NetSuite_Id__c`)
    const record = (await byId.json()) as { NetSuite_Id__c: string }
    const byKey = await get(
      `/services/data/v66.0/sobjects/Order/NetSuite_Id__c/${record.NetSuite_Id__c}?fields=Id,NetSuite_Id__c`,
    )
    assert.deepEqual(await byKey.json(), record)
  })

  test('a missing row is 404 NOT_FOUND, as a body of one error', async () => {
    const missing = await get(`/services/data/v66.0/sobjects/Account/${salesforceId('001', 'nobody')}`)
    assert.deepEqual(await refusalOf(missing), [404, 'NOT_FOUND', 'The requested resource does not exist'])
  })

  test('several rows come in the order asked, with null for a missing one', async () => {
    const response = await fetch(`${emulator.baseUrl}/services/data/v66.0/composite/sobjects/Account`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ids: [GLOBEX, salesforceId('001', 'nobody'), ACME], fields: ['Name'] }),
    })
    const names = ((await response.json()) as ({ Name: string } | null)[]).map((record) => record?.Name)
    assert.deepEqual(names, ['Globex', undefined, 'Acme Industries'])
  })
})

describe('composite calls', () => {
  const post = async (path: string, body: unknown): Promise<Response> =>
    fetch(`${emulator.baseUrl}/services/data/v66.0${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const countOf = (response: Response): number =>
    Number(/api-usage=(\d+)/.exec(response.headers.get('sforce-limit-info') ?? '')?.[1])
  const soql = 'query?q=SELECT+COUNT()+FROM+Product2'

  test('a batch answers each part with its own status, and counts each', async () => {
    const used = countOf(await get('/services/data/v66.0/limits'))
    const response = await post('/composite/batch', {
      batchRequests: [
        { method: 'GET', url: `v66.0/${soql}` },
        { method: 'GET', url: 'v66.0/query?q=nonsense' },
      ],
    })
    const { hasErrors, results } = (await response.json()) as {
      hasErrors: boolean
      results: { statusCode: number; result: unknown }[]
    }
    assert.equal(hasErrors, true)
    assert.deepEqual(results[0], { statusCode: 200, result: { totalSize: 5, done: true, records: [] } })
    assert.equal(results[1]?.statusCode, 400)
    assert.equal(countOf(response), used + 2)
  })

  test('a composite call counts once, keeps reference ids, and takes five queries at most', async () => {
    const used = countOf(await get('/services/data/v66.0/limits'))
    const part = (referenceId: string) => ({
      method: 'GET',
      url: `/services/data/v66.0/${soql}`,
      referenceId,
    })
    const response = await post('/composite', { compositeRequest: [part('a'), part('b')] })
    assert.deepEqual(
      ((await response.json()) as { compositeResponse: unknown[] }).compositeResponse,
      ['a', 'b'].map((referenceId) => ({
        body: { totalSize: 5, done: true, records: [] },
        httpHeaders: {},
        httpStatusCode: 200,
        referenceId,
      })),
    )
    assert.equal(countOf(response), used + 1)
    const six = await post('/composite', { compositeRequest: [...'abcdef'].map(part) })
    assert.equal(six.status, 400)
  })
})

const published = (name: string): { answer: Record<string, unknown> } =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))

test('answers have the members that the published examples have', async () => {
  const emulator = await startEmulator(createSalesforceEmulator({ createWorld: crowdedWorld }))
  const headers = {
    authorization: `Bearer ${await fetchToken(emulator)}`,
    'content-type': 'application/json',
    'sforce-query-options': 'batchSize=200',
  }
  const base = `${emulator.baseUrl}/services/data/v66.0`
  const page = await fetch(`${base}/query?q=SELECT+Id,Name+FROM+Contact`, { headers })
  const paged = (await page.json()) as Answer
  const expected = published('query-more').answer as unknown as Answer
  assert.deepEqual(Object.keys(paged), Object.keys(expected))
  assert.deepEqual(Object.keys(paged.records[0] ?? {}), Object.keys(expected.records[0] ?? {}))
  assert.match(paged.nextRecordsUrl ?? '', /^\/services\/data\/v66\.0\/query\/01g\w{15}-200$/)

  const batch = await fetch(`${base}/composite/batch`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ batchRequests: [{ method: 'GET', url: `v66.0/sobjects/Account/${ACME}` }] }),
  })
  const batched = (await batch.json()) as { results: object[] }
  const { results } = published('composite-batch').answer as { results: object[] }
  assert.deepEqual(Object.keys(batched), ['hasErrors', 'results'])
  assert.deepEqual(Object.keys(batched.results[0] ?? {}), Object.keys(results[1] ?? {}))
  await emulator.close()
})

/** The demo world with many contacts at one company, so that a query does not fit one page. */
function crowdedWorld(now: Date): DemoWorld {
  const world = createDemoWorld(now)
  const crowd = Array.from({ length: 450 }, (_, index) => ({
    key: `crowd-${index}`,
    firstName: 'Kim',
    lastName: `Number ${index}`,
    email: `kim-${index}@globex.de`,
    phone: '+49 30 5550 140',
    title: 'Clerk',
    roles: [],
  }))
  return {
    ...world,
    companies: world.companies.map((company) =>
      company.key === 'globex' ? { ...company, contacts: crowd } : company,
    ),
  }
}

test('jsforce, unchanged, signs in, pages through a query, retrieves several and reads the limit', async () => {
  const emulator = await startEmulator(createSalesforceEmulator({ createWorld: crowdedWorld }))
  const connection = new Connection({
    loginUrl: emulator.baseUrl,
    instanceUrl: emulator.baseUrl,
    version: '66.0',
    oauth2: {
      loginUrl: emulator.baseUrl,
      tokenServiceUrl: `${emulator.baseUrl}/services/oauth2/token`,
      clientId: emulator.credentials.clientId ?? '',
      clientSecret: emulator.credentials.clientSecret ?? '',
    },
  })
  const user = await connection.authorize({ grant_type: 'client_credentials' })
  assert.equal(user.organizationId.length, 18)

  const query = connection.query('SELECT Id, Name FROM Contact ORDER BY Id', {
    headers: { 'Sforce-Query-Options': 'batchSize=200' },
    autoFetch: true,
    maxFetch: 10_000,
  })
  const contacts = await query.run()
  const counted = await connection.query('SELECT COUNT() FROM Contact')
  assert.ok(counted.totalSize > 450)
  assert.equal(emulator.calls().filter(({ path }) => path.includes('/query/01g')).length, 2)
  assert.equal(new Set(contacts.records.map(({ Id }) => Id)).size, counted.totalSize)

  const accounts = await connection.sobject('Account').retrieve([GLOBEX, ACME])
  assert.deepEqual(
    accounts.map(({ Name }) => Name),
    ['Globex', 'Acme Industries'],
  )
  assert.equal(connection.limitInfo.apiUsage?.limit, 100_000)
  await emulator.close()
})
