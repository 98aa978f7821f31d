import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId, stripeId } from '#demo-world/native-ids.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import { WeftError } from '#shared/errors.ts'
import { money } from '#shared/money.ts'
import { books, invoiceOf, orderOf, sell, TODAY } from '../../../../../test/contract/erp-sale.ts'
import { toNativeAmount, toNumber } from './exact-json.ts'
import { ownExternalId } from './external-id.ts'
import { matchLines } from './lines.ts'
import { scriptOrigin } from './record-api.ts'
import { RECORD, start, refused } from './account.test-support.ts'

test('an invoice that NetSuite makes another total of than billing is deleted again', async () => {
  await using sale = await start()
  const { ref } = await sale.writes.createOrder(orderOf(sale, '800t'), sale.call('run-1:create-order'))
  const owed = await books(sale)
  sale.emulator.fail({
    method: 'GET',
    path: `${RECORD}/invoice/eid:`,
    skip: 1,
    times: 1,
    edits: [{ at: ['total'], value: 506.18 }],
  })
  await assert.rejects(sale.writes.postInvoice(invoiceOf(sale, 't', ref.nativeId), sale.call('run-1:post')), {
    code: 'AMOUNTS_DIFFER',
  })
  assert.equal(sale.count('CustInvc', 'in_t'), 0)
  assert.deepEqual(await books(sale), owed)
})

test('what is not sold any more is refused, but an order that has it is still billed', async () => {
  await using sale = await start()
  const made = await sale.writes.createOrder(orderOf(sale, '800n'), sale.call('run-1:create-order'))
  sale.rows("UPDATE item SET isinactive = 'T' WHERE id = ?", Number(netSuiteId('item', 'premium-support')))
  await assert.rejects(sale.writes.createOrder(orderOf(sale, '800n'), sale.call('run-2:create-order')), {
    code: 'REJECTED_BY_SYSTEM',
  })
  const posted = await sale.writes.postInvoice(
    invoiceOf(sale, 'n', made.ref.nativeId),
    sale.call('run-1:post'),
  )
  assert.equal(posted.effect, 'CREATED')
})

test('a customer on hold buys nothing where the account enforces holds', async () => {
  await using sale = await start()
  await sale.account.setUp({ creditLimitHandling: 'Enforce holds' })
  await sale.account.send('PATCH', `customer/${sale.customer}`, {
    creditHoldOverride: { id: 'ON' },
    terms: { refName: 'NET30' },
  })
  await assert.rejects(sale.writes.createOrder(orderOf(sale, '800h'), sale.call('run-1:create-order')), {
    code: 'CREDIT_HOLD',
  })
})

for (const [what, fault, expected] of [
  ['no permission', refused('INSUFFICIENT_PERMISSION', 'Permission Violation', 403), { code: 'FORBIDDEN' }],
  [
    'a workflow that locks',
    refused('USER_ERROR', 'This record has been locked by a user defined workflow.'),
    { code: 'REJECTED_BY_SYSTEM' },
  ],
  [
    'a change at the same moment',
    refused('RCRD_HAS_BEEN_CHANGED', 'Record has been changed'),
    { code: 'STALE_VERSION' },
  ],
  [
    'another record of that name',
    refused('USER_ERROR', 'This entity already exists.'),
    { code: 'DUPLICATE_RECORD' },
  ],
] as [string, Fault, object][]) {
  test(`a write that is refused for ${what} is refused for good`, async () => {
    await using sale = await start()
    sale.emulator.fail({ ...fault, method: 'PUT', path: RECORD })
    await assert.rejects(
      sale.writes.createOrder(orderOf(sale, '800'), sale.call('run-1:create-order')),
      (error) =>
        error instanceof WeftError && !error.retryable && error.code === (expected as { code: string }).code,
    )
  })
}

test('more than is ordered is not billed, more than is due not paid', async () => {
  await using sale = await start()
  const { ref } = await sale.writes.createOrder(orderOf(sale, '800m'), sale.call('run-1:create-order'))
  const invoice = invoiceOf(sale, 'm', ref.nativeId)
  const [line, ...others] = invoice.lines
  assert.ok(line)
  const more = { ...invoice, lines: [{ ...line, quantity: '4' }, ...others] }
  await assert.rejects(sale.writes.postInvoice(more, sale.call('run-1:post')), { code: 'REJECTED_BY_SYSTEM' })
  const posted = await sale.writes.postInvoice(invoice, sale.call('run-2:post'))
  const payment = {
    customerNativeId: sale.customer,
    invoiceNativeId: posted.ref.nativeId,
    amount: { ...invoice.total, minorUnits: invoice.total.minorUnits + 1n },
    receivedOn: TODAY,
    billingPaymentId: 'pi_m',
  }
  await assert.rejects(sale.writes.recordPayment(payment, sale.call('run-1:pay')), {
    code: 'REJECTED_BY_SYSTEM',
  })
  assert.equal(sale.count('CustPymt', 'pi_m'), 0)
})

test('cash that the ledger has already, applied to nothing, is applied', async () => {
  await using sale = await start()
  const payment = {
    customerNativeId: sale.customer,
    invoiceNativeId: netSuiteId('invoice', 'acme-i7'),
    amount: money(300_000n, 'USD'),
    receivedOn: TODAY,
    billingPaymentId: stripeId('pi', 'acme-i7-p1'),
  }
  const before = await books(sale)
  const written = await sale.writes.recordPayment(payment, sale.call('run-1:pay'))
  assert.deepEqual(
    [written.ref.nativeId, written.effect],
    [netSuiteId('customerPayment', 'acme-i7-p1'), 'UPDATED'],
  )
  assert.equal((await sale.writes.recordPayment(payment, sale.call('run-1:pay'))).effect, 'FOUND')
  assert.deepEqual(await books(sale), { ...before, receivable: before.receivable - 300_000n, unapplied: 0n })
  await assert.rejects(
    sale.writes.recordPayment({ ...payment, amount: money(1n, 'USD') }, sale.call('run-2:pay')),
    { code: 'DUPLICATE_RECORD' },
  )
})

test('a customer of the CRM is found by its account, whoever made it, unless another subsidiary has it', async () => {
  await using sale = await start()
  const customer = {
    name: 'Acme',
    legalName: 'Acme Industries, Inc.',
    legalEntityNativeId: sale.legalEntity,
    currencyCode: 'USD',
    paymentTermsCode: undefined,
    email: undefined,
    address: undefined,
    taxIdentifiers: [],
    crmNativeId: String(
      sale.rows('SELECT externalid FROM customer WHERE id = ?', Number(sale.customer))[0]?.externalid,
    ),
  }
  const found = await sale.writes.createCustomer(customer, sale.call('run-1:customer'))
  assert.deepEqual([found.ref.nativeId, found.effect], [sale.customer, 'FOUND'])
  const elsewhere = { ...customer, legalEntityNativeId: netSuiteId('subsidiary', 'de') }
  await assert.rejects(sale.writes.createCustomer(elsewhere, sale.call('run-2:customer')), {
    code: 'DUPLICATE_RECORD',
  })
  await assert.rejects(
    sale.writes.createCustomer(
      { ...customer, crmNativeId: 'new', paymentTermsCode: 'NET_77' },
      sale.call('run-3:customer'),
    ),
    { code: 'NOT_FOUND', facts: { system: 'erp', objectType: 'term', externalId: 'NET_77' } },
  )
  const unknown = await sale.writes.createCustomer(
    { ...customer, legalName: 'Nobody', crmNativeId: undefined },
    sale.call('run-4:customer'),
  )
  const { identities } = await sale.world.provider.identities.listIdentities(
    'Customer',
    String(Number(unknown.ref.nativeId) - 1),
    sale.world.call(),
  )
  assert.deepEqual(identities[0]?.foreignRefs, [])
})

test('reads and writes together stay within the places of the account', async () => {
  await using sale = await start()
  const { provider, call } = sale.world
  await Promise.all([
    ...Array.from({ length: 6 }, (_, index) => sell(sale, `c${index}`)),
    ...Array.from({ length: 30 }, () => provider.getCustomers([sale.customer], call())),
  ])
  assert.ok(sale.emulator.calls().every(({ status }) => status < 400 || status === 404))
})

test('amounts are written with the digits that they have', async () => {
  await using sale = await start()
  const [line] = sale.lines
  assert.ok(line)
  const unitPrice = money(9_007_199_254_740_993n, 'USD')
  const order = {
    ...orderOf(sale, '800d'),
    lines: [{ ...line, quantity: '1', unitPrice, amount: unitPrice }],
  }
  await sale.writes.createOrder(order, sale.call('run-1:create-order'))
  const body = sale.emulator.calls().find(({ method }) => method === 'PUT')?.body
  assert.match(body ?? '', /"rate":90071992547409\.93,"amount":90071992547409\.93/)
})

test('a number is base-10 text, and nothing else', () => {
  assert.equal(
    JSON.stringify([toNumber('1.50'), toNumber('-3'), toNativeAmount(money(5n, 'KWD'))]),
    '[1.50,-3,0.005]',
  )
  for (const wrong of ['', '1e5', '01', '1.', 'Infinity', '"1"'])
    assert.throws(() => toNumber(wrong), { code: 'INVALID_ARGUMENT' })
})

test('an external id of ours is legal in a path whatever the key holds, and another for every key', () => {
  const ids = ['run:1_a', 'run:1-a', 'x'.repeat(200)].map(ownExternalId)
  assert.ok(ids.every((id) => /^weft-[\w-]{32}$/.test(id)))
  assert.equal(new Set(ids).size, 3)
})

test('an invoice’s line bills the line of the order that is most like it, and none twice', () => {
  const orderLine = { item: { id: '7' }, isClosed: false, quantityBilled: '0' }
  const orderLines = [
    { ...orderLine, line: '1', quantity: '1', rate: '5' },
    { ...orderLine, line: '2', quantity: '2', rate: '5' },
    { ...orderLine, line: '3', quantity: '2', rate: '6.50' },
    { ...orderLine, line: '4', quantity: '2', rate: '6.5', quantityBilled: '2' },
  ]
  const line = (quantity: string, cents: bigint, productNativeId = '7') => ({
    productNativeId,
    quantity,
    unitPrice: money(cents, 'USD'),
    amount: money(cents * BigInt(quantity), 'USD'),
    description: undefined,
  })
  const matches = matchLines(
    [line('2', 650n), line('2', 650n), line('9', 1n), line('1', 1n), line('2', 1n, '8')],
    orderLines,
  )
  assert.deepEqual(
    matches.map((match) => match?.line),
    ['3', '2', '1', undefined, undefined],
  )
})

test('scripts answer on the account’s own host for them', () => {
  assert.equal(
    scriptOrigin('https://1234567-sb1.suitetalk.api.netsuite.com'),
    'https://1234567-sb1.restlets.api.netsuite.com',
  )
})
