import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId, salesforceId } from '#demo-world/native-ids.ts'
import { detailOf, type Json, start } from '../test-account.ts'

// Every refusal of a write: its status, code, text and the place it names.

const ACME = netSuiteId('customer', 'acme')
const US = netSuiteId('subsidiary', 'us')
const DE = netSuiteId('subsidiary', 'de')
const EUR = netSuiteId('currency', 'EUR')
const SUPPORT = netSuiteId('item', 'premium-support')
const ORDER = netSuiteId('salesOrder', 'acme-so1')
const INVOICE = netSuiteId('invoice', 'acme-i7')

const line = { item: { id: SUPPORT }, quantity: 1, rate: 100 }
const order = (changes: object) => ({ entity: { id: ACME }, item: { items: [line] }, ...changes })
const business = (text: string) => `Error while accessing a resource. ${text}`
const OUTSIDE = 'The transaction date you specified is not within the date range of your accounting period.'

interface Refused {
  call: [method: string, path: string, body?: unknown, headers?: Record<string, string>]
  status?: number
  code?: string
  detail: string
  place?: Record<string, string>
}

const REFUSALS: Record<string, Refused> = {
  'a customer without a name': {
    call: ['POST', 'customer', { subsidiary: { id: US } }],
    detail: business('You must enter a value for Company Name.'),
  },
  'a customer without a subsidiary': {
    call: ['POST', 'customer', { companyName: 'Nameless' }],
    detail: business('Please enter value(s) for: Subsidiary.'),
  },
  'a person without a last name': {
    call: ['POST', 'customer', { isPerson: true, firstName: 'Ada', subsidiary: { id: US } }],
    detail: business('Please enter value(s) for: Last Name.'),
  },
  'an external id that another customer has': {
    call: [
      'POST',
      'customer',
      { companyName: 'Acme again', subsidiary: { id: US }, externalId: salesforceId('001', 'acme') },
    ],
    detail: business('This entity already exists.'),
  },
  'a customer number that is taken': {
    call: ['POST', 'customer', { companyName: 'Acme again', subsidiary: { id: US }, entityId: 'C10001' }],
    detail: business('This entity already exists.'),
  },
  'clearing what is required': {
    call: ['PATCH', `customer/${ACME}`, { companyName: null }],
    detail: business('You must enter a value for Company Name.'),
  },
  'a subsidiary that does not exist': {
    call: ['POST', 'customer', { companyName: 'New', subsidiary: { id: '77' } }],
    code: 'INVALID_CONTENT',
    detail: business('You have entered an Invalid Field Value 77 for the following field: subsidiary'),
    place: { 'o:errorPath': 'subsidiary' },
  },
  'a hold that does not exist': {
    call: ['PATCH', `customer/${ACME}`, { creditHoldOverride: { id: 'MAYBE' } }],
    code: 'INVALID_CONTENT',
    detail: business(
      'You have entered an Invalid Field Value MAYBE for the following field: creditHoldOverride',
    ),
    place: { 'o:errorPath': 'creditHoldOverride' },
  },
  'text where a number belongs': {
    call: ['PATCH', `customer/${ACME}`, { creditLimit: 'plenty' }],
    code: 'INVALID_CONTENT',
    detail: business('You have entered an Invalid Field Value plenty for the following field: creditLimit'),
    place: { 'o:errorPath': 'creditLimit' },
  },
  'a day that no calendar has': {
    call: ['POST', 'salesOrder', order({ tranDate: '2026-02-30' })],
    code: 'INVALID_CONTENT',
    detail: business('You have entered an Invalid Field Value 2026-02-30 for the following field: tranDate'),
    place: { 'o:errorPath': 'tranDate' },
  },
  'an item that does not exist': {
    call: ['POST', 'salesOrder', order({ item: { items: [{ item: { id: 9999 }, amount: 1 }] } })],
    code: 'INVALID_CONTENT',
    detail: business('You have entered an Invalid Field Value 9999 for the following field: item'),
    place: { 'o:errorPath': 'item.items[0].item' },
  },
  'an order of nobody': {
    call: ['POST', 'salesOrder', { item: { items: [line] } }],
    detail: business('Please enter value(s) for: Customer.'),
  },
  'an order of nothing': {
    call: ['POST', 'salesOrder', { entity: { id: ACME } }],
    detail: business('You must enter at least one line item for this transaction.'),
  },
  'a line without a price': {
    call: ['POST', 'salesOrder', order({ item: { items: [{ item: { id: SUPPORT } }] } })],
    detail: business('Please enter value(s) for: Amount.'),
  },
  'an order of another subsidiary': {
    call: ['POST', 'salesOrder', order({ subsidiary: { id: DE } })],
    detail: business(`Invalid subsidiary reference key ${DE} for entity ${ACME}.`),
  },
  'a currency that the customer does not have': {
    call: ['POST', 'salesOrder', order({ currency: { id: EUR } })],
    detail: business(`Invalid currency reference key ${EUR} for entity ${ACME}.`),
  },
  'a status that only NetSuite gives': {
    call: ['POST', 'salesOrder', order({ orderStatus: { id: 'G' } })],
    code: 'INVALID_CONTENT',
    detail: business('You have entered an Invalid Field Value G for the following field: orderStatus'),
    place: { 'o:errorPath': 'orderStatus' },
  },
  'a posting in a closed period': {
    call: ['POST', 'invoice', order({ tranDate: '2000-01-15' })],
    detail: business(OUTSIDE),
  },
  'a transform of an order that is billed': {
    call: ['POST', `salesOrder/${ORDER}/!transform/invoice`, {}],
    detail: business(`You can not initialize invoice: invalid reference ${ORDER}.`),
  },
  'a transform that there is not': {
    call: ['POST', `invoice/${INVOICE}/!transform/salesOrder`, {}],
    detail: business('That type of record transformation is not allowed.'),
  },
  'a payment of nothing': {
    call: ['POST', 'customerPayment', { customer: { id: ACME } }],
    detail: business('Please enter value(s) for: Payment Amount.'),
  },
  'a payment of an order': {
    call: [
      'POST',
      'customerPayment',
      { customer: { id: ACME }, payment: 5, apply: { items: [{ doc: { id: ORDER }, apply: true }] } },
    ],
    code: 'INVALID_CONTENT',
    detail: business(`You have entered an Invalid Field Value ${ORDER} for the following field: doc`),
    place: { 'o:errorPath': 'apply.items[0].doc' },
  },
  'deleting a customer with history': {
    call: ['DELETE', `customer/${ACME}`],
    detail: business('This record cannot be deleted because it has dependent records.'),
  },
  'deleting an order that was billed': {
    call: ['DELETE', `salesOrder/${ORDER}`],
    detail: business(
      'This transaction cannot be deleted because it is linked to by one or more transactions.',
    ),
  },
  'a sublist that is no list': {
    call: ['POST', 'salesOrder', order({ item: [line] })],
    code: 'INVALID_CONTENT',
    detail: `The sublist 'item' must have the form {"items": […]}.`,
    place: { 'o:errorPath': 'item' },
  },
  'a body that is not JSON': {
    call: ['POST', 'customer', '{"companyName":'],
    code: 'INVALID_CONTENT',
    detail: 'The request body is not valid JSON.',
  },
  'a body that is no object': {
    call: ['POST', 'customer', '[]'],
    code: 'INVALID_CONTENT',
    detail: 'The request body must be a JSON object.',
  },
  'an unknown property, when names are validated': {
    call: ['PATCH', `customer/${ACME}`, { emial: 'a@b.c' }, { 'X-NetSuite-PropertyNameValidation': 'Error' }],
    code: 'INVALID_CONTENT',
    detail: "Unknown property name 'emial'.",
    place: { 'o:errorPath': 'emial' },
  },
  'an unknown property of a line, when names are validated': {
    call: [
      'POST',
      'salesOrder',
      order({ item: { items: [{ ...line, price_: 1 }] } }),
      { 'X-NetSuite-PropertyNameValidation': 'Error' },
    ],
    code: 'INVALID_CONTENT',
    detail: "Unknown property name 'price_'.",
    place: { 'o:errorPath': 'item.items[0].price_' },
  },
  'a validation level that there is not': {
    call: ['PATCH', `customer/${ACME}`, {}, { 'X-NetSuite-PropertyNameValidation': 'strict' }],
    code: 'INVALID_HEADER',
    detail: "Invalid value 'strict' of the header.",
    place: { 'o:errorHeader': 'x-netsuite-propertynamevalidation' },
  },
  'PUT with an internal id': {
    call: ['PUT', `customer/${ACME}`, { email: 'a@b.c' }],
    code: 'INVALID_REQUEST',
    detail: 'The PUT method requires an external ID in the URL.',
    place: { 'o:errorUrl': `/services/rest/record/v1/customer/${ACME}` },
  },
  'a change of a record that does not exist': {
    call: ['PATCH', 'customer/1', {}],
    status: 404,
    code: 'NONEXISTENT_ID',
    detail: 'The record instance does not exist. Provide a valid record instance ID.',
    place: { 'o:errorUrl': '/services/rest/record/v1/customer/1' },
  },
  'a write to a record that the role only reads': {
    call: ['POST', 'serviceSaleItem', { itemId: 'X' }],
    status: 403,
    code: 'INSUFFICIENT_PERMISSION',
    detail: 'Permission Violation: Your current role does not have permission to perform this action.',
  },
  'a write to a type that does not exist': {
    call: ['POST', 'spaceship', {}],
    status: 404,
    code: 'INVALID_REQUEST',
    detail: "Record type 'spaceship' does not exist.",
    place: { 'o:errorUrl': '/services/rest/record/v1/spaceship' },
  },
}

const TITLES: Record<number, string> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' }

for (const [what, { call, status = 400, code = 'USER_ERROR', detail, place = {} }] of Object.entries(
  REFUSALS,
)) {
  test(`${what} is ${status} ${code}, and nothing is written`, async () => {
    await using netsuite = await start()
    const before = await snapshot(netsuite)
    const { status: answered, body, headers } = await netsuite.send(...call)
    assert.equal(answered, status)
    assert.deepEqual(
      { title: body.title, status: body.status, details: body['o:errorDetails'] },
      {
        title: TITLES[status],
        status,
        details: [{ detail, ...place, 'o:errorCode': code }],
      },
    )
    assert.match(headers.get('content-type') ?? '', /^application\/vnd\.oracle\.resource\+json; type=error/)
    assert.deepEqual(await snapshot(netsuite), before)
  })
}

/** Enough of the tables to notice a write that was not undone. */
async function snapshot(netsuite: { query(q: string): Promise<{ body: Json }> }) {
  const counts = ['customer', 'transaction', 'transactionline', 'nexttransactionlinelink']
  const answers = await Promise.all(
    counts.map((table) =>
      netsuite.query(
        `SELECT COUNT(*) AS n, MAX(lastmodifieddate) AS latest FROM ${
          table === 'transactionline' ? "(SELECT '' AS lastmodifieddate FROM transactionline)" : table
        }`,
      ),
    ),
  )
  return answers.map(({ body }) => body.items)
}

test('an unknown property passes unheard unless names are validated', async () => {
  await using netsuite = await start()
  assert.equal((await netsuite.send('PATCH', `customer/${ACME}`, { emial: 'a@b.c' })).status, 204)
})

test('a wrong value is passed over when values are not validated', async () => {
  await using netsuite = await start()
  const changed = await netsuite.send(
    'PATCH',
    `customer/${ACME}`,
    { creditLimit: 'plenty', email: 'new@acme.example' },
    { 'X-NetSuite-PropertyValueValidation': 'Ignore' },
  )
  assert.equal(changed.status, 204)
  const { body } = await netsuite.send('GET', `customer/${ACME}?fields=creditLimit,email`)
  assert.deepEqual([body.creditLimit, body.email], [250_000, 'new@acme.example'])
})

test('without a token nothing is written', async () => {
  await using netsuite = await start()
  const { status, body } = await netsuite.send('POST', 'customer', {}, { authorization: 'Bearer stolen' })
  assert.deepEqual([status, detailOf(body)['o:errorCode']], [401, 'INVALID_LOGIN'])
})
