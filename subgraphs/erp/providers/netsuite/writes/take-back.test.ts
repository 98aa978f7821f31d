import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from '#shared/money.ts'
import type { Written } from '#shared/writes.ts'
import { got, post, TODAY } from '../../../../../test/contract/erp-sale.ts'
import { ownExternalId } from './external-id.ts'
import { RESTLET, start, type Account } from './account.test-support.ts'

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

/** A part of an invoice is paid. */
async function pay(sale: Account, { ref }: Written): Promise<void> {
  const payment = {
    customerNativeId: sale.customer,
    invoiceNativeId: ref.nativeId,
    amount: money(10_000n, 'USD'),
    receivedOn: TODAY,
    billingPaymentId: 'pi_x',
  }
  await sale.writes.recordPayment(payment, sale.call('run-1:pay'))
}

test('a duplicate is voided and never credited; one that is paid is left to a person', async () => {
  for (const isPaid of [false, true]) {
    await using sale = await start()
    const { invoice } = await post(sale, 'x')
    if (isPaid) await pay(sale, invoice)
    const taking = takeBack(sale, invoice, { version: undefined, isDuplicate: true })
    if (isPaid) await assert.rejects(taking, { code: 'REJECTED_BY_SYSTEM' })
    else assert.equal((await taking).how, 'VOIDED')
    assert.equal(sale.count('CustCred', ownExternalId('run-1:take-back')), 0)
  }
})

test('an invoice that is paid is credited; what the memo leaves is the customer’s', async () => {
  await using sale = await start()
  const { invoice } = await post(sale, 'x')
  await pay(sale, invoice)
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
