import assert from 'node:assert/strict'
import { constants } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { netSuiteId, salesforceId, stripeId } from '#demo-world/native-ids.ts'
import { createGovernor } from './governance.ts'
import { type AssertionChanges, detailOf, type Json, REST, start } from './test-account.ts'

// What NetSuite publishes of itself.

const ACME = netSuiteId('customer', 'acme')

test('a signed assertion earns a bearer token of an hour', async () => {
  await using netsuite = await start()
  const { status, body } = await netsuite.requestToken()
  assert.equal(status, 200)
  assert.deepEqual(
    [body.token_type, body.expires_in, Object.keys(body).includes('refresh_token')],
    ['Bearer', 3600, false],
  )
})

const NOW = Math.floor(Date.now() / 1000)
for (const [what, changes] of [
  ['signed with RS256', { header: { alg: 'RS256' }, padding: constants.RSA_PKCS1_PADDING }],
  ['that says PS256 but is signed with PKCS #1 v1.5', { padding: constants.RSA_PKCS1_PADDING }],
  ['of an unknown certificate', { header: { kid: 'another' } }],
  ['of an unknown integration', { claims: { iss: 'another' } }],
  ['for another audience', { claims: { aud: 'https://example.com/token' } }],
  ['without the scope', { claims: { scope: ['restlets'] } }],
  ['that has expired', { claims: { iat: NOW - 700, exp: NOW - 600 } }],
  ['that lives longer than an hour', { claims: { exp: NOW + 7200 } }],
] as [string, AssertionChanges][]) {
  test(`an assertion ${what} is an invalid grant`, async () => {
    await using netsuite = await start()
    assert.deepEqual(await netsuite.requestToken(changes), { status: 400, body: { error: 'invalid_grant' } })
  })
}

test('other grants are not supported', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.requestToken({}, { grant_type: 'refresh_token' })
  assert.deepEqual(body, { error: 'unsupported_grant_type' })
})

test('a token ends with the hour', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.requestToken()
  const ask = () =>
    fetch(`${netsuite.emulator.baseUrl}${REST}/record/v1/customer/${ACME}`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
  assert.equal((await ask()).status, 200)
  await fetch(`${netsuite.emulator.baseUrl}/__emulator/clock`, {
    method: 'POST',
    body: '{"advanceSeconds":3601}',
  })
  const refused = await ask()
  assert.equal(refused.status, 401)
  assert.equal(detailOf(await refused.json())['o:errorCode'], 'INVALID_LOGIN')
})

test('a row is text only, its keys lower case, its nulls left out', async () => {
  await using netsuite = await start()
  const { status, body } = await netsuite.query(
    'SELECT Id, EntityID, creditlimit, parent, isinactive FROM customer WHERE id IN (?)',
    { params: [ACME] },
  )
  assert.equal(status, 200)
  assert.deepEqual(body.items, [
    { links: [], id: ACME, entityid: 'C10001', creditlimit: '250000', isinactive: 'F' },
  ])
  assert.deepEqual([body.count, body.hasMore, body.offset, body.totalResults], [1, false, 0, 1])
})

test('the envelope has the published form', async () => {
  await using netsuite = await start()
  const published = JSON.parse(
    readFileSync(new URL('../fixtures/suiteql-page.json', import.meta.url), 'utf8'),
  )
  const { body } = await netsuite.query('SELECT id, entityid, subsidiary FROM customer WHERE id = ?', {
    params: [ACME],
  })
  assert.deepEqual(Object.keys(body).sort(), Object.keys(published).sort())
  assert.deepEqual(Object.keys(body.items[0]), Object.keys(published.items[0]))
})

test('days come in the account’s format unless they are cast', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.query(
    `SELECT trandate, TO_CHAR(trandate, 'YYYY-MM-DD') AS iso, TO_CHAR(lastmodifieddate, 'YYYY-MM-DD"T"HH24:MI:SS') AS changed
     FROM transaction WHERE id = ?`,
    { params: [netSuiteId('invoice', 'acme-i7')] },
  )
  const [row] = body.items
  assert.match(row.trandate, /^\d{2}\/\d{2}\/\d{4}$/)
  assert.match(row.iso, /^\d{4}-\d{2}-\d{2}$/)
  assert.match(row.changed, /^\d{4}-\d{2}-\d{2}T09:05:00$/)
})

test('sales lines are credits: negative, while the main line is not', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.query(
    'SELECT mainline, quantity, rate, foreignamount, BUILTIN.DF(l.item) AS item FROM transactionline l WHERE l.transaction = ? AND l.taxline = ? ORDER BY l.id',
    { params: [netSuiteId('invoice', 'acme-i7'), 'F'] },
  )
  assert.deepEqual(body.items, [
    { links: [], mainline: 'T', foreignamount: '9742.5' },
    { links: [], mainline: 'F', quantity: '-1', rate: '9000', foreignamount: '-9000', item: 'NW-SUP-P' },
  ])
})

test('pages follow limit and offset', async () => {
  await using netsuite = await start()
  const q = 'SELECT id FROM customer ORDER BY id'
  const first = await netsuite.query(q, { page: '?limit=40&offset=0' })
  const second = await netsuite.query(q, { page: '?limit=40&offset=40' })
  assert.deepEqual([first.body.count, first.body.hasMore, second.body.hasMore], [40, true, false])
  assert.ok(
    first.body.links.some(({ rel, href }: Json) => rel === 'next' && href.endsWith('limit=40&offset=40')),
  )
  assert.equal(first.body.count + second.body.count, first.body.totalResults)
})

for (const [what, options, code] of [
  ['without Prefer: transient', { headers: { prefer: '' } }, 'INVALID_HEADER'],
  ['with a limit over 1000', { page: '?limit=1001' }, 'INVALID_PARAMETER'],
  ['with an offset that is no multiple of the limit', { page: '?limit=10&offset=5' }, 'INVALID_PARAMETER'],
  ['with fewer parameters than places', { params: [] }, 'INVALID_PARAMETER'],
] as const) {
  test(`a query ${what} is refused`, async () => {
    await using netsuite = await start()
    const { status, body } = await netsuite.query('SELECT id FROM customer WHERE id = ?', {
      params: [1],
      ...options,
    })
    assert.equal(status, 400)
    assert.equal(detailOf(body)['o:errorCode'], code)
  })
}

for (const [q, words] of [
  ['SELECT not_existing FROM customer', "Unknown identifier 'not_existing'"],
  ['SELECT id FROM nowhere', 'Invalid search type: nowhere.'],
  ['SELEC id', 'Invalid or unsupported search'],
  ['DELETE FROM customer', 'Invalid or unsupported search'],
] as const) {
  test(`${q} is an invalid search query`, async () => {
    await using netsuite = await start()
    const { status, body } = await netsuite.query(q)
    assert.equal(status, 400)
    assert.ok(
      detailOf(body).detail.startsWith('Invalid search query. Detailed unprocessed description follows.'),
    )
    assert.ok(detailOf(body).detail.includes(words))
    assert.equal(detailOf(body)['o:errorQueryParam'], 'q')
  })
}

test('a record is read by id and by external id, whole or in part', async () => {
  await using netsuite = await start()
  const { body, headers } = await netsuite.get(`/record/v1/customer/${ACME}`)
  assert.match(headers.get('content-type') ?? '', /^application\/vnd\.oracle\.resource\+json; type=singular/)
  assert.deepEqual(
    [body.entityId, body.creditHoldOverride.id, body.subsidiary.refName],
    ['C10001', 'AUTO', 'Northwind Cloud Inc.'],
  )
  assert.deepEqual(Object.keys(body.addressBook), ['links'])
  const same = await netsuite.get(`/record/v1/customer/eid:${salesforceId('001', 'acme')}?fields=entityId`)
  assert.deepEqual([same.body.id, same.body.entityId, same.body.creditLimit], [ACME, 'C10001', undefined])
  const invoice = await netsuite.get(
    `/record/v1/invoice/eid:${stripeId('in', 'acme-i7')}?expandSubResources=true`,
  )
  assert.deepEqual(
    [invoice.body.total, invoice.body.item.items[0].amount, invoice.body.item.totalResults],
    [9742.5, 9000, 1],
  )
  const order = await netsuite.get(`/record/v1/salesOrder/${netSuiteId('salesOrder', 'acme-so1')}`)
  assert.deepEqual(order.body.status, { id: 'G', refName: 'Billed' })
})

for (const [path, status, code] of [
  ['/record/v1/customer/1', 404, 'NONEXISTENT_ID'],
  ['/record/v1/customer/eid:nobody', 404, 'NONEXISTENT_ID'],
  ['/record/v1/employee/1', 403, 'INSUFFICIENT_PERMISSION'],
  ['/record/v1/spaceship/1', 404, 'INVALID_REQUEST'],
  ['/nothing', 404, 'INVALID_REQUEST'],
] as const) {
  test(`GET ${path} is ${status} ${code}`, async () => {
    await using netsuite = await start()
    const { status: answered, body } = await netsuite.get(path)
    assert.deepEqual([answered, body.status, detailOf(body)['o:errorCode']], [status, status, code])
  })
}

test('the account says how much may run at once', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.get('/system/v1/governanceLimits')
  assert.equal(body.accountConcurrencyLimit, 5)
})

test('what comes when every place is taken is refused, and taken when one is free again', () => {
  const governor = createGovernor(2)
  assert.deepEqual([governor.enter(), governor.enter(), governor.enter()], [true, true, false])
  governor.leave()
  assert.equal(governor.enter(), true)
})
