import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start } from '../test-account.ts'
import { approvedOrder, balanceOf, bill, moneyOf, RESTLET, statusOf } from './stories.ts'

// What is taken back: voids, payments undone, deletions.

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
