import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { InvoiceListRequest } from '#billing/provider.ts'
import { invoiceTax, invoiceTotal, linesTotal } from '#demo-world/company-builder.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { dayOf } from '#shared/clock.ts'
import { isWeftError } from '#shared/errors.ts'
import { type BillingVendor, startBillingWorld } from './billing-world.ts'
import { readable } from '../support/readable.ts'
import { companyOf, dayIn, got, requestOf, text } from './billing-reading.ts'

/** What every billing vendor must do of what customers owe and have paid. */
export function testBillingInvoices(vendor: BillingVendor): void {
  describe(`invoices and payments of ${vendor.vendor}`, () => {
    for (const key of ['acme', 'globex', 'umbrella', 'gulf-trading', 'nordurljos', 'soylent']) {
      test(`reads the invoices of ${key} to the last digit of its currency`, async () => {
        await using world = await startBillingWorld(vendor)
        const { currencyCode, invoices } = companyOf(key)
        const answer = await world.provider.listInvoices([await requestOf(world, key, 100)], world.call())
        const expected = invoices.toSorted((one, other) => other.issuedInDays - one.issuedInDays)
        assert.deepEqual(
          got(answer[0]).items.map((invoice) => [
            invoice.number,
            text(invoice.subtotal),
            text(invoice.taxTotal),
            text(invoice.total),
            invoice.issueDate,
          ]),
          expected.map((invoice) => [
            invoice.number,
            `${linesTotal(invoice.lines, currencyCode)} ${currencyCode}`,
            `${invoiceTax(invoice, currencyCode)} ${currencyCode}`,
            `${invoiceTotal(invoice, currencyCode)} ${currencyCode}`,
            dayIn(invoice.issuedInDays),
          ]),
        )
        for (const { total, amountPaid, amountDue } of got(answer[0]).items)
          assert.equal(total.minorUnits, amountPaid.minorUnits + amountDue.minorUnits)
      })
    }

    test('tells partly paid, uncollectible and paid invoices apart, and names what they belong to', async () => {
      await using world = await startBillingWorld(vendor)
      const { provider } = world
      const statusOf = async (key: string, number: string) => {
        const [answer] = await provider.listInvoices([await requestOf(world, key, 100)], world.call())
        return got(answer).items.find((invoice) => invoice.number === number)
      }
      const partly = await statusOf('acme', 'ACME-0007')
      assert.deepEqual(
        [partly?.status, text(partly?.amountPaid), text(partly?.amountDue), partly?.dueDate],
        ['PARTIALLY_PAID', '3000.00 USD', '6742.50 USD', dayIn(20)],
      )
      assert.equal(partly?.contract?.nativeId, salesforceId('800', 'acme-c2'))
      assert.equal(partly?.customer?.nativeId, (await world.customer('acme')).nativeId)
      assert.ok(partly?.subscription)
      assert.equal((await statusOf('acme', 'ACME-0001'))?.status, 'PAID')
      assert.equal((await statusOf('soylent', 'SOYL-0001'))?.status, 'UNCOLLECTIBLE')
    })

    test('filters invoices by status and by what is overdue', async () => {
      await using world = await startBillingWorld(vendor)
      const base = await requestOf(world, 'globex', 10)
      const numbers = async (filter: Partial<InvoiceListRequest>) => {
        const [answer] = await world.provider.listInvoices([{ ...base, ...filter }], world.call())
        return got(answer).items.map(({ number }) => number)
      }
      assert.deepEqual(await numbers({ statuses: ['PAID'] }), ['GLOBEX-0001'])
      assert.deepEqual(await numbers({ statuses: ['OPEN', 'PAID'] }), [
        'GLOBEX-0003',
        'GLOBEX-0002',
        'GLOBEX-0001',
      ])
      assert.deepEqual(await numbers({ statuses: ['PARTIALLY_PAID'] }), [])
      assert.deepEqual(await numbers({ overdueAt: new Date() }), ['GLOBEX-0003', 'GLOBEX-0002'])
      assert.deepEqual(await numbers({ overdueAt: new Date(), statuses: ['PAID'] }), [])
    })

    test('continues a list where a page ended, until there is no more', async () => {
      await using world = await startBillingWorld(vendor)
      const base = await requestOf(world, 'acme', 3)
      const seen: (string | undefined)[] = []
      let after: string | undefined
      for (let more = true; more; ) {
        const [answer] = await world.provider.listInvoices([{ ...base, after }], world.call())
        seen.push(...got(answer).items.map(({ number }) => number))
        after = got(answer).items.at(-1)?.source.nativeId
        more = got(answer).hasNextPage
        assert.ok(seen.length < 20)
      }
      assert.deepEqual(
        seen.toSorted(),
        companyOf('acme')
          .invoices.map(({ number }) => number)
          .toSorted(),
      )
    })

    test('a cursor that names nothing is refused as one', async () => {
      await using world = await startBillingWorld(vendor)
      const base = await requestOf(world, 'acme', 3)
      const [answer] = await world.provider.listInvoices([{ ...base, after: 'nothing' }], world.call())
      assert.ok(isWeftError(answer, 'INVALID_CURSOR'))
    })

    test('reads invoice lines with product, price and proration', async () => {
      await using world = await startBillingWorld(vendor)
      const [answer] = await world.provider.listInvoices([await requestOf(world, 'acme', 100)], world.call())
      const invoice = got(answer).items.find(({ number }) => number === 'ACME-0001')
      assert.ok(invoice)
      assert.deepEqual(
        readable(invoice.lines).items.map((line) => [
          line.product?.nativeId,
          line.quantity,
          text(line.unitPrice),
          text(line.amount),
          line.proration,
        ]),
        [
          [await world.product('NW-PLAT'), '10', '1200.00 USD', '12000.00 USD', false],
          [await world.product('NW-ANLY'), '2', '450.00 USD', '900.00 USD', false],
        ],
      )
      const taxes = readable(invoice.lines).items.reduce(
        (sum, line) => sum + (line.taxAmount?.minorUnits ?? 0n),
        0n,
      )
      assert.equal(taxes, invoice.taxTotal.minorUnits)
      const request = { invoiceNativeId: invoice.source.nativeId, first: 1 }
      const [lines] = await world.provider.listInvoiceLines([{ ...request, after: undefined }], world.call())
      const [rest] = await world.provider.listInvoiceLines(
        [{ ...request, after: got(lines).items[0]?.source.nativeId }],
        world.call(),
      )
      assert.deepEqual(
        [...got(lines).items, ...got(rest).items].map(({ description }) => description),
        ['Northwind Platform', 'Northwind Analytics'],
      )
    })

    test('reads a failed payment with its reason and its place in the retry schedule', async () => {
      await using world = await startBillingWorld(vendor)
      const request = await requestOf(world, 'globex', 10)
      const [answer] = await world.provider.listPayments([request], world.call())
      const [failed, paid, ...none] = got(answer).items
      assert.ok(failed && paid)
      assert.deepEqual(none, [])
      assert.deepEqual(
        [failed.status, text(failed.amount), failed.method, failed.failureCode, failed.receivedAt],
        ['FAILED', '32725.00 EUR', 'CARD', 'insufficient_funds', undefined],
      )
      assert.ok(failed.failureMessage)
      assert.deepEqual(
        [paid.status, paid.method, paid.failureCode],
        ['SUCCEEDED', 'BANK_TRANSFER', undefined],
      )
      assert.ok((paid.fee?.minorUnits ?? 0n) > 0n)
      const customerNativeId = request.customer.nativeId
      const [dunning, before] = await world.provider.getDunning(
        [failed, paid].map(({ source }) => ({ nativeId: source.nativeId, customerNativeId })),
        world.call(),
      )
      assert.equal(got(dunning).attempt, 3)
      assert.equal(got(dunning).nextAttemptAt && dayOf(got(dunning).nextAttemptAt as Date), dayIn(2))
      assert.deepEqual(got(before), { attempt: 1, nextAttemptAt: undefined })
    })

    test('filters payments by status', async () => {
      await using world = await startBillingWorld(vendor)
      const request = { ...(await requestOf(world, 'globex', 10)), statuses: ['FAILED'] as const }
      const [answer] = await world.provider.listPayments([request], world.call())
      assert.deepEqual(
        got(answer).items.map(({ status }) => status),
        ['FAILED'],
      )
    })
  })
}
