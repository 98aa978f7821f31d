import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import { formatAmount } from '#shared/money.ts'
import type { OrderStatus, ProductKind } from '../../../provider.ts'
import { toFailure } from '../errors.ts'
import { SuiteQlPage } from '../native.ts'
import { isOnHold } from './customer.ts'
import { toLedgerInvoice, toPostingStatus } from './invoice.ts'
import { toOrder, toOrderStatus, toStatusFilter } from './order.ts'
import { toProductKind } from './product.ts'
import { amount, createMapping, creditAmount, decimal, toInstant } from './row.ts'
import { taxSchemeOf } from './tax-scheme.ts'
import { fixture, connectionTo } from '../account.test-support.ts'

const mapping = createMapping(connectionTo({ baseUrl: '', credentials: {} }), systemClock)

for (const [status, expected] of [
  ['A', 'PENDING'],
  ['B', 'IN_PROGRESS'],
  ['C', 'CANCELLED'],
  ['D', 'PARTIAL'],
  ['E', 'PARTIAL'],
  ['F', 'COMPLETED'],
  ['G', 'BILLED'],
  ['H', 'CANCELLED'],
  ['SalesOrd:G', 'BILLED'],
  ['Z', 'UNKNOWN'],
  [undefined, 'UNKNOWN'],
] as [string | undefined, OrderStatus][]) {
  test(`a sales order with status ${status} reads as ${expected}`, () => {
    assert.equal(toOrderStatus(status), expected)
  })
}

test('a filter for UNKNOWN excludes the letters that mean something else', () => {
  assert.deepEqual(toStatusFilter(['BILLED', 'PARTIAL']), { letters: ['D', 'E', 'G'], negated: false })
  assert.deepEqual(toStatusFilter(['UNKNOWN', 'BILLED']), {
    letters: ['A', 'B', 'C', 'D', 'E', 'F', 'H'],
    negated: true,
  })
})

for (const [row, expected] of [
  [{ posting: 'T', voided: 'F', approval: '2' }, 'POSTED'],
  [{ posting: 'T', voided: 'F' }, 'POSTED'],
  [{ posting: 'F', voided: 'F', approval: '1' }, 'PENDING_APPROVAL'],
  [{ posting: 'F', voided: 'F', approval: '3' }, 'NOT_POSTED'],
  [{ posting: 'F', voided: 'F' }, 'NOT_POSTED'],
  [{ posting: 'T', voided: 'T' }, 'REVERSED'],
  [{}, 'UNKNOWN'],
] as [Record<string, string>, string][]) {
  test(`a transaction with ${JSON.stringify(row)} reads as ${expected}`, () => {
    assert.equal(toPostingStatus(row), expected)
  })
}

for (const [itemType, ownKind, expected] of [
  ['Service', undefined, 'SERVICE'],
  ['InvtPart', undefined, 'ONE_TIME'],
  ['Kit', undefined, 'BUNDLE'],
  ['Markup', undefined, 'UNKNOWN'],
  [undefined, undefined, 'UNKNOWN'],
  ['Service', 'SUBSCRIPTION', 'SUBSCRIPTION'],
  ['Service', 'something else', 'UNKNOWN'],
] as [string | undefined, string | undefined, ProductKind][]) {
  test(`an item of type ${itemType} and own kind ${ownKind} reads as ${expected}`, () => {
    assert.equal(toProductKind(itemType, ownKind), expected)
  })
}

for (const [row, expected] of [
  [{ hold: 'ON' }, true],
  [{ hold: 'OFF', credit_limit: '1', exposure: '2', currency: 'USD' }, false],
  [{ hold: 'AUTO' }, false],
  [{ hold: 'AUTO', credit_limit: '100', exposure: '100', currency: 'USD' }, false],
  [{ hold: 'AUTO', credit_limit: '100', exposure: '100.01', currency: 'USD' }, true],
  [{ hold: 'PERHAPS' }, undefined],
  [{}, undefined],
] as [Record<string, string>, boolean | undefined][]) {
  test(`a customer with ${JSON.stringify(row)} is on hold: ${expected}`, () => {
    assert.equal(isOnHold(row), expected)
  })
}

for (const [value, country, expected] of [
  ['12-3456789', 'US', 'us_ein'],
  ['DE812345678', 'US', 'eu_vat'],
  ['GB 123 4567 89', undefined, 'gb_vat'],
  ['T9876543210987', 'JP', 'jp_trn'],
  ['KW00112233', 'KW', 'kw_tax'],
  ['123', undefined, 'unknown'],
] as const) {
  test(`the tax number ${value} of ${country} belongs to ${expected}`, () => {
    assert.equal(taxSchemeOf(value, country), expected)
  })
}

for (const [text, currency, expected] of [
  ['1234.5', 'USD', '1234.50'],
  ['.5', 'USD', '0.50'],
  ['-.05', 'USD', '-0.05'],
  ['1.2E3', 'USD', '1200.00'],
  ['1.005', 'USD', '1.01'],
  ['370.5', 'KWD', '370.500'],
  ['180000', 'JPY', '180000'],
  ['90071992547409.93', 'USD', '90071992547409.93'],
] as const) {
  test(`${text} ${currency} is ${expected}`, () => {
    assert.equal(formatAmount(amount(text, currency)), expected)
  })
}

test('a text that is no number is refused, never zero', () => {
  assert.throws(() => amount('ERROR: Field Not Found', 'USD'), { code: 'INVALID_RESPONSE' })
  assert.equal(decimal('-.25'), '-0.25')
  assert.equal(toInstant('yesterday'), undefined)
})

test('lines that the ledger keeps as credits are positive on the order', () => {
  const order = toOrder(
    [
      {
        id: '1',
        line: '1',
        entity: '7',
        number: 'SO1',
        status: 'B',
        date: '2026-01-31',
        total: '90',
        currency: 'USD',
        quantity: '-10',
        rate: '10',
        amount: '-100',
      },
      {
        id: '1',
        line: '2',
        entity: '7',
        number: 'SO1',
        currency: 'USD',
        quantity: '1',
        rate: '-10',
        amount: '10',
      },
    ],
    mapping,
  )
  assert.deepEqual(
    order.lines.map(({ quantity, total }) => [quantity, formatAmount(total)]),
    [
      ['10', '100.00'],
      ['-1', '-10.00'],
    ],
  )
  assert.equal(creditAmount('0', 'USD').minorUnits, 0n)
})

test('credit applied to an invoice is positive, whatever sign the ledger gives it', () => {
  const credit = {
    id: '9',
    invoice_id: '1',
    type: 'CustCred',
    number: 'CM1',
    date: '2026-02-01',
    applied: '-5',
    total: '-5',
    currency: 'USD',
    posting: 'T',
  }
  const invoice = toLedgerInvoice({ id: '1', total: '50', currency: 'USD' }, [credit], mapping)
  assert.deepEqual(
    invoice.allocations.map((one) => formatAmount(one.amount)),
    ['5.00'],
  )
  assert.deepEqual(
    invoice.creditNotes.map((one) => formatAmount(one.total)),
    ['5.00'],
  )
})

test('reads the published form of a page', () => {
  const page = SuiteQlPage.parse(JSON.parse(fixture('suiteql-page.json')))
  assert.deepEqual(page, {
    items: [
      { id: '107', entityid: 'C107', subsidiary: '1' },
      { id: '108', entityid: 'C108', subsidiary: '1' },
    ],
    hasMore: false,
  })
})

for (const [status, body, expected] of [
  [400, fixture('invalid-identifier.json'), 'REJECTED_BY_SYSTEM'],
  [400, fixture('invalid-search-type.json'), 'REJECTED_BY_SYSTEM'],
  [401, fixture('invalid-login.json'), 'AUTH_FAILED'],
  [429, fixture('concurrency-limit.json'), 'RATE_LIMITED'],
  [400, '{"o:errorDetails":[{"o:errorCode":"INSUFFICIENT_PERMISSION"}]}', 'FORBIDDEN'],
  [404, '{"o:errorDetails":[{"o:errorCode":"NONEXISTENT_ID"}]}', 'NOT_FOUND'],
  [500, '{"o:errorDetails":[{"o:errorCode":"UNEXPECTED_ERROR"}]}', 'SYSTEM_UNAVAILABLE'],
  [400, '{"o:errorDetails":[{"o:errorCode":"USER_ERROR"}]}', 'REJECTED_BY_SYSTEM'],
  [403, '', 'FORBIDDEN'],
  [503, '<html>maintenance</html>', 'SYSTEM_UNAVAILABLE'],
] as const) {
  test(`status ${status} with ${body.slice(0, 60).replaceAll(/\s+/g, ' ')}… is ${expected}`, () => {
    assert.equal(toFailure({ status, headers: {}, text: body }, 'netsuite').code, expected)
  })
}
