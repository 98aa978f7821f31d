import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { netSuiteId, stripeId } from '#demo-world/native-ids.ts'
import { positionOfOrder } from '#erp/provider.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { formatAmount } from '#shared/money.ts'
import type { Position } from '#shared/newest-first.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { readable } from '../../../../test/support/readable.ts'
import type { OrderStatus, ProductKind } from '../../provider.ts'
import { createNetsuiteEmulator } from './emulator/index.ts'
import { insert } from './emulator/insert.ts'
import { toFailure } from './errors.ts'
import { createNetsuiteProvider } from './index.ts'
import { SuiteQlPage } from './native.ts'
import { isOnHold } from './to-canonical/customer.ts'
import { toLedgerInvoice, toPostingStatus } from './to-canonical/invoice.ts'
import { toOrder, toOrderStatus, toStatusFilter } from './to-canonical/order.ts'
import { toProductKind } from './to-canonical/product.ts'
import { amount, createMapping, creditAmount, decimal, toInstant } from './to-canonical/row.ts'
import { taxSchemeOf } from './to-canonical/tax-scheme.ts'

const TOKEN = '/services/rest/auth/oauth2/v1/token'
const SUITEQL = '/services/rest/query/v1/suiteql'
const ACME = netSuiteId('customer', 'acme')

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
const newCall = (): CallContext => ({ correlationId: 'netsuite-test', signal: new AbortController().signal })

function connectionTo(
  emulator: Pick<Emulator, 'baseUrl' | 'credentials'>,
  changes: Partial<Connection> = {},
): Connection {
  const { baseUrl, credentials } = emulator
  const facts = {
    id: 'netsuite',
    name: 'NetSuite',
    vendor: 'netsuite',
    domain: 'ERP',
    environment: 'SIMULATED',
  } as const
  return { ...facts, baseUrl, credentials, fields: {}, timeoutMs: 5000, ...changes }
}

async function start(changes: Partial<Connection> = {}, definition = createNetsuiteEmulator()) {
  const emulator = await startEmulator(definition)
  const provider = createNetsuiteProvider(connectionTo(emulator, changes), {
    logger: silentLogger,
    clock: systemClock,
  })
  const called = (path: string) => emulator.calls().filter((call) => call.path === path)
  return {
    emulator,
    provider,
    called,
    async [Symbol.asyncDispose]() {
      await provider.close()
      await emulator.close()
    },
  }
}

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

test('one operation’s needs of one moment are one statement; another operation has its own', async () => {
  await using erp = await start()
  const call = newCall()
  await Promise.all([
    erp.provider.getCustomers([ACME], call),
    erp.provider.getBalances([ACME], '2026-01-01', call),
    erp.provider.listOrders(
      [{ customerNativeId: ACME, first: 5, after: undefined, statuses: undefined }],
      call,
    ),
    erp.provider.getInvoicesByBillingIds([stripeId('in', 'acme-i7')], call),
  ])
  assert.equal(erp.called(SUITEQL).length, 1)
  await Promise.all([
    erp.provider.getCustomers([ACME], newCall()),
    erp.provider.getCustomers([ACME], newCall()),
  ])
  assert.equal(erp.called(SUITEQL).length, 3)
})

test('a field that the account lacks costs its own need, not its neighbours', async () => {
  await using erp = await start({ fields: { billingLineId: 'custcol_missing' } })
  const call = newCall()
  const [customers, lines] = await Promise.allSettled([
    erp.provider.getCustomers([ACME], call),
    erp.provider.getInvoiceLinesByBillingIds([stripeId('il', 'acme-i7/support')], call),
  ])
  assert.equal(customers.status, 'fulfilled')
  assert.equal(lines.status === 'rejected' && lines.reason.code, 'REJECTED_BY_SYSTEM')
})

test('a configured name that is no identifier never reaches a query', () => {
  const connection = connectionTo(
    { baseUrl: '', credentials: {} },
    { fields: { taxId: 'id FROM customer --' } },
  )
  assert.throws(() => createNetsuiteProvider(connection, { logger: silentLogger, clock: systemClock }), {
    code: 'INVALID_CONNECTION',
  })
})

test('fields that a connection lists as its own come along', async () => {
  await using erp = await start({ fields: { 'custom.phone': 'phone' } })
  const [acme] = await erp.provider.getCustomers([ACME], newCall())
  assert.ok(acme && 'customFields' in acme)
  assert.deepEqual(acme.customFields, [
    { key: 'phone', type: 'string', value: '+1 415 555 0134', sourceField: 'customer.phone' },
  ])
})

test('many who need a token at once fetch one', async () => {
  await using erp = await start()
  await Promise.all(Array.from({ length: 8 }, () => erp.provider.getCustomers([ACME], newCall())))
  assert.equal(erp.called(TOKEN).length, 1)
  assert.equal(erp.called(SUITEQL).length, 8)
})

test('a token that NetSuite no longer takes is replaced once, and the query repeated once', async () => {
  await using erp = await start()
  await erp.provider.getCustomers([ACME], newCall())
  erp.emulator.fail({ path: SUITEQL, times: 1, status: 401, body: JSON.parse(fixture('invalid-login.json')) })
  await erp.provider.getCustomers([ACME], newCall())
  assert.deepEqual([erp.called(TOKEN).length, erp.called(SUITEQL).length], [2, 3])
  erp.emulator.fail({ path: SUITEQL, status: 401, body: {} })
  await assert.rejects(erp.provider.getCustomers([ACME], newCall()), { code: 'AUTH_FAILED' })
  assert.deepEqual([erp.called(TOKEN).length, erp.called(SUITEQL).length], [3, 5])
})

test('a full pool is reported, not asked again', async () => {
  await using erp = await start()
  erp.emulator.fail({ path: SUITEQL, status: 429, body: JSON.parse(fixture('concurrency-limit.json')) })
  await assert.rejects(erp.provider.getCustomers([ACME], newCall()), {
    code: 'RATE_LIMITED',
    facts: {
      system: 'netsuite',
      status: 429,
      vendorCode: 'CONCURRENCY_LIMIT_EXCEEDED',
      retryAfterSeconds: 1,
    },
  })
  assert.equal(erp.called(SUITEQL).length, 1)
})

test('a server error is asked again twice, then reported', async () => {
  await using erp = await start()
  erp.emulator.fail({ path: SUITEQL, status: 503, body: {} })
  await assert.rejects(erp.provider.getCustomers([ACME], newCall()), { code: 'SYSTEM_UNAVAILABLE' })
  assert.equal(erp.called(SUITEQL).length, 3)
})

test('a slow answer ends at the deadline', async () => {
  await using erp = await start({ timeoutMs: 150 })
  erp.emulator.fail({ path: SUITEQL, delayMs: 60_000 })
  await assert.rejects(erp.provider.getCustomers([ACME], newCall()), { code: 'TIMEOUT' })
})

test('an operation that ends takes its calls along', async () => {
  await using erp = await start()
  const call = { correlationId: 'ended', signal: AbortSignal.abort() }
  await assert.rejects(erp.provider.getCustomers([ACME], call), { code: 'TIMEOUT' })
})

test('an answer that is not JSON is INVALID_RESPONSE', async () => {
  await using erp = await start()
  erp.emulator.fail({ path: SUITEQL, status: 200, body: '<html>login</html>' })
  await assert.rejects(erp.provider.getCustomers([ACME], newCall()), { code: 'INVALID_RESPONSE' })
})

test('a P-256 key signs with ES256; a key that the account does not know is AUTH_FAILED', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const emulator = await startEmulator(createNetsuiteEmulator())
  const connection = connectionTo(emulator, { credentials: { ...emulator.credentials, privateKey: pem } })
  const provider = createNetsuiteProvider(connection, { logger: silentLogger, clock: systemClock })
  try {
    await assert.rejects(provider.getCustomers([ACME], newCall()), {
      code: 'AUTH_FAILED',
      facts: { system: 'netsuite', status: 400, vendorCode: 'invalid_grant' },
    })
    const form = new URLSearchParams(emulator.calls()[0]?.body)
    const header = Buffer.from(form.get('client_assertion')?.split('.')[0] ?? '', 'base64url').toString()
    assert.deepEqual(JSON.parse(header), { typ: 'JWT', alg: 'ES256', kid: 'weft-demo-certificate' })
  } finally {
    await provider.close()
    await emulator.close()
  }
})

test('credentials that are missing are NOT_CONFIGURED', async () => {
  await using erp = await start({ credentials: { accountId: '1' } })
  await assert.rejects(erp.provider.getCustomers([ACME], newCall()), { code: 'NOT_CONFIGURED' })
})

/** The demo account with one customer whose orders would fill more than a page of rows. */
function withHugeCustomer(orders: number) {
  const definition = createNetsuiteEmulator()
  const acme = Number(ACME)
  return {
    ...definition,
    createState(now: Date) {
      const state = definition.createState(now)
      const { currency, subsidiary } =
        state.database.prepare('SELECT currency, subsidiary FROM customer WHERE id = ?').get(acme) ?? {}
      for (let index = 0; index < orders; index += 1) {
        const id = 200_000_000 + index
        const total = '10'
        const head = {
          id,
          tranid: `BULK${index}`,
          type: 'SalesOrd',
          status: 'B',
          entity: acme,
          currency: currency ?? null,
        }
        // Several orders share a day, so that a page can end between two of them.
        insert(state.database, 'transaction', {
          ...head,
          foreigntotal: total,
          trandate: `2020-01-${String(1 + (index % 7)).padStart(2, '0')}`,
        })
        insert(state.database, 'transactionline', {
          transaction: id,
          id: 0,
          linesequencenumber: 0,
          mainline: true,
          taxline: false,
          subsidiary: subsidiary ?? null,
        })
        insert(state.database, 'transactionline', {
          transaction: id,
          id: 1,
          linesequencenumber: 1,
          mainline: false,
          taxline: false,
          item: Number(netSuiteId('item', 'platform')),
          quantity: '-1',
          rate: total,
          foreignamount: `-${total}`,
        })
      }
      return state
    },
  }
}

test('a customer with very many orders takes no place from another’s first page', async () => {
  await using erp = await start({}, withHugeCustomer(1500))
  const other = netSuiteId('customer', 'dune-foods')
  const request = { first: 3, after: undefined, statuses: undefined }
  const [acme, dune] = await erp.provider.listOrders(
    [ACME, other].map((customerNativeId) => ({ ...request, customerNativeId })),
    newCall(),
  )
  assert.ok(acme && 'items' in acme && dune && 'items' in dune)
  assert.deepEqual(
    [acme.items.length, acme.hasNextPage, dune.items.length, dune.hasNextPage],
    [3, true, 1, false],
  )
  assert.equal(erp.called(SUITEQL).length, 1)
})

test('pages end to end show every order once, newest first', async () => {
  await using erp = await start({}, withHugeCustomer(40))
  const seen: string[] = []
  let after: Position | undefined
  do {
    const [page] = await erp.provider.listOrders(
      [{ customerNativeId: ACME, first: 9, after, statuses: undefined }],
      newCall(),
    )
    assert.ok(page && 'items' in page)
    seen.push(...readable(page).items.map(({ orderedOn, source }) => `${orderedOn} ${source.nativeId}`))
    const last = page.items.at(-1)
    after = page.hasNextPage && last ? positionOfOrder(last) : undefined
  } while (after !== undefined)
  assert.equal(seen.length, 41)
  assert.deepEqual(seen, [...new Set(seen)].sort().reverse())
})

test('an answer of several pages is read to its end', async () => {
  await using erp = await start({}, withHugeCustomer(1200))
  const ids = Array.from({ length: 1200 }, (_, index) => String(200_000_000 + index))
  const orders = await erp.provider.getOrders(ids, newCall())
  assert.equal(orders.filter((order) => order && 'lines' in order).length, 1200)
  assert.deepEqual(
    erp.called(SUITEQL).map(({ query }) => query),
    ['limit=1000&offset=0', 'limit=1000&offset=1000'],
  )
})
