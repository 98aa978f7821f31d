import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId } from '#demo-world/native-ids.ts'
import { detailOf, type Json, start } from '../test-account.ts'

// Stories of documents: order → invoice → payment → credit memo, what is voided and what is closed.

type Account = Awaited<ReturnType<typeof start>>

const ACME = netSuiteId('customer', 'acme')
const SUPPORT = netSuiteId('item', 'premium-support')
const EDGE = netSuiteId('item', 'edge-device')
const OUTSIDE =
  'Error while accessing a resource. The transaction date you specified is not within the date range of your accounting period.'
const RESTLET =
  '/app/site/hosting/restlet.nl?script=customscript_weft_void_transaction&deploy=customdeploy_weft_void_transaction'

const TWO_LINES = {
  items: [
    { item: { id: SUPPORT }, quantity: 2, rate: 100, custcol_stripe_line_id: 'il_1' },
    { item: { id: SUPPORT }, quantity: 1, rate: 50.25 },
  ],
}

async function approvedOrder(netsuite: Account, changes: object = {}): Promise<string> {
  const { id } = await netsuite.send('POST', 'salesOrder', {
    entity: { id: ACME },
    orderStatus: { id: 'B' },
    externalId: 'run-1',
    item: TWO_LINES,
    ...changes,
  })
  return id
}

const bill = async (netsuite: Account, order: string, body: object = {}): Promise<string> =>
  (await netsuite.send('POST', `salesOrder/${order}/!transform/invoice`, body)).id

async function statusOf(netsuite: Account, path: string): Promise<string> {
  return (await netsuite.send('GET', path)).body.status.id
}

async function moneyOf(netsuite: Account, path: string): Promise<Json> {
  const { total, amountPaid, amountRemaining, applied, unapplied, status } = (
    await netsuite.send('GET', path)
  ).body
  return { total, amountPaid, amountRemaining, applied, unapplied, status: status.refName }
}

const balanceOf = async (netsuite: Account): Promise<number> =>
  (await netsuite.send('GET', `customer/${ACME}?fields=balance`)).body.balance

/** The name of the accounting period that an emulator started now posts today's documents to. */
async function periodOf(netsuite: Account, path: string): Promise<string> {
  return (await netsuite.send('GET', path)).body.postingPeriod.refName
}

test('an order becomes an invoice, a payment settles part of it, a credit memo the rest', async () => {
  await using netsuite = await start()
  const owedBefore = await balanceOf(netsuite)
  const order = await approvedOrder(netsuite, {
    otherRefNum: 'PO-7',
    custbody_salesforce_contract_id: '800X',
  })
  assert.equal(await statusOf(netsuite, `salesOrder/${order}`), 'F')

  const invoice = await bill(netsuite, order, {
    externalId: 'in_1',
    taxDetailsOverride: true,
    taxDetails: { items: [{ taxDetailsReference: '1', taxAmount: 20.02 }] },
  })
  assert.equal(await statusOf(netsuite, `salesOrder/${order}`), 'G')
  const { body: shown } = await netsuite.send('GET', `invoice/${invoice}?expandSubResources=true`)
  assert.deepEqual(
    {
      externalId: shown.externalId,
      createdFrom: shown.createdFrom.id,
      otherRefNum: shown.otherRefNum,
      contract: shown.custbody_salesforce_contract_id,
      lines: shown.item.items.map((line: Json) => [line.amount, line.custcol_stripe_line_id]),
      tax: shown.taxDetails.items.map((detail: Json) => detail.taxAmount),
    },
    {
      externalId: 'in_1',
      createdFrom: order,
      otherRefNum: 'PO-7',
      contract: '800X',
      lines: [
        [200, 'il_1'],
        [50.25, undefined],
      ],
      tax: [20.02],
    },
  )
  assert.equal(Math.round(100 * ((await balanceOf(netsuite)) - owedBefore)), 27027)

  const payment = await netsuite.send('POST', `customer/${ACME}/!transform/customerPayment`, {
    payment: 300,
    externalId: 'pi_1',
    apply: { items: [{ doc: { id: invoice }, apply: true, amount: 200.25 }] },
  })
  assert.deepEqual(await moneyOf(netsuite, `invoice/${invoice}`), {
    total: 270.27,
    amountPaid: 200.25,
    amountRemaining: 70.02,
    applied: undefined,
    unapplied: undefined,
    status: 'Open',
  })
  assert.deepEqual(await moneyOf(netsuite, `customerPayment/${payment.id}`), {
    total: 300,
    amountPaid: undefined,
    amountRemaining: undefined,
    applied: 200.25,
    unapplied: 99.75,
    status: 'Not Deposited',
  })

  const memo = await netsuite.send('POST', `invoice/${invoice}/!transform/creditMemo?replace=item`, {
    memo: 'Goodwill',
    item: { items: [{ item: { id: SUPPORT }, amount: 70.02 }] },
    apply: { items: [{ doc: { id: invoice }, apply: true }] },
  })
  assert.deepEqual(await moneyOf(netsuite, `invoice/${invoice}`), {
    total: 270.27,
    amountPaid: 270.27,
    amountRemaining: 0,
    applied: undefined,
    unapplied: undefined,
    status: 'Paid In Full',
  })
  assert.deepEqual(await moneyOf(netsuite, `creditMemo/${memo.id}`), {
    total: 70.02,
    amountPaid: undefined,
    amountRemaining: undefined,
    applied: 70.02,
    unapplied: 0,
    status: 'Fully Applied',
  })
  assert.equal(await balanceOf(netsuite), owedBefore)
})

test('a document’s lines add up to nothing, each line is posted, and receivables are kept in the subsidiary’s currency', async () => {
  await using netsuite = await start()
  const { body: found } = await netsuite.query(
    "SELECT c.id FROM customer c JOIN subsidiary s ON s.id = c.subsidiary WHERE c.currency <> s.currency AND c.isinactive = 'F' ORDER BY c.id",
  )
  const { id } = await netsuite.send('POST', 'invoice', {
    entity: { id: found.items[0].id },
    exchangeRate: 1.0873,
    item: {
      items: [
        { item: { id: SUPPORT }, quantity: 1, rate: 100 },
        { item: { id: EDGE }, quantity: 3, rate: 10 },
      ],
    },
  })
  const { body } = await netsuite.query(
    `SELECT SUM(l.foreignamount) AS foreign_sum, SUM(CASE WHEN l.mainline = 'T' THEN l.netamount END) AS base,
       (SELECT COUNT(*) FROM transactionaccountingline a WHERE a.transaction = ?) AS postings
     FROM transactionline l WHERE l.transaction = ?`,
    { params: [id, id] },
  )
  assert.deepEqual(body.items, [{ links: [], foreign_sum: '0', base: '141.35', postings: '3' }])
})

test('an order is billed in parts, never more than was ordered', async () => {
  await using netsuite = await start()
  const order = await approvedOrder(netsuite)
  const first = await bill(netsuite, order, { item: { items: [{ orderLine: 1, quantity: 1 }] } })
  const { body } = await netsuite.send('GET', `invoice/${first}?expandSubResources=true`)
  assert.deepEqual(
    body.item.items.map(({ quantity, amount }: Json) => [quantity, amount]),
    [
      [1, 100],
      [1, 50.25],
    ],
  )
  assert.equal(await statusOf(netsuite, `salesOrder/${order}`), 'F')
  const over = await netsuite.send('POST', `salesOrder/${order}/!transform/invoice`, {
    item: { items: [{ orderLine: 1, quantity: 2 }] },
  })
  assert.equal(over.status, 400)
  const below = await netsuite.send('PATCH', `salesOrder/${order}`, {
    item: { items: [{ line: 2, quantity: 0 }] },
  })
  assert.equal(detailOf(below.body)['o:errorPath'], 'item.items[1].quantity')
  const second = await bill(netsuite, order)
  assert.equal((await netsuite.send('GET', `invoice/${second}`)).body.total, 100)
  assert.equal(await statusOf(netsuite, `salesOrder/${order}`), 'G')
})

for (const [story, item, steps] of [
  ['services wait for billing once approved', SUPPORT, ['A', 'approve', 'F', 'bill', 'G']],
  ['goods wait for fulfilment once approved', EDGE, ['A', 'approve', 'B', 'bill', 'G']],
  ['lines that are closed close the order', SUPPORT, ['A', 'approve', 'F', 'close', 'H']],
  ['a void cancels an order that nobody approved', SUPPORT, ['A', 'void', 'C']],
  ['approval can be taken back', SUPPORT, ['A', 'approve', 'F', 'disapprove', 'A']],
] as const) {
  test(`${story}: ${steps.join(' → ')}`, async () => {
    await using netsuite = await start()
    const { id } = await netsuite.send('POST', 'salesOrder', {
      entity: { id: ACME },
      item: { items: [{ item: { id: item }, amount: 10 }] },
    })
    const moves: Record<string, () => Promise<{ status: number }>> = {
      approve: () => netsuite.send('PATCH', `salesOrder/${id}`, { orderStatus: { id: 'B' } }),
      disapprove: () => netsuite.send('PATCH', `salesOrder/${id}`, { orderStatus: { id: 'A' } }),
      bill: () => netsuite.send('POST', `salesOrder/${id}/!transform/invoice`, {}),
      close: () =>
        netsuite.send('PATCH', `salesOrder/${id}`, { item: { items: [{ line: 1, isClosed: true }] } }),
      void: () => netsuite.send('POST', RESTLET, { type: 'salesorder', id }),
    }
    const seen: string[] = []
    for (const step of steps) {
      const move = moves[step]
      if (move) assert.ok((await move()).status < 300, step)
      seen.push(move ? step : await statusOf(netsuite, `salesOrder/${id}`))
    }
    assert.deepEqual(seen, steps)
  })
}

for (const status of ['A', 'C', 'G', 'H'] as const) {
  test(`an order in status ${status} cannot be billed`, async () => {
    await using netsuite = await start()
    const order = await approvedOrder(netsuite, {
      orderStatus: { id: status === 'A' || status === 'C' ? 'A' : 'B' },
    })
    if (status === 'C') await netsuite.send('POST', RESTLET, { type: 'salesorder', id: order })
    if (status === 'G') await bill(netsuite, order)
    if (status === 'H')
      await netsuite.send('PATCH', `salesOrder/${order}`, {
        item: { items: [1, 2].map((line) => ({ line, isClosed: true })) },
      })
    assert.equal(await statusOf(netsuite, `salesOrder/${order}`), status)
    const { body } = await netsuite.send('POST', `salesOrder/${order}/!transform/invoice`, {})
    assert.equal(
      detailOf(body).detail,
      `Error while accessing a resource. You can not initialize invoice: invalid reference ${order}.`,
    )
  })
}

test('voiding an invoice zeroes it and has its order wait for billing again', async () => {
  await using netsuite = await start()
  const owed = await balanceOf(netsuite)
  const order = await approvedOrder(netsuite)
  const invoice = await bill(netsuite, order)
  const voided = await netsuite.send('POST', RESTLET, { type: 'invoice', id: invoice })
  assert.deepEqual([voided.status, voided.body], [200, { id: Number(invoice) }])
  assert.deepEqual(await moneyOf(netsuite, `invoice/${invoice}`), {
    total: 0,
    amountPaid: 0,
    amountRemaining: 0,
    applied: undefined,
    unapplied: undefined,
    status: 'Voided',
  })
  assert.equal(await statusOf(netsuite, `salesOrder/${order}`), 'F')
  assert.equal(await balanceOf(netsuite), owed)
  const again = await bill(netsuite, order)
  assert.equal((await netsuite.send('GET', `invoice/${again}`)).body.total, 250.25)
  const twice = await netsuite.send('POST', RESTLET, { type: 'invoice', id: invoice })
  assert.deepEqual(twice.body, {
    error: { code: 'USER_ERROR', message: 'This transaction has already been voided.' },
  })
})

test('an invoice from before is voided too, and its order reopens', async () => {
  await using netsuite = await start()
  const { body: found } = await netsuite.query(
    `SELECT t.id, m.createdfrom FROM transaction t JOIN transactionline m ON m.transaction = t.id AND m.mainline = 'T'
     JOIN accountingperiod p ON p.id = t.postingperiod
     JOIN transaction o ON o.id = m.createdfrom AND o.status = 'G'
     WHERE t.type = 'CustInvc' AND t.status = 'A' AND t.foreignamountpaid = 0 AND p.closed = 'F' ORDER BY t.id`,
  )
  const [invoice] = found.items
  assert.ok(invoice, 'the demo world has an open invoice of a billed order')
  await netsuite.send('POST', RESTLET, { type: 'invoice', id: invoice.id })
  assert.equal(await statusOf(netsuite, `salesOrder/${invoice.createdfrom}`), 'F')
})

test('a paid invoice is not voided until its payment is taken back', async () => {
  await using netsuite = await start()
  const invoice = await bill(netsuite, await approvedOrder(netsuite))
  const payment = await netsuite.send('POST', `invoice/${invoice}/!transform/customerPayment`, {})
  assert.equal(await statusOf(netsuite, `invoice/${invoice}`), 'B')
  const refused = await netsuite.send('POST', RESTLET, { type: 'invoice', id: invoice })
  assert.equal(refused.body.error.code, 'USER_ERROR')
  assert.equal((await netsuite.send('DELETE', `invoice/${invoice}`)).status, 400)

  await netsuite.send('PATCH', `customerPayment/${payment.id}`, {
    apply: { items: [{ doc: { id: invoice }, apply: false }] },
  })
  assert.deepEqual(await moneyOf(netsuite, `customerPayment/${payment.id}`), {
    total: 250.25,
    amountPaid: undefined,
    amountRemaining: undefined,
    applied: 0,
    unapplied: 250.25,
    status: 'Not Deposited',
  })
  assert.equal(await statusOf(netsuite, `invoice/${invoice}`), 'A')
  assert.equal((await netsuite.send('POST', RESTLET, { type: 'invoice', id: invoice })).status, 200)
})

test('voiding a payment opens what it had settled', async () => {
  await using netsuite = await start()
  const invoice = await bill(netsuite, await approvedOrder(netsuite))
  const payment = await netsuite.send('POST', `invoice/${invoice}/!transform/customerPayment`, {})
  await netsuite.send('POST', RESTLET, { type: 'customerpayment', id: payment.id })
  assert.equal((await netsuite.send('GET', `invoice/${invoice}`)).body.amountRemaining, 250.25)
})

test('deleting an invoice has its order wait for billing again', async () => {
  await using netsuite = await start()
  const order = await approvedOrder(netsuite)
  const invoice = await bill(netsuite, order)
  assert.equal((await netsuite.send('DELETE', `invoice/${invoice}`)).status, 204)
  assert.equal(await statusOf(netsuite, `salesOrder/${order}`), 'F')
})

for (const [what, payment, text] of [
  ['more than is due', { payment: 500, amount: 300 }, 'The amount applied exceeds the amount due.'],
  ['more than was paid', { payment: 10, amount: 20 }, 'You cannot apply more than your total payments.'],
] as const) {
  test(`a payment cannot apply ${what}`, async () => {
    await using netsuite = await start()
    const invoice = await bill(netsuite, await approvedOrder(netsuite))
    const { body } = await netsuite.send('POST', 'customerPayment', {
      customer: { id: ACME },
      payment: payment.payment,
      apply: { items: [{ doc: { id: invoice }, apply: true, amount: payment.amount }] },
    })
    assert.equal(detailOf(body).detail, `Error while accessing a resource. ${text}`)
    assert.equal(await statusOf(netsuite, `invoice/${invoice}`), 'A')
  })
}

test('a payment that applies itself settles the oldest invoices first', async () => {
  await using netsuite = await start()
  const { id } = await netsuite.send('POST', 'customer', {
    companyName: 'Two Invoices Ltd',
    subsidiary: { id: netSuiteId('subsidiary', 'us') },
  })
  const sell = async (dueDate: string) =>
    (
      await netsuite.send('POST', 'invoice', {
        entity: { id },
        dueDate,
        item: { items: [{ item: { id: SUPPORT }, amount: 100 }] },
      })
    ).id
  const later = await sell('2099-02-01')
  const sooner = await sell('2099-01-01')
  await netsuite.send('POST', 'customerPayment', { customer: { id }, payment: 130, autoApply: true })
  assert.deepEqual(
    [
      (await netsuite.send('GET', `invoice/${sooner}`)).body.amountRemaining,
      (await netsuite.send('GET', `invoice/${later}`)).body.amountRemaining,
    ],
    [0, 70],
  )
})

test('a credit memo without an application stays open', async () => {
  await using netsuite = await start()
  const invoice = await bill(netsuite, await approvedOrder(netsuite))
  const memo = await netsuite.send('POST', `invoice/${invoice}/!transform/creditMemo`, {})
  const { status, unapplied } = await moneyOf(netsuite, `creditMemo/${memo.id}`)
  assert.deepEqual([status, unapplied], ['Open', 250.25])
  assert.equal(await statusOf(netsuite, `invoice/${invoice}`), 'A')
})

for (const flag of ['closed', 'arLocked', 'allLocked'] as const) {
  test(`a period that is ${flag} takes no posting, no void, no change of amounts`, async () => {
    await using netsuite = await start()
    const order = await approvedOrder(netsuite)
    const other = await approvedOrder(netsuite, { externalId: 'run-2' })
    const invoice = await bill(netsuite, order)
    await netsuite.setUp({
      periods: [{ name: await periodOf(netsuite, `invoice/${invoice}`), [flag]: true }],
    })
    const refusals = [
      await netsuite.send('POST', `salesOrder/${other}/!transform/invoice`, {}),
      await netsuite.send('POST', `invoice/${invoice}/!transform/customerPayment`, {}),
      await netsuite.send('POST', `invoice/${invoice}/!transform/creditMemo`, {}),
      await netsuite.send('PATCH', `invoice/${invoice}`, { item: { items: [{ line: 1, rate: 1 }] } }),
      await netsuite.send('PATCH', `invoice/${invoice}`, { memo: 'late' }),
      await netsuite.send('DELETE', `invoice/${invoice}`),
    ]
    assert.deepEqual(
      refusals.map(({ status, body }) => [status, detailOf(body).detail]),
      refusals.map(() => [400, OUTSIDE]),
    )
    const voided = await netsuite.send('POST', RESTLET, { type: 'invoice', id: invoice })
    assert.deepEqual(voided.body.error.message, OUTSIDE.replace('Error while accessing a resource. ', ''))
    assert.equal(await statusOf(netsuite, `salesOrder/${order}`), 'G')
    assert.equal(
      (await netsuite.send('PATCH', `salesOrder/${other}`, { memo: 'orders do not post' })).status,
      204,
    )
  })
}

test('a closed period that allows other changes takes a memo but no amount', async () => {
  await using netsuite = await start()
  const invoice = await bill(netsuite, await approvedOrder(netsuite))
  const name = await periodOf(netsuite, `invoice/${invoice}`)
  await netsuite.setUp({ periods: [{ name, closed: true, allowNonGLChanges: true }] })
  const change = (body: object) => netsuite.send('PATCH', `invoice/${invoice}`, body)
  assert.deepEqual(
    [(await change({ memo: 'late' })).status, (await change({ exchangeRate: 2 })).status],
    [204, 400],
  )
  const { body } = await netsuite.send('GET', `invoice/${invoice}`)
  assert.deepEqual([body.memo, body.postingPeriod.refName, body.total], ['late', name, 250.25])
})

test('what a closed period keeps is taken back by a credit memo in an open one', async () => {
  await using netsuite = await start()
  const invoice = await bill(netsuite, await approvedOrder(netsuite))
  await netsuite.setUp({ periods: [{ name: await periodOf(netsuite, `invoice/${invoice}`), closed: true }] })
  const { body } = await netsuite.query(
    `SELECT TO_CHAR(MIN(startdate), 'YYYY-MM-DD') AS day FROM accountingperiod
     WHERE closed = 'F' AND startdate > (SELECT enddate FROM accountingperiod p JOIN transaction t ON t.postingperiod = p.id WHERE t.id = ?)`,
    { params: [invoice] },
  )
  const memo = await netsuite.send('POST', `invoice/${invoice}/!transform/creditMemo`, {
    tranDate: body.items[0].day,
    apply: { items: [{ doc: { id: invoice }, apply: true }] },
  })
  assert.equal(memo.status, 204)
  assert.equal(await statusOf(netsuite, `invoice/${invoice}`), 'B')
})

test('a posting period that does not hold the day is refused', async () => {
  await using netsuite = await start()
  const { body: periods } = await netsuite.query(
    "SELECT id, TO_CHAR(startdate, 'YYYY-MM-DD') AS day FROM accountingperiod WHERE closed = 'F' ORDER BY startdate",
  )
  const [first, second] = periods.items
  const { body } = await netsuite.send('POST', 'invoice', {
    entity: { id: ACME },
    tranDate: first.day,
    postingPeriod: { id: second.id },
    item: TWO_LINES,
  })
  assert.equal(detailOf(body).detail, OUTSIDE)
})

const LIMITED = { creditLimit: 100, terms: { refName: 'NET30' } }
for (const [mode, customer, refusal] of [
  ['Ignore', { ...LIMITED, creditHoldOverride: { id: 'ON' } }, undefined],
  ['Warn', LIMITED, undefined],
  ['Enforce holds', LIMITED, 'This customer has exceeded their credit limit.'],
  ['Enforce holds', { ...LIMITED, creditLimit: 250.25 }, undefined],
  ['Enforce holds', { ...LIMITED, creditLimit: null }, undefined],
  ['Enforce holds', { ...LIMITED, creditHoldOverride: { id: 'OFF' } }, undefined],
  ['Enforce holds', { ...LIMITED, terms: null }, undefined],
  [
    'Enforce holds',
    { terms: { refName: 'NET30' }, creditHoldOverride: { id: 'ON' } },
    'This customer is on credit hold.',
  ],
] as const) {
  test(`credit handling ${mode}, ${JSON.stringify(customer)}: ${refusal ?? 'sold'}`, async () => {
    await using netsuite = await start()
    await netsuite.setUp({ creditLimitHandling: mode })
    const { id } = await netsuite.send('POST', 'customer', {
      companyName: 'On Credit Ltd',
      subsidiary: { id: netSuiteId('subsidiary', 'us') },
      ...customer,
    })
    const { status, body } = await netsuite.send('POST', 'salesOrder', { entity: { id }, item: TWO_LINES })
    const detail = body && detailOf(body).detail
    assert.deepEqual(
      [status, detail],
      refusal ? [400, `Error while accessing a resource. ${refusal}`] : [204, undefined],
    )
  })
}

test('what is owed counts against the limit', async () => {
  await using netsuite = await start()
  await netsuite.setUp({ creditLimitHandling: 'Enforce holds' })
  const { id } = await netsuite.send('POST', 'customer', {
    companyName: 'On Credit Ltd',
    subsidiary: { id: netSuiteId('subsidiary', 'us') },
    creditLimit: 400,
    terms: { refName: 'NET30' },
  })
  const sell = () => netsuite.send('POST', 'invoice', { entity: { id }, item: TWO_LINES })
  assert.deepEqual([(await sell()).status, (await sell()).status], [204, 400])
})

test('the script that voids asks for a token of its own scope and answers in its own form', async () => {
  await using netsuite = await start()
  const { body } = await netsuite.requestToken()
  const refused = await netsuite.send('POST', RESTLET, {}, { authorization: `Bearer ${body.access_token}` })
  assert.deepEqual(
    [refused.status, refused.body],
    [401, { error: { code: 'INVALID_LOGIN_ATTEMPT', message: 'Invalid login attempt.' } }],
  )
  for (const [path, input, code] of [
    ['/app/site/hosting/restlet.nl?script=1&deploy=1', {}, 'SSS_INVALID_SCRIPTLET_ID'],
    [RESTLET, {}, 'SSS_MISSING_REQD_ARGUMENT'],
    [RESTLET, { type: 'employee', id: 1 }, 'INVALID_RECORD_TYPE'],
    [RESTLET, { type: 'invoice', id: 1 }, 'THAT_RECORD_DOES_NOT_EXIST'],
  ] as const) {
    const answer = await netsuite.send('POST', path, input)
    assert.deepEqual([answer.status, answer.body.error.code], [400, code])
  }
})
