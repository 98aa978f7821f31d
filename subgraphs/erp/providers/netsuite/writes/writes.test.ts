import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId, stripeId } from '#demo-world/native-ids.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import { WeftError } from '#shared/errors.ts'
import { money } from '#shared/money.ts'
import type { Written } from '#shared/writes.ts'
import {
  books,
  got,
  invoiceOf,
  orderOf,
  post,
  sell,
  startSale,
  TODAY,
} from '../../../../../test/contract/erp-sale.ts'
import type { ErpVendor } from '../../../../../test/contract/erp-world.ts'
import { createNetsuiteEmulator } from '../emulator/index.ts'
import type { NetSuiteState } from '../emulator/state.ts'
import { signIn } from '../emulator/test-account.ts'
import { createNetsuiteProvider } from '../index.ts'
import { toNativeAmount, toNumber } from './exact-json.ts'
import { ownExternalId } from './external-id.ts'
import { matchLines } from './lines.ts'
import { scriptOrigin } from './record-api.ts'

const RECORD = '/services/rest/record/v1'
const RESTLET = '/app/site/hosting/restlet.nl'

/** One account with its tables in view, an administrator's access to it, and a provider whose time a test may move. */
async function start({ timeoutMs = 5_000 }: { timeoutMs?: number } = {}) {
  const definition = createNetsuiteEmulator()
  let state: NetSuiteState | undefined
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  const sale = await startSale({
    vendor: 'netsuite',
    emulator: {
      ...definition,
      createState(now: Date) {
        state = definition.createState(now)
        return state
      },
    } as ErpVendor['emulator'],
    createProvider: (connection, options) =>
      createNetsuiteProvider({ ...connection, timeoutMs }, { ...options, clock }),
  })
  const { emulator } = sale.world
  const rows = (sql: string, ...params: (string | number)[]) => {
    assert.ok(state)
    return state.database.prepare(sql).all(...params)
  }
  return {
    ...sale,
    emulator,
    account: signIn(emulator),
    rows,
    /** Of one type, that have this external id. */
    count: (type: string, externalId: string): number =>
      rows('SELECT 1 FROM "transaction" WHERE type = ? AND externalid = ?', type, externalId).length,
    passTime: (seconds: number) => {
      aheadMs += seconds * 1_000
    },
    /** NetSuite's own time: its versions are seconds. */
    tick: () =>
      fetch(`${emulator.baseUrl}/__emulator/clock`, {
        method: 'POST',
        body: JSON.stringify({ advanceSeconds: 2 }),
      }),
    [Symbol.asyncDispose]: () => sale[Symbol.asyncDispose](),
  }
}

type Account = Awaited<ReturnType<typeof start>>

const refused = (code: string, detail: string, status = 400): Fault => ({
  status,
  body: { title: 'Bad Request', status, 'o:errorDetails': [{ detail, 'o:errorCode': code }] },
})

const WRITES: Readonly<
  Record<string, (sale: Account) => Promise<{ write(): Promise<Written>; count(): number }>>
> = {
  'an order': async (sale) => ({
    write: () => sale.writes.createOrder(orderOf(sale, '800o'), sale.call('run-1:create-order')),
    count: () => sale.count('SalesOrd', ownExternalId('run-1:create-order')),
  }),
  'an invoice of an order': async (sale) => {
    const { ref } = await sale.writes.createOrder(orderOf(sale, '800i'), sale.call('run-1:create-order'))
    return {
      write: () => sale.writes.postInvoice(invoiceOf(sale, 'i', ref.nativeId), sale.call('run-1:post')),
      count: () => sale.count('CustInvc', 'in_i'),
    }
  },
  'an invoice without an order': async (sale) => ({
    write: () => sale.writes.postInvoice(invoiceOf(sale, 'a', undefined), sale.call('run-1:post')),
    count: () => sale.count('CustInvc', 'in_a'),
  }),
  'a payment': async (sale) => {
    const { invoice } = await post(sale, 'p')
    const payment = {
      customerNativeId: sale.customer,
      invoiceNativeId: invoice.ref.nativeId,
      amount: money(10_000n, 'USD'),
      receivedOn: TODAY,
      billingPaymentId: 'pi_p',
    }
    return {
      write: () => sale.writes.recordPayment(payment, sale.call('run-1:pay')),
      count: () => sale.count('CustPymt', 'pi_p'),
    }
  },
}

const FAULTS: Readonly<Record<string, { fault: Fault; code: string; applied: boolean }>> = {
  'is cut off before it takes effect': {
    fault: { reset: 'before-answer' },
    code: 'SYSTEM_UNAVAILABLE',
    applied: false,
  },
  'takes effect and is cut off': {
    fault: { reset: 'before-answer', applied: true },
    code: 'SYSTEM_UNAVAILABLE',
    applied: true,
  },
  'takes effect and answers 500': {
    fault: {
      ...refused('UNEXPECTED_ERROR', 'An unexpected error occurred. Error ID: 1', 500),
      applied: true,
    },
    code: 'SYSTEM_UNAVAILABLE',
    applied: true,
  },
  'is one request too many': {
    fault: refused('CONCURRENCY_LIMIT_EXCEEDED', 'Concurrent request limit exceeded. Request blocked.', 429),
    code: 'RATE_LIMITED',
    applied: false,
  },
}

for (const [what, prepare] of Object.entries(WRITES)) {
  for (const [fate, { fault, code, applied }] of Object.entries(FAULTS)) {
    test(`${what} whose request ${fate} is there once when it is asked again`, async () => {
      await using sale = await start()
      const { write, count } = await prepare(sale)
      for (const method of ['PUT', 'POST']) sale.emulator.fail({ ...fault, method, path: RECORD, times: 1 })
      await assert.rejects(
        write(),
        (error) => error instanceof WeftError && error.code === code && error.retryable,
      )
      assert.equal(count(), applied ? 1 : 0)
      sale.passTime(60)
      const again = await write()
      assert.equal(again.effect, applied ? 'FOUND' : 'CREATED')
      assert.equal((await write()).ref.nativeId, again.ref.nativeId)
      assert.equal(count(), 1)
    })
  }
}

for (const [what, prepare] of Object.entries(WRITES)) {
  test(`${what} that an earlier attempt makes after the look for it has no line twice`, async () => {
    await using sale = await start()
    const { write, count } = await prepare(sale)
    const { ref } = await write()
    const lines = () =>
      sale.rows(
        'SELECT item, quantity, foreignamount FROM transactionline WHERE "transaction" = ?',
        Number(ref.nativeId),
      )
    const before = [lines(), await books(sale)]
    const absent = refused('NONEXISTENT_ID', 'The record instance does not exist.', 404)
    const eid = { 'an order': 'salesOrder', 'a payment': 'customerPayment' }[what] ?? 'invoice'
    sale.emulator.fail({ ...absent, method: 'GET', path: `${RECORD}/${eid}/eid:`, times: 1 })
    const again = await write()
    assert.equal(again.ref.nativeId, ref.nativeId)
    assert.equal(count(), 1)
    assert.deepEqual([lines(), await books(sale)], before)
  })
}

test('a write that is not answered in time is over at the deadline, and found when it is asked again', async () => {
  await using sale = await start({ timeoutMs: 1_000 })
  const { write, count } = await (WRITES['an order'] as (typeof WRITES)[string])(sale)
  sale.emulator.fail({ method: 'PUT', path: RECORD, applied: true, delayMs: 60_000, times: 1 })
  await assert.rejects(write(), { code: 'TIMEOUT' })
  assert.equal((await write()).effect, 'FOUND')
  assert.equal(count(), 1)
})

/** Somebody's change of an invoice, a moment after ours. */
async function changeByHand(sale: Account, id: string, changes: object): Promise<void> {
  await sale.tick()
  const { status } = await sale.account.send('PATCH', `invoice/${id}`, changes)
  assert.equal(status, 204)
}

const takeBack = (sale: Account, { ref, version }: Written, changes: object = {}) =>
  sale.writes.takeBackInvoice(
    {
      nativeId: ref.nativeId,
      version,
      today: TODAY,
      reason: 'Sold by mistake',
      isDuplicate: false,
      ...changes,
    },
    sale.call('run-1:take-back'),
  )

async function closePeriodOf(sale: Account, invoice: Written): Promise<void> {
  const { body } = await sale.account.send('GET', `invoice/${invoice.ref.nativeId}`)
  await sale.account.setUp({ periods: [{ name: body.postingPeriod.refName, closed: true }] })
}

test('what a person has changed since is not taken back', async () => {
  await using sale = await start()
  const { invoice } = await post(sale, 'x')
  await changeByHand(sale, invoice.ref.nativeId, { memo: 'Do not touch' })
  await assert.rejects(takeBack(sale, invoice), { code: 'STALE_VERSION' })
  const [row] = sale.rows('SELECT voided, memo FROM "transaction" WHERE id = ?', Number(invoice.ref.nativeId))
  assert.deepEqual([row?.voided, row?.memo], ['F', 'Do not touch'])
})

test('a voided invoice says why, and by which write', async () => {
  await using sale = await start()
  const { invoice } = await post(sale, 'x')
  await takeBack(sale, invoice)
  const [row] = sale.rows('SELECT voided, memo FROM "transaction" WHERE id = ?', Number(invoice.ref.nativeId))
  assert.deepEqual([row?.voided, row?.memo], ['T', `Sold by mistake (${ownExternalId('run-1:take-back')})`])
})

test('what a closed period keeps is credited once, on the day of the credit, and its order stays billed', async () => {
  await using sale = await start()
  const { invoice, orderId } = await post(sale, 'x')
  const nextMonth = `${TODAY.slice(0, 7)}-28`
  await closePeriodOf(sale, invoice)
  await assert.rejects(takeBack(sale, invoice), { code: 'PERIOD_CLOSED' })
  const today = new Date(Date.parse(nextMonth) + 10 * 86_400_000).toISOString().slice(0, 10)
  const first = await takeBack(sale, invoice, { today })
  const again = await takeBack(sale, invoice, { today })
  assert.deepEqual([first.how, again.how], ['CREDITED', 'CREDITED'])
  assert.deepEqual([first.counterDocument?.effect, again.counterDocument?.effect], ['CREATED', 'FOUND'])
  assert.equal(first.counterDocument?.ref.objectType, 'creditMemo')
  assert.equal(sale.count('CustCred', ownExternalId('run-1:take-back')), 1)
  const [record] = await sale.world.provider.getInvoicesByBillingIds(['in_x'], sale.world.call())
  assert.deepEqual(
    got(record).creditNotes.map(({ reason, total }) => [reason, total]),
    [['Sold by mistake', got(record).total]],
  )
  const [order] = await sale.world.provider.getOrders([orderId], sale.world.call())
  assert.equal(got(order).status, 'BILLED')
})

test('a duplicate in a closed period is left to a person', async () => {
  await using sale = await start()
  const { invoice } = await post(sale, 'x')
  await closePeriodOf(sale, invoice)
  await assert.rejects(takeBack(sale, invoice, { isDuplicate: true }), { code: 'PERIOD_CLOSED' })
})

test('an invoice that is paid is credited; what the memo leaves is the customer’s', async () => {
  await using sale = await start()
  const { invoice } = await post(sale, 'x')
  const payment = {
    customerNativeId: sale.customer,
    invoiceNativeId: invoice.ref.nativeId,
    amount: money(10_000n, 'USD'),
    receivedOn: TODAY,
    billingPaymentId: 'pi_x',
  }
  await sale.writes.recordPayment(payment, sale.call('run-1:pay'))
  const { how, counterDocument } = await takeBack(sale, invoice, { version: undefined })
  const [memo] = sale.rows(
    'SELECT foreignpaymentamountused AS used, foreignpaymentamountunused AS unused FROM "transaction" WHERE id = ?',
    Number(counterDocument?.ref.nativeId),
  )
  assert.deepEqual([how, memo?.used, memo?.unused], ['CREDITED', 406.17, 100])
})

test('without the script that voids, nothing is voided and the refusal says what is missing', async () => {
  await using sale = await start()
  const { invoice } = await post(sale, 'x')
  sale.emulator.fail({
    path: RESTLET,
    status: 400,
    body: {
      error: {
        code: 'SSS_INVALID_SCRIPTLET_ID',
        message: 'That Suitelet is invalid, disabled, or no longer exists.',
      },
    },
  })
  await assert.rejects(takeBack(sale, invoice), {
    code: 'NOT_CONFIGURED',
    facts: { system: 'erp', status: 400, vendorCode: 'SSS_INVALID_SCRIPTLET_ID' },
  })
})

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
