import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, dayOf } from '#shared/clock.ts'
import {
  books,
  effectOf,
  got,
  invoiceOf,
  orderOf,
  post,
  type Sale,
  sell,
  startSale,
  text,
  TODAY,
} from './erp-sale.ts'
import type { ErpVendor } from './erp-world.ts'

const LONG_AGO = dayOf(addDays(new Date(), -400))

/** What every ERP vendor that can be written to must do. */
export function testErpWrites(vendor: ErpVendor): void {
  describe(`writes to ${vendor.vendor}`, () => {
    for (const [company, price, total] of [
      ['acme', '123.45', '506.17 USD'],
      ['umbrella', '18000', '73237 JPY'],
      ['gulf-trading', '370.125', '1481.737 KWD'],
    ] as const) {
      test(`an order, its invoice, its payment: billing's ${total}, with the links of every system`, async () => {
        await using sale = await startSale(vendor, company, price)
        const { world, writes, call } = sale
        const made = await writes.createOrder(orderOf(sale, '800q2c'), call('run-1:create-order'))
        const before = await order(sale, made.ref.nativeId)
        assert.equal(made.effect, 'CREATED')
        assert.equal(made.number, before.orderNumber)
        assert.equal(before.contract?.nativeId, '800q2c')
        assert.equal(before.orderedOn, TODAY)
        assert.deepEqual(
          before.lines.map(({ product, quantity, unitPrice }) => [product?.sku, quantity, text(unitPrice)]),
          [
            ['NW-SUP-P', '3', `${price} ${sale.currencyCode}`],
            ['NW-ONB', '1', `${price} ${sale.currencyCode}`],
          ],
        )

        const posted = await writes.postInvoice(invoiceOf(sale, 'q2c', made.ref.nativeId), call('run-1:post'))
        const invoice = await ledgerInvoice(sale, 'q2c')
        assert.deepEqual(invoice.source.nativeId, posted.ref.nativeId)
        assert.equal(invoice.invoiceNumber, posted.number)
        assert.equal(invoice.postingStatus, 'POSTED')
        assert.equal(invoice.postingDate, TODAY)
        assert.equal(text(invoice.total), total)
        assert.equal(invoice.order?.nativeId, made.ref.nativeId)
        assert.equal((await order(sale, made.ref.nativeId)).status, 'BILLED')
        const [billed] = await world.provider.getContractBillings(['800q2c'], world.call())
        assert.equal(text(got(got(billed).billedToDate)), total)
        const [line] = await world.provider.getInvoiceLinesByBillingIds(['il_q2c_1'], world.call())
        assert.equal(got(line).source.nativeId, posted.ref.nativeId)

        const payment = {
          customerNativeId: sale.customer,
          invoiceNativeId: posted.ref.nativeId,
          amount: invoice.total,
          receivedOn: TODAY,
          billingPaymentId: 'pi_q2c',
        }
        await writes.recordPayment(payment, call('run-1:pay'))
        const [receipt] = await world.provider.getPaymentsByBillingIds(['pi_q2c'], world.call())
        assert.deepEqual(
          got(receipt).allocations.map(({ invoice: ref, amount }) => [ref?.nativeId, text(amount)]),
          [['in_q2c', total]],
        )
      })
    }

    test('an invoice that bills no order is posted as it is', async () => {
      await using sale = await startSale(vendor)
      await sale.writes.postInvoice(invoiceOf(sale, 'alone', undefined), sale.call('run-1:post'))
      const { total, order: ref } = await ledgerInvoice(sale, 'alone')
      assert.deepEqual([text(total), ref], ['506.17 USD', undefined])
    })

    test('whichever call of a sale is lost after it took effect, asking again leaves the books of one sale', async () => {
      await using sale = await startSale(vendor)
      const { emulator } = sale.world
      const effect = await effectOf(sale, () => sell(sale, 'whole'))
      assert.deepEqual(effect, { orders: 2, cancelled: 1, receivable: 40_617n, unapplied: 0n })
      const calls = await countCalls(sale, () => sell(sale, 'counted'))
      for (let lost = 0; lost < calls; lost += 1) {
        const lossy = () => {
          emulator.fail({ reset: 'before-answer', applied: true, skip: lost, times: 1 })
          return sell(sale, `lost-${lost}`)
        }
        assert.deepEqual(await effectOf(sale, lossy), effect, `call ${lost} was lost`)
      }
    })

    test('an invoice that is taken back is reversed, and the order that it billed is over', async () => {
      await using sale = await startSale(vendor)
      const { writes, call } = sale
      const { orderId, invoice } = await post(sale, 'back')
      const asked = {
        nativeId: invoice.ref.nativeId,
        version: invoice.version,
        today: TODAY,
        reason: 'Cancelled',
        isDuplicate: false,
      }
      const taken = await writes.takeBackInvoice(asked, call('run-1:take-back'))
      assert.equal(taken.how, 'VOIDED')
      assert.equal((await ledgerInvoice(sale, 'back')).postingStatus, 'REVERSED')
      assert.equal((await order(sale, orderId)).status, 'CANCELLED')
      const kept = await books(sale)
      assert.equal((await writes.takeBackInvoice(asked, call('run-1:take-back'))).how, 'VOIDED')
      assert.equal((await writes.takeBackInvoice(asked, call('run-2:take-back'))).how, 'ALREADY_TAKEN_BACK')
      assert.deepEqual(await books(sale), kept)
    })

    test('what is not billed of an order is closed once', async () => {
      await using sale = await startSale(vendor)
      const { writes, call } = sale
      const made = await writes.createOrder(orderOf(sale, '800x'), call('run-1:create-order'))
      const closed = await writes.closeOrder(made.ref.nativeId, call('run-1:close'))
      const again = await writes.closeOrder(made.ref.nativeId, call('run-1:close'))
      assert.deepEqual([closed.effect, again.effect], ['UPDATED', 'FOUND'])
      assert.equal((await order(sale, made.ref.nativeId)).status, 'CANCELLED')
    })

    test('a customer is made once, changed by its version, put to rest and woken', async () => {
      await using sale = await startSale(vendor)
      const { world, writes, legalEntity, call } = sale
      const address = {
        line1: '1 Main St',
        line2: undefined,
        city: 'Reno',
        region: 'NV',
        postalCode: '89501',
        countryCode: 'US',
      }
      const customer = {
        name: 'Initech',
        legalName: 'Initech, Inc.',
        legalEntityNativeId: legalEntity,
        currencyCode: 'USD',
        paymentTermsCode: 'NET_30',
        email: 'ap@initech.example',
        address,
        taxIdentifiers: [{ scheme: 'us_ein', value: '98-7654321' }],
        crmNativeId: '001NEW',
      }
      const made = await writes.createCustomer(customer, call('run-1:customer'))
      const again = await writes.createCustomer(customer, call('run-1:customer'))
      assert.deepEqual([made.effect, again.effect, again.ref], ['CREATED', 'FOUND', made.ref])
      const id = made.ref.nativeId
      const read = async () => got((await world.provider.getCustomers([id], world.call()))[0])
      const { legalName, paymentTerms, currencyCode, taxIdentifiers, billingAddress } = await read()
      assert.deepEqual([legalName, paymentTerms?.netDays, currencyCode], ['Initech, Inc.', 30, 'USD'])
      assert.deepEqual([taxIdentifiers, billingAddress], [customer.taxIdentifiers, address])

      const change = {
        nativeId: id,
        legalName: 'Initech Holdings, Inc.',
        address: { ...address, city: 'Sparks' },
      }
      await assert.rejects(
        writes.updateCustomer({ ...change, expectedVersion: '2001-01-01T00:00:00Z' }, call('run-2:update')),
        { code: 'STALE_VERSION' },
      )
      const changed = await writes.updateCustomer(
        { ...change, expectedVersion: made.version },
        call('run-2:update'),
      )
      assert.equal(changed.effect, 'UPDATED')
      assert.deepEqual(
        [(await read()).legalName, (await read()).billingAddress?.city],
        ['Initech Holdings, Inc.', 'Sparks'],
      )
      assert.equal(
        (await writes.updateCustomer({ ...change, expectedVersion: made.version }, call('run-2:update')))
          .effect,
        'FOUND',
      )

      const effects = []
      for (const isActive of [false, false, true, true])
        effects.push((await writes.setCustomerActive(id, isActive, call(`run-3:${isActive}`))).effect)
      assert.deepEqual(effects, ['UPDATED', 'FOUND', 'UPDATED', 'FOUND'])
    })

    test('says which period takes a day, and which currencies are traded in', async () => {
      await using sale = await startSale(vendor)
      const { writes, world, legalEntity: legalEntityNativeId } = sale
      const [now, old, never] = await Promise.all(
        [TODAY, LONG_AGO, '1999-01-01'].map((day) =>
          writes.getPostingPeriod({ day, legalEntityNativeId }, world.call()),
        ),
      )
      assert.deepEqual([now?.isClosed, old?.isClosed, never], [false, true, undefined])
      const [dollars, nothing] = await Promise.all(
        ['USD', 'XTS'].map((currencyCode) =>
          writes.tradesIn({ currencyCode, legalEntityNativeId }, world.call()),
        ),
      )
      assert.deepEqual([dollars, nothing], [true, false])
    })

    test('refuses what the books do not take, and writes nothing', async () => {
      await using sale = await startSale(vendor)
      const { writes, world, call } = sale
      const before = await books(sale)
      const alone = invoiceOf(sale, 'refused', undefined)
      const other = await world.customer('globex')
      const stranger = got((await world.provider.getCustomers([other], world.call()))[0]).legalEntity
      const refusals: [string, () => Promise<unknown>, object][] = [
        [
          'a closed period',
          () => writes.postInvoice({ ...alone, postedOn: LONG_AGO }, call('a')),
          { code: 'PERIOD_CLOSED' },
        ],
        [
          'lines that do not add up',
          () => writes.postInvoice({ ...alone, tax: { ...alone.tax, minorUnits: 1n } }, call('b')),
          { code: 'INVALID_ARGUMENT' },
        ],
        [
          'a legal entity that the customer does not buy from',
          () =>
            writes.createOrder(
              { ...orderOf(sale, '800'), legalEntityNativeId: stranger?.source.nativeId },
              call('c'),
            ),
          { code: 'REJECTED_BY_SYSTEM' },
        ],
        [
          'a product that is not there',
          () =>
            writes.createOrder(
              {
                ...orderOf(sale, '800'),
                lines: sale.lines.map((line) => ({ ...line, productNativeId: '999999999' })),
              },
              call('d'),
            ),
          { code: 'REJECTED_BY_SYSTEM' },
        ],
        [
          'an order that is not there',
          () => writes.closeOrder('999999999', call('e')),
          { code: 'NOT_FOUND' },
        ],
        [
          'an order to bill that is not there',
          () => writes.postInvoice({ ...alone, orderNativeId: '999999999' }, call('f')),
          { code: 'NOT_FOUND' },
        ],
      ]
      for (const [what, refusal, expected] of refusals) await assert.rejects(refusal(), expected, what)
      assert.deepEqual(await books(sale), before)
    })

    test('an invoice that somebody has posted otherwise under the same billing id is not ours', async () => {
      await using sale = await startSale(vendor)
      const invoice = invoiceOf(sale, 'twice', undefined)
      await sale.writes.postInvoice(invoice, sale.call('run-1:post'))
      const again = await sale.writes.postInvoice(invoice, sale.call('run-2:post'))
      assert.equal(again.effect, 'FOUND')
      await assert.rejects(
        sale.writes.postInvoice(
          { ...invoice, lines: invoice.lines.slice(1), total: { ...invoice.total, minorUnits: 13_582n } },
          sale.call('run-3:post'),
        ),
        { code: 'DUPLICATE_RECORD' },
      )
    })
  })
}

async function order({ world }: Sale, nativeId: string) {
  const [record] = await world.provider.getOrders([nativeId], world.call())
  return got(record)
}

async function ledgerInvoice({ world }: Sale, name: string) {
  const [record] = await world.provider.getInvoicesByBillingIds([`in_${name}`], world.call())
  return got(record)
}

async function countCalls({ world }: Sale, work: () => Promise<void>): Promise<number> {
  const before = world.emulator.calls().length
  await work()
  return world.emulator.calls().length - before
}
