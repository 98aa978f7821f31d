import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId, salesforceId } from '#demo-world/native-ids.ts'
import { detailOf, type Json, start } from '../test-account.ts'

// How records are shown, listed and described.

const ACME = netSuiteId('customer', 'acme')
const ORDER = netSuiteId('salesOrder', 'acme-so1')
const RECORD = '/services/rest/record/v1'

test('an enumeration is its id and name, or its id alone', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.send('GET', `customer/${ACME}?fields=creditHoldOverride`)
  assert.deepEqual(body.creditHoldOverride, { id: 'AUTO', refName: 'Auto' })
  const { body: simple } = await netsuite.send(
    'GET',
    `customer/${ACME}?fields=creditHoldOverride&simpleEnumFormat=true`,
  )
  assert.equal(simple.creditHoldOverride, 'AUTO')
})

test('a sublist is a link that leads to its lines, unless it is expanded', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.send('GET', `salesOrder/${ORDER}`)
  const [{ href }] = body.item.links
  assert.equal(href, `${netsuite.emulator.baseUrl}${RECORD}/salesOrder/${ORDER}/item`)
  const { body: lines } = await netsuite.send('GET', `salesOrder/${ORDER}/item`)
  const { body: expanded } = await netsuite.send('GET', `salesOrder/${ORDER}?expandSubResources=true`)
  assert.deepEqual(lines, expanded.item)
  assert.ok(lines.totalResults > 0)
  assert.equal((await netsuite.send('GET', `salesOrder/${ORDER}/nothing`)).status, 404)
})

test('a list has ids and links, in pages', async () => {
  await using netsuite = await start()
  const { status, headers, body } = await netsuite.send('GET', 'customer?limit=2&offset=2')
  assert.deepEqual([status, body.count, body.offset, body.hasMore], [200, 2, 2, true])
  assert.match(headers.get('content-type') ?? '', /type=collection/)
  assert.deepEqual(
    body.items.map((item: Json) => Object.keys(item)),
    [
      ['links', 'id'],
      ['links', 'id'],
    ],
  )
  assert.deepEqual(
    body.links.map(({ rel }: Json) => rel),
    ['previous', 'first', 'next', 'last', 'self'],
  )
})

test('pages without a record in common make up the whole', async () => {
  await using netsuite = await start()
  const ids: string[] = []
  for (let offset = 0, more = true; more; offset += 40) {
    const { body } = await netsuite.send('GET', `customer?limit=40&offset=${offset}`)
    ids.push(...body.items.map(({ id }: Json) => id))
    more = body.hasMore
  }
  const { body } = await netsuite.query('SELECT COUNT(*) AS n FROM customer')
  assert.equal(new Set(ids).size, Number(body.items[0].n))
})

const EXTERNAL = salesforceId('001', 'acme')
for (const [type, q, expected] of [
  ['customer', 'entityId IS "C10001"', [ACME]],
  ['customer', `externalId IS "${EXTERNAL}"`, [ACME]],
  ['customer', `id EQUAL ${ACME}`, [ACME]],
  ['customer', 'entityId START_WITH "C1000" AND creditLimit EQUAL 250000', [ACME]],
  ['customer', `id ANY_OF [${ACME}, 5]`, [ACME]],
  ['customer', `creditLimit BETWEEN [249999, 250001] AND id EQUAL ${ACME}`, [ACME]],
  ['customer', `isInactive IS false AND id EQUAL ${ACME}`, [ACME]],
  [
    'customer',
    `parent EMPTY AND (entityId IS "nobody" OR entityId CONTAIN "0001") AND id EQUAL ${ACME}`,
    [ACME],
  ],
  ['customer', `email EMPTY AND id EQUAL ${ACME}`, []],
  ['customer', `entityId IS "nobody" OR entityId IS "C10001" AND id EQUAL ${ACME}`, [ACME]],
  ['customer', `lastModifiedDate AFTER "1/1/2000" AND id EQUAL ${ACME}`, [ACME]],
  ['customer', `lastModifiedDate BEFORE "1/1/2000"`, []],
  ['salesOrder', `id EQUAL ${ORDER} AND subsidiary ANY_OF [${netSuiteId('subsidiary', 'us')}]`, [ORDER]],
  ['salesOrder', `entity EQUAL ${ACME} AND status IS "Z"`, []],
] as const) {
  test(`${type}?q=${q} finds ${expected.length}`, async () => {
    await using netsuite = await start()
    const { body } = await netsuite.send('GET', `${type}?q=${encodeURIComponent(q)}`)
    assert.deepEqual(
      body.items.map(({ id }: Json) => id),
      expected,
    )
  })
}

for (const [q, words] of [
  ['foo IS "a"', "Search error occurred: Field 'foo' not found."],
  ['email RESEMBLES "a"', "Operator 'RESEMBLES' is not supported."],
  ['email IS', 'Invalid or unsupported search.'],
  ['(email EMPTY', 'Invalid or unsupported search.'],
  ['email EMPTY email EMPTY', "Unexpected 'email'."],
  ['lastModifiedDate AFTER "2026-01-01"', "Invalid date '2026-01-01'."],
] as const) {
  test(`?q=${q} is an invalid search query`, async () => {
    await using netsuite = await start()
    const { status, body } = await netsuite.send('GET', `customer?q=${encodeURIComponent(q)}`)
    assert.deepEqual([status, detailOf(body)['o:errorQueryParam']], [400, 'q'])
    assert.ok(detailOf(body).detail.includes(words), detailOf(body).detail)
  })
}

test('a list offset that is no multiple of the limit is refused', async () => {
  await using netsuite = await start()
  const { status, body } = await netsuite.send('GET', 'customer?limit=10&offset=5')
  assert.deepEqual([status, detailOf(body)['o:errorCode']], [400, 'INVALID_PARAMETER'])
})

test('the catalogue names what there is and where its description is', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.send('GET', 'metadata-catalog')
  assert.ok(body.items.some(({ name }: Json) => name === 'salesOrder'))
  assert.deepEqual(
    body.items[0].links.map(({ rel, mediaType }: Json) => [rel, mediaType]),
    [
      ['canonical', 'application/json'],
      ['alternate', 'application/swagger+json'],
      ['alternate', 'application/schema+json'],
      ['describes', undefined],
    ],
  )
})

test('the description of a record has this account’s own fields, and says what is read only', async () => {
  await using netsuite = await start()
  const { body, headers } = await netsuite.send('GET', 'metadata-catalog/invoice', undefined, {
    accept: 'application/schema+json',
  })
  assert.equal(headers.get('content-type'), 'application/schema+json')
  const { properties } = body
  assert.equal(properties.custbody_salesforce_contract_id.type, 'string')
  assert.equal(properties.amountRemaining.readOnly, true)
  assert.equal(properties.tranDate.format, 'date')
  assert.equal(properties.item.properties.items.items.properties.custcol_stripe_line_id.type, 'string')
})

test('selected records come as one OpenAPI document', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.send('GET', 'metadata-catalog?select=customer,invoice', undefined, {
    accept: 'application/swagger+json',
  })
  assert.equal(body.openapi.slice(0, 3), '3.0')
  assert.deepEqual(Object.keys(body.components.schemas), ['customer', 'invoice'])
})

test('every property that a record shows is in its description', async () => {
  await using netsuite = await start()
  for (const [type, id] of [
    ['salesOrder', ORDER],
    ['invoice', netSuiteId('invoice', 'acme-i7')],
  ] as const) {
    const { body } = await netsuite.send('GET', `${type}/${id}`)
    const { body: described } = await netsuite.send('GET', `metadata-catalog/${type}`)
    const strangers = Object.keys(body).filter((name) => name !== 'links' && !(name in described.properties))
    assert.deepEqual(strangers, [])
  }
})
