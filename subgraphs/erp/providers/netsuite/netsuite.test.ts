import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { netSuiteId, stripeId } from '#demo-world/native-ids.ts'
import { positionOfOrder } from '#erp/provider.ts'
import { systemClock } from '#shared/clock.ts'
import { startEmulator } from '#shared/emulator/emulator.ts'
import type { Position } from '#shared/newest-first.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { readable } from '../../../../test/support/readable.ts'
import { createNetsuiteEmulator } from './emulator/index.ts'
import { insert } from './emulator/insert.ts'
import { createNetsuiteProvider } from './index.ts'
import { TOKEN, SUITEQL, ACME, fixture, newCall, connectionTo, start } from './account.test-support.ts'

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
