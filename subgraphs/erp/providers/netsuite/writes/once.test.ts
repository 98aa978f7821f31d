import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fault } from '#shared/emulator/faults.ts'
import { WeftError } from '#shared/errors.ts'
import { money } from '#shared/money.ts'
import type { Written } from '#shared/writes.ts'
import { books, invoiceOf, orderOf, post, TODAY } from '../../../../../test/contract/erp-sale.ts'
import { ownExternalId } from './external-id.ts'
import { RECORD, start, type Account, refused } from './account.test-support.ts'

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
