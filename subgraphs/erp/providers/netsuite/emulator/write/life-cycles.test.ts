import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId } from '#demo-world/native-ids.ts'
import { detailOf, type Json, start } from '../test-account.ts'
import { ACME, approvedOrder, balanceOf, bill, EDGE, moneyOf, RESTLET, statusOf, SUPPORT } from './stories.ts'

// Stories of documents: order → invoice → payment → credit memo.

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
