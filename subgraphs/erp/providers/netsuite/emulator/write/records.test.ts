import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId } from '#demo-world/native-ids.ts'
import { start } from '../test-account.ts'

// Writing one record: what each method answers, what it changes and what it leaves.

const ACME = netSuiteId('customer', 'acme')
const US = netSuiteId('subsidiary', 'us')
const USD = netSuiteId('currency', 'USD')
const EUR = netSuiteId('currency', 'EUR')
const SUPPORT = netSuiteId('item', 'premium-support')
const EDGE = netSuiteId('item', 'edge-device')

const GLOBAL = {
  companyName: 'Initrode Global',
  subsidiary: { id: US },
  email: 'ap@initrode.example',
  creditLimit: 1000.5,
  terms: { refName: 'NET30' },
  addressBook: {
    items: [
      {
        defaultBilling: true,
        addressBookAddress: { addr1: '1 Main St', city: 'Austin', state: 'TX', country: { id: 'US' } },
      },
    ],
  },
}

test('POST answers 204 without a body and says where the record is', async () => {
  await using netsuite = await start()
  const { status, headers, body, id } = await netsuite.send('POST', 'customer', GLOBAL)
  assert.deepEqual([status, body], [204, undefined])
  assert.equal(headers.get('location'), `${netsuite.emulator.baseUrl}/services/rest/record/v1/customer/${id}`)
})

test('what is written is there for SuiteQL at once, dated by the emulator’s clock', async () => {
  await using netsuite = await start()
  await fetch(`${netsuite.emulator.baseUrl}/__emulator/clock`, {
    method: 'POST',
    body: '{"now":"2031-05-06T07:08:00Z"}',
  })
  const { id } = await netsuite.send('POST', 'customer', GLOBAL)
  const { body } = await netsuite.query(
    `SELECT id, entityid, altname, creditlimit, currency, creditholdoverride,
       TO_CHAR(lastmodifieddate, 'YYYY-MM-DD"T"HH24:MI:SS') AS changed FROM customer WHERE id = ?`,
    { params: [id] },
  )
  const [{ changed, ...row }] = body.items
  assert.deepEqual(row, {
    links: [],
    id,
    entityid: `C${id}`,
    altname: 'Initrode Global',
    creditlimit: '1000.5',
    currency: USD,
    creditholdoverride: 'AUTO',
  })
  assert.match(changed, /^2031-05-06T07:08:/)
})

test('PATCH changes what it names, null clears, the rest stays', async () => {
  await using netsuite = await start()
  const { id } = await netsuite.send('POST', 'customer', GLOBAL)
  const patched = await netsuite.send('PATCH', `customer/${id}`, { email: null, phone: '+1 512 555 0100' })
  assert.deepEqual([patched.status, patched.body, patched.headers.get('location')], [204, undefined, null])
  const { body } = await netsuite.send('GET', `customer/${id}`)
  assert.deepEqual(
    [body.email, body.phone, body.creditLimit, body.terms.refName],
    [undefined, '+1 512 555 0100', 1000.5, 'NET30'],
  )
})

test('an address is changed by its id, added without one, and there is one default of each kind', async () => {
  await using netsuite = await start()
  const { id } = await netsuite.send('POST', 'customer', GLOBAL)
  const book = async () => {
    const { body } = await netsuite.send('GET', `customer/${id}?expandSubResources=true`)
    return body.addressBook.items
  }
  const [first] = await book()
  await netsuite.send('PATCH', `customer/${id}`, {
    addressBook: {
      items: [
        { internalId: first.internalId, addressBookAddress: { city: 'Dallas' } },
        { defaultBilling: true, addressBookAddress: { addr1: '2 High St', country: { id: 'GB' } } },
      ],
    },
  })
  const after = await book()
  assert.deepEqual(
    after.map((address: typeof first) => [
      address.defaultBilling,
      address.addressBookAddress.addr1,
      address.addressBookAddress.city,
    ]),
    [
      [false, '1 Main St', 'Dallas'],
      [true, '2 High St', undefined],
    ],
  )
  await netsuite.send('PATCH', `customer/${id}?replace=addressBook`, {
    addressBook: { items: [{ internalId: first.internalId }] },
  })
  assert.deepEqual(
    (await book()).map((address: typeof first) => address.addressBookAddress.addr1),
    ['1 Main St'],
  )
})

test('PUT by external id makes the record once and changes it after that', async () => {
  await using netsuite = await start()
  const put = (body: unknown) => netsuite.send('PUT', 'customer/eid:crm-1', body)
  const made = await put(GLOBAL)
  const again = await put(GLOBAL)
  const changed = await put({ email: 'new@initrode.example' })
  assert.deepEqual([made.status, again.status, changed.status], [204, 204, 204])
  assert.deepEqual([again.id, changed.id], [made.id, made.id])
  const { body } = await netsuite.send('GET', 'customer/eid:crm-1')
  assert.deepEqual(
    [body.id, body.externalId, body.companyName, body.email],
    [made.id, 'crm-1', 'Initrode Global', 'new@initrode.example'],
  )
})

test('POST twice makes two records: only an external id keeps them apart', async () => {
  await using netsuite = await start()
  const first = await netsuite.send('POST', 'customer', GLOBAL)
  const second = await netsuite.send('POST', 'customer', GLOBAL)
  assert.notEqual(first.id, second.id)
})

test('a synchronous write takes no notice of an idempotency key', async () => {
  await using netsuite = await start()
  const key = { 'X-NetSuite-Idempotency-Key': '7d8a1a52-2d0c-4c37-9a52-3a3ad7a0b5aa' }
  const first = await netsuite.send('POST', 'customer', GLOBAL, key)
  const second = await netsuite.send('POST', 'customer', GLOBAL, key)
  assert.deepEqual([first.status, second.status, first.id === second.id], [204, 204, false])
})

test('DELETE removes the record and leaves a trace', async () => {
  await using netsuite = await start()
  const { id } = await netsuite.send('POST', 'customer', GLOBAL)
  assert.equal((await netsuite.send('DELETE', `customer/${id}`)).status, 204)
  assert.equal((await netsuite.send('GET', `customer/${id}`)).status, 404)
  const { body } = await netsuite.query('SELECT recordid, type FROM deletedrecord')
  assert.deepEqual(body.items, [{ links: [], recordid: id, type: 'customer' }])
})

test('amounts are exact: quantity times rate is rounded once, to the currency', async () => {
  await using netsuite = await start()
  const { id } = await netsuite.send(
    'POST',
    'salesOrder',
    `{"entity":{"id":"${ACME}"},"item":{"items":[
      {"item":{"id":"${SUPPORT}"},"quantity":3,"rate":0.335},
      {"item":{"id":"${SUPPORT}"},"quantity":1,"rate":9007199254.125},
      {"item":{"id":"${SUPPORT}"},"quantity":4,"amount":10}]}}`,
  )
  const { body } = await netsuite.send('GET', `salesOrder/${id}?expandSubResources=true`)
  assert.deepEqual(
    body.item.items.map(({ quantity, rate, amount }: Record<string, number>) => [quantity, rate, amount]),
    [
      [3, 0.335, 1.01],
      [1, 9007199254.125, 9007199254.13],
      [4, 2.5, 10],
    ],
  )
  assert.equal(body.total, 9007199265.14)
})

test('lines of an order merge by their number, are added without one, and go when the list is replaced', async () => {
  await using netsuite = await start()
  const { id } = await netsuite.send('POST', 'salesOrder', {
    entity: { id: ACME },
    item: {
      items: [
        { item: { id: SUPPORT }, quantity: 1, rate: 100, description: 'first' },
        { item: { id: SUPPORT }, quantity: 2, rate: 50 },
      ],
    },
  })
  const lines = async () => {
    const { body } = await netsuite.send('GET', `salesOrder/${id}?expandSubResources=true`)
    return body.item.items.map((line: Record<string, unknown>) => [
      line.line,
      line.quantity,
      line.amount,
      line.description,
    ])
  }
  await netsuite.send('PATCH', `salesOrder/${id}`, {
    item: {
      items: [
        { line: 1, quantity: 3 },
        { item: { id: EDGE }, amount: 7 },
      ],
    },
  })
  assert.deepEqual(await lines(), [
    [1, 3, 300, 'first'],
    [2, 2, 100, undefined],
    [3, 1, 7, undefined],
  ])
  await netsuite.send('PATCH', `salesOrder/${id}?replace=item`, {
    item: { items: [{ line: 3, amount: 8 }] },
  })
  assert.deepEqual(await lines(), [[3, 1, 8, undefined]])
  const { body } = await netsuite.query('SELECT foreigntotal FROM transaction WHERE id = ?', { params: [id] })
  assert.equal(body.items[0].foreigntotal, '8')
})

test('PUT on an order that is there adds the lines again unless the list is replaced', async () => {
  await using netsuite = await start()
  const body = { entity: { id: ACME }, item: { items: [{ item: { id: SUPPORT }, quantity: 1, rate: 5 }] } }
  const totalAfter = async (path: string) => {
    await netsuite.send('PUT', path, body)
    return (await netsuite.send('GET', 'salesOrder/eid:so-1')).body.total
  }
  assert.deepEqual(
    [
      await totalAfter('salesOrder/eid:so-1'),
      await totalAfter('salesOrder/eid:so-1'),
      await totalAfter('salesOrder/eid:so-1?replace=item'),
    ],
    [5, 10, 5],
  )
})

test('a currency is good for a customer once its list has it', async () => {
  await using netsuite = await start()
  const order = {
    entity: { id: ACME },
    currency: { id: EUR },
    item: { items: [{ item: { id: SUPPORT }, amount: 5 }] },
  }
  assert.equal((await netsuite.send('POST', 'salesOrder', order)).status, 400)
  await netsuite.send('PATCH', `customer/${ACME}`, { currencyList: { items: [{ currency: { id: EUR } }] } })
  assert.equal((await netsuite.send('POST', 'salesOrder', order)).status, 204)
})

test('an external id is one transaction of its type', async () => {
  await using netsuite = await start()
  const order = {
    entity: { id: ACME },
    externalId: 'once',
    item: { items: [{ item: { id: SUPPORT }, amount: 5 }] },
  }
  await netsuite.send('POST', 'salesOrder', order)
  const { status, body } = await netsuite.send('POST', 'salesOrder', order)
  assert.deepEqual(
    [status, body['o:errorDetails']],
    [
      400,
      [
        {
          detail: 'Error while accessing a resource. This record already exists.',
          'o:errorCode': 'USER_ERROR',
        },
      ],
    ],
  )
  assert.equal((await netsuite.send('POST', 'invoice', order)).status, 204)
})

for (const [format, orderStatus] of [
  ['an id alone', 'B'],
  ['an id', { id: 'B' }],
  ['a name', { refName: 'Pending Fulfillment' }],
] as const) {
  test(`an enumeration is taken as ${format}`, async () => {
    await using netsuite = await start()
    const { id } = await netsuite.send('POST', 'salesOrder', {
      entity: { id: ACME },
      orderStatus,
      item: { items: [{ item: { id: EDGE }, amount: 5 }] },
    })
    const { body } = await netsuite.send('GET', `salesOrder/${id}`)
    assert.deepEqual(body.orderStatus, { id: 'B', refName: 'Pending Fulfillment' })
  })
}

test('a write that is applied though its answer is lost is found by its external id', async () => {
  await using netsuite = await start()
  netsuite.emulator.fail({ method: 'PUT', times: 1, reset: 'before-answer', applied: true })
  await assert.rejects(netsuite.send('PUT', 'customer/eid:crm-2', GLOBAL))
  const found = await netsuite.send('GET', 'customer/eid:crm-2')
  assert.equal(found.status, 200)
  assert.equal((await netsuite.send('PUT', 'customer/eid:crm-2', GLOBAL)).id, found.body.id)
})
