import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detailOf, start } from '../test-account.ts'
import { ACME, approvedOrder, bill, OUTSIDE, periodOf, RESTLET, statusOf, TWO_LINES } from './stories.ts'

// Periods that are closed or locked.

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
