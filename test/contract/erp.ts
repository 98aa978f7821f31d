import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invoiceTotal, linesTotal } from '#demo-world/company-builder.ts'
import { salesforceId, stripeId } from '#demo-world/native-ids.ts'
import type { DemoCompany } from '#demo-world/records.ts'
import { createDemoWorld } from '#demo-world/world.ts'
import { positionOfOrder } from '#erp/provider.ts'
import type { Answer } from '#shared/answer.ts'
import { addDays, dayOf } from '#shared/clock.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { formatAmount, type Money } from '#shared/money.ts'
import { type ErpVendor, startErpWorld } from './erp-world.ts'
import { type Readable, readable } from '../support/readable.ts'
import { listAll } from './identities.ts'

const demo = createDemoWorld(new Date())
const companyOf = (key: string): DemoCompany => {
  const company = demo.companies.find((one) => one.key === key)
  assert.ok(company, `the demo world has no ${key}`)
  return company
}
const dayIn = (days: number): string => dayOf(addDays(demo.today, days))
const text = (value: Money | undefined): string | undefined =>
  value && `${formatAmount(value)} ${value.currencyCode}`

function got<Value>(answer: Answer<Value>): Readable<Value> {
  assert.ok(answer !== undefined && !isWeftError(answer), 'the ERP has this record')
  return readable(answer as Exclude<Answer<Value>, undefined | WeftError>) as Readable<Value>
}

/** What every ERP vendor must do. The demo world says what is right. */
export function testErpProvider(vendor: ErpVendor): void {
  describe(`${vendor.vendor} as an ERP`, () => {
    test('lists every customer once, with the ids that other systems know it by', async () => {
      await using world = await startErpWorld(vendor)
      const identities = await listAll(world.provider, 'Customer', world.call())
      const expected = demo.companies.filter(({ presence }) => presence.ERP)
      assert.equal(new Set(identities.map(({ ref }) => ref.nativeId)).size, identities.length)
      assert.equal(identities.length, expected.length)
      const acme = identities.find(({ domain }) => domain === 'acme-industries.com')
      assert.deepEqual(
        acme?.foreignRefs.map(({ domain, nativeId }) => [domain, nativeId]),
        [
          ['CRM', salesforceId('001', 'acme')],
          ['BILLING', stripeId('cus', 'acme')],
        ],
      )
      assert.deepEqual(acme?.taxIds, ['123456789'])
    })

    test('lists every product by its article number', async () => {
      await using world = await startErpWorld(vendor)
      const identities = await listAll(world.provider, 'Product', world.call())
      assert.deepEqual(identities.map(({ sku }) => sku).sort(), demo.products.map(({ sku }) => sku).sort())
    })

    test('reads the finance side of customers in the order asked, undefined for one it does not have', async () => {
      await using world = await startErpWorld(vendor)
      const ids = [await world.customer('globex'), '999999999', await world.customer('acme')]
      const [globex, missing, acme] = await world.provider.getCustomers(ids, world.call())
      assert.equal(missing, undefined)
      const { customerNumber, paymentTerms, creditHold, creditLimit, currencyCode } = got(globex)
      assert.match(customerNumber ?? '', /\d/)
      assert.deepEqual(paymentTerms, { code: 'NET30', netDays: 30 })
      assert.equal(creditHold, true)
      assert.equal(text(creditLimit), '50000.00 EUR')
      assert.equal(currencyCode, 'EUR')
      assert.equal(got(acme).creditHold, false)
      assert.equal(got(acme).legalName, 'Acme Industries, Inc.')
      assert.deepEqual(got(acme).taxIdentifiers, [{ scheme: 'us_ein', value: '12-3456789' }])
      assert.equal(got(acme).billingAddress?.city, 'San Francisco')
      assert.equal(got(acme).legalEntity?.name, 'Northwind Cloud Inc.')
      assert.equal(got(acme).source.nativeId, ids[2])
    })

    test('adds up what is owed, what is overdue and what is not applied, in each currency’s own digits', async () => {
      await using world = await startErpWorld(vendor)
      const keys = ['acme', 'globex', 'umbrella', 'gulf-trading', 'stark']
      const ids = await Promise.all(keys.map(world.customer))
      const balances = await world.provider.getBalances(ids, dayOf(new Date()), world.call())
      const [acme, globex, umbrella, gulf, stark] = balances.map((balance) => {
        const { receivable, overdue, unapplied } = got(balance)
        return [text(receivable), text(overdue), text(unapplied)]
      })
      assert.deepEqual(acme, ['9742.50 USD', '0.00 USD', '3000.00 USD'])
      assert.deepEqual(globex, ['65450.00 EUR', '65450.00 EUR', '0.00 EUR'])
      assert.deepEqual(umbrella, ['792000 JPY', '0 JPY', '0 JPY'])
      assert.deepEqual(gulf, ['1111.500 KWD', '0.000 KWD', '0.000 KWD'])
      assert.deepEqual(stark, ['27994.50 USD', '8397.50 USD', '0.00 USD'])
    })

    test('reads orders as the customer sees them: positive lines with their products', async () => {
      await using world = await startErpWorld(vendor)
      const customerNativeId = await world.customer('acme')
      const [page] = await world.provider.listOrders(
        [{ customerNativeId, first: 5, after: undefined, statuses: undefined }],
        world.call(),
      )
      const [order] = got(page).items
      const [expected] = companyOf('acme').orders
      assert.ok(order && expected)
      assert.equal(order.orderNumber, expected.number)
      assert.equal(order.status, 'BILLED')
      assert.equal(order.orderedOn, dayIn(expected.orderedInDays))
      assert.equal(text(order.total), `${linesTotal(expected.lines, 'USD')} USD`)
      assert.equal(order.contract?.nativeId, salesforceId('800', 'acme-c2'))
      assert.deepEqual(
        order.lines.map(({ product, quantity, total }) => [product?.sku, quantity, text(total)]),
        [
          ['NW-PLAT', '10', '12000.00 USD'],
          ['NW-ANLY', '2', '900.00 USD'],
          ['NW-SUP-P', '1', '9000.00 USD'],
        ],
      )
    })

    test('pages orders of many customers at once and continues where a page ended', async () => {
      await using world = await startErpWorld(vendor)
      const ids = await Promise.all(['acme', 'dune-foods', 'globex'].map(world.customer))
      const request = { first: 1, after: undefined, statuses: undefined }
      const pages = await world.provider.listOrders(
        ids.map((customerNativeId) => ({ ...request, customerNativeId })),
        world.call(),
      )
      assert.deepEqual(
        pages.map((page) => got(page).items.length),
        [1, 1, 0],
      )
      assert.ok(pages.every((page) => !got(page).hasNextPage))
      const last = got(pages[0]).items.at(-1)
      assert.ok(last)
      const [next] = await world.provider.listOrders(
        [{ ...request, customerNativeId: ids[0] ?? '', after: positionOfOrder(last) }],
        world.call(),
      )
      assert.deepEqual(got(next), { items: [], hasNextPage: false })
    })

    test('filters orders by status', async () => {
      await using world = await startErpWorld(vendor)
      const customerNativeId = await world.customer('acme')
      const request = { customerNativeId, first: 5, after: undefined }
      const pages = await world.provider.listOrders(
        [
          { ...request, statuses: ['BILLED'] },
          { ...request, statuses: ['CANCELLED', 'PENDING'] },
          { ...request, statuses: ['UNKNOWN'] },
          { ...request, statuses: ['DRAFT'] },
        ],
        world.call(),
      )
      assert.deepEqual(
        pages.map((page) => got(page).items.length),
        [1, 0, 0, 0],
      )
    })

    test('refuses a position that is none, for that request alone', async () => {
      await using world = await startErpWorld(vendor)
      const customerNativeId = await world.customer('acme')
      const request = { customerNativeId, first: 5, statuses: undefined }
      const [wrong, right] = await world.provider.listOrders(
        [
          { ...request, after: { at: new Date(0), nativeId: "1' OR '1'='1" } },
          { ...request, after: undefined },
        ],
        world.call(),
      )
      assert.ok(isWeftError(wrong, 'INVALID_CURSOR'))
      assert.equal(got(right).items.length, 1)
    })

    test('finds ledger invoices by the billing system’s id, in their period, with what was applied', async () => {
      await using world = await startErpWorld(vendor)
      const ids = ['stark-i1', 'gulf-i1', 'hooli-i1'].map((key) => stripeId('in', key))
      const [stark, gulf, hooli] = await world.provider.getInvoicesByBillingIds(ids, world.call())
      assert.equal(hooli, undefined)
      const old = got(stark)
      assert.equal(old.invoiceNumber, 'INV7001')
      assert.equal(old.postingStatus, 'POSTED')
      assert.equal(old.periodClosed, true)
      assert.deepEqual(
        old.allocations
          .map(({ kind, payment, creditNote, amount }) => [
            kind,
            payment?.nativeId ?? creditNote?.number,
            text(amount),
          ])
          .sort(),
        [
          ['CREDIT_NOTE', 'CM7001', '1200.00 USD'],
          ['PAYMENT', stripeId('pi', 'stark-i1-p1'), '10000.00 USD'],
        ],
      )
      assert.deepEqual(
        old.creditNotes.map(({ reason, total }) => [reason, text(total)]),
        [['Seat billed twice', '1200.00 USD']],
      )
      assert.deepEqual(
        [text(got(gulf).total), text(got(gulf).baseTotal), got(gulf).exchangeRate],
        ['1111.500 KWD', '3348.39 EUR', '3.0125'],
      )
    })

    test('shows the ledger’s own total, even where billing has another', async () => {
      await using world = await startErpWorld(vendor)
      const [record] = await world.provider.getInvoicesByBillingIds(
        [stripeId('in', 'stark-i2')],
        world.call(),
      )
      const invoice = companyOf('stark').invoices.find(({ key }) => key === 'stark-i2')
      assert.ok(invoice)
      assert.equal(text(got(record).total), '19597.00 USD')
      assert.notEqual(invoiceTotal(invoice, 'USD'), '19597.00')
    })

    test('reads receipts, lines, contracts, credit notes, sellers and products by their keys', async () => {
      await using world = await startErpWorld(vendor)
      const call = world.call()
      const { provider } = world
      const [applied, unapplied, unknown] = await provider.getPaymentsByBillingIds(
        ['stark-i1-p1', 'acme-i7-p1', 'nobody'].map((key) => stripeId('pi', key)),
        call,
      )
      assert.deepEqual(
        got(applied).allocations.map(({ invoice }) => invoice?.nativeId),
        [stripeId('in', 'stark-i1')],
      )
      assert.deepEqual(got(unapplied).allocations, [])
      assert.equal(unknown, undefined)
      const [line] = await provider.getInvoiceLinesByBillingIds([stripeId('il', 'acme-i7/support')], call)
      assert.equal(got(line).revenueAccount, '4100')
      const [billed, never] = await provider.getContractBillings(
        [salesforceId('800', 'acme-c2'), salesforceId('800', 'acme-c1')],
        call,
      )
      const expected = companyOf('acme').invoices.reduce(
        (sum, invoice) => sum + Number(invoiceTotal(invoice, 'USD')) * 100,
        0,
      )
      assert.equal(got(billed).billedToDate?.minorUnits, BigInt(Math.round(expected)))
      assert.equal(never, undefined)
      const [invoice] = await provider.getInvoicesByBillingIds([stripeId('in', 'stark-i1')], call)
      const [note] = await provider.getCreditNotes([got(invoice).creditNotes[0]?.source.nativeId ?? ''], call)
      assert.equal(got(note).invoice?.nativeId, stripeId('in', 'stark-i1'))
      const [seller] = await provider.getLegalEntities(
        [got(invoice).legalEntity?.source.nativeId ?? ''],
        call,
      )
      assert.deepEqual(
        [got(seller).name, got(seller).baseCurrency, got(seller).countryCode],
        ['Northwind Cloud Inc.', 'USD', 'US'],
      )
      const products = await provider.getProducts(
        [await world.product('NW-PLAT'), await world.product('NW-EDGE-1')],
        call,
      )
      assert.deepEqual(
        products.map((product) => [
          got(product).kind,
          got(product).active,
          got(product).revenueRecognitionRule,
        ]),
        [
          ['SUBSCRIPTION', true, 'Ratable over term'],
          ['ONE_TIME', true, 'On shipment'],
        ],
      )
    })

    test('takes ids of any form without failing the others', async () => {
      await using world = await startErpWorld(vendor)
      const [wrong, empty, acme] = await world.provider.getCustomers(
        ["x'; --", '', await world.customer('acme')],
        world.call(),
      )
      assert.deepEqual([wrong, empty], [undefined, undefined])
      assert.ok(got(acme))
    })

    test('says that it cannot be reached when the connection breaks every time', async () => {
      await using world = await startErpWorld(vendor)
      const id = await world.customer('acme')
      world.emulator.fail({ reset: 'before-answer' })
      await assert.rejects(world.provider.getCustomers([id], world.call()), {
        code: 'SYSTEM_UNAVAILABLE',
        facts: { system: 'erp' },
      })
    })

    test('reads on after one broken connection', async () => {
      await using world = await startErpWorld(vendor)
      const id = await world.customer('acme')
      world.emulator.fail({ reset: 'before-answer', times: 1 })
      const [acme] = await world.provider.getCustomers([id], world.call())
      assert.equal(got(acme).currencyCode, 'USD')
    })

    test('sends the correlation id with every call', async () => {
      await using world = await startErpWorld(vendor)
      await world.customer('acme')
      assert.ok(world.emulator.calls().length > 0)
      assert.ok(
        world.emulator.calls().every(({ headers }) => headers['x-correlation-id'] === 'contract-test'),
      )
    })
  })
}
