import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { InvoiceListRequest, ListRequest } from '#billing/provider.ts'
import { invoiceTax, invoiceTotal, linesTotal } from '#demo-world/company-builder.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { createDemoWorld, type DemoCompany } from '#demo-world/world.ts'
import type { Answer } from '#shared/answer.ts'
import { addDays, dayOf } from '#shared/clock.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { formatAmount, type Money } from '#shared/money.ts'
import { type BillingVendor, type BillingWorld, startBillingWorld } from './billing-world.ts'
import { type Readable, readable } from '../support/readable.ts'
import { listAll } from './identities.ts'

const demo = createDemoWorld(new Date())
const billed = demo.companies.filter(({ presence }) => presence.BILLING)
const companyOf = (key: string): DemoCompany =>
  demo.companies.find((one) => one.key === key) ?? assert.fail(`the demo world has no ${key}`)
const dayIn = (days: number): string => dayOf(addDays(demo.today, days))
const text = (value: Money | undefined): string | undefined =>
  value && `${formatAmount(value)} ${value.currencyCode}`
/** Companies that the CRM knows by the id that billing has of it: many can be asked for together. */
const KEYS = billed.filter(({ presence }) => presence.BILLING?.names.includes('CRM')).map(({ key }) => key)

function got<Value>(answer: Answer<Value>): Readable<Value> {
  assert.ok(answer !== undefined && !isWeftError(answer), 'billing has this record')
  return readable(answer as Exclude<Answer<Value>, undefined | WeftError>) as Readable<Value>
}

const page = { after: undefined, statuses: undefined, overdueAt: undefined }

async function requestOf(
  world: BillingWorld,
  key: string,
  first: number,
): Promise<ListRequest<never> & InvoiceListRequest> {
  return { ...page, customer: await world.customer(key), first }
}

/** What every billing vendor must do. The demo world says what is right. */
export function testBillingProvider(vendor: BillingVendor): void {
  describe(`${vendor.vendor} as billing`, () => {
    test('lists every customer once, with what matching goes by', async () => {
      await using world = await startBillingWorld(vendor)
      const identities = await listAll(world.provider, 'Customer', world.call())
      assert.equal(new Set(identities.map(({ ref }) => ref.nativeId)).size, identities.length)
      assert.equal(identities.length, billed.length)
      const acme = identities.find(({ name }) => name === 'Acme Industries')
      assert.deepEqual(
        [acme?.domain, acme?.taxIds, acme?.foreignRefs],
        [
          'acme-industries.com',
          ['123456789'],
          [{ domain: 'CRM', objectType: 'Account', nativeId: salesforceId('001', 'acme') }],
        ],
      )
      const cyberdyne = identities.find(({ name }) => name === 'Cyberdyne Sys. Corp')
      assert.deepEqual([cyberdyne?.domain, cyberdyne?.foreignRefs], [undefined, []])
    })

    test('leaves a customer out that cannot be read, and lists the others', async () => {
      await using world = await startBillingWorld(vendor)
      world.emulator.fail({ edits: [{ at: ['data', 0, 'created'], value: 'long ago' }] })
      const identities = await listAll(world.provider, 'Customer', world.call())
      assert.equal(identities.length, billed.length - 1)
    })

    test('lists every product by its article number', async () => {
      await using world = await startBillingWorld(vendor)
      const identities = await listAll(world.provider, 'Product', world.call())
      assert.deepEqual(identities.map(({ sku }) => sku).sort(), demo.products.map(({ sku }) => sku).sort())
    })

    test('reads customers in the order asked, undefined for one it does not have', async () => {
      await using world = await startBillingWorld(vendor)
      const missing = { nativeId: 'cus_nobody', crmNativeIds: [] }
      const keys = [await world.customer('globex'), missing, await world.customer('acme')]
      const [globex, nobody, acme] = await world.provider.getCustomers(keys, world.call())
      assert.equal(nobody, undefined)
      assert.equal(got(globex).legalName, 'Globex GmbH')
      assert.equal(got(acme).billingEmail, 'ap@acme-industries.com')
      assert.deepEqual(got(acme).taxIdentifiers, [{ scheme: 'us_ein', value: '12-3456789', verified: true }])
      assert.equal(got(acme).billingAddress?.countryCode, 'US')
      assert.equal(got(acme).source.nativeId, keys[2]?.nativeId)
      assert.ok('billingEmail' in got(acme).fieldSources)
    })

    test('reads the same customers, invoices and payments many at a time as one by one', async () => {
      await using world = await startBillingWorld(vendor)
      const { provider } = world
      const keys = await Promise.all(KEYS.map(world.customer))
      const requests = keys.map((customer) => ({ ...page, customer, first: 2 }))
      const ids = (answer: Answer<{ items: { source: { nativeId: string } }[]; hasNextPage: boolean }>) => ({
        items: got(answer).items.map(({ source }) => source.nativeId),
        more: got(answer).hasNextPage,
      })
      const many = world.call()
      const one = world.call()
      const customers = (await provider.getCustomers(keys, many)).map((answer) => got(answer).legalName)
      const invoices = (await provider.listInvoices(requests, many)).map(ids)
      const payments = (await provider.listPayments(requests, many)).map(ids)
      for (const [index, request] of requests.entries()) {
        const [customer] = await provider.getCustomers([request.customer], one)
        assert.equal(customers[index], got(customer).legalName)
        assert.deepEqual(invoices[index], ids((await provider.listInvoices([request], one))[0]))
        assert.deepEqual(payments[index], ids((await provider.listPayments([request], one))[0]))
      }
    })

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

    test('reads subscriptions with items, period and monthly revenue', async () => {
      await using world = await startBillingWorld(vendor)
      const [answer] = await world.provider.listSubscriptions(
        [await requestOf(world, 'acme', 10)],
        world.call(),
      )
      const found = got(answer).items
      assert.deepEqual(
        found
          .map(({ status, mrr, termMonths, collectionMethod }) => [
            status,
            text(mrr),
            termMonths,
            collectionMethod,
          ])
          .toSorted(),
        [
          ['ACTIVE', '12900.00 USD', 1, 'SEND_INVOICE'],
          ['ACTIVE', '750.00 USD', 12, 'SEND_INVOICE'],
        ],
      )
      const monthly = found.find(({ termMonths }) => termMonths === 1)
      assert.equal(monthly?.currentPeriod.start && dayOf(monthly.currentPeriod.start), dayIn(-12))
      assert.deepEqual(
        monthly?.items.map(({ quantity, price }) => [quantity, text(price.unitAmount), price.interval]),
        [
          ['10', '1200.00 USD', 'MONTH'],
          ['2', '450.00 USD', 'MONTH'],
        ],
      )
      assert.equal(monthly?.contract?.nativeId, salesforceId('800', 'acme-c2'))
    })

    test('leaves cancelled subscriptions out unless they are asked for', async () => {
      await using world = await startBillingWorld(vendor)
      const request = await requestOf(world, 'soylent', 10)
      const asked = { ...request, statuses: ['CANCELLED'] as const }
      const [running, cancelled] = await world.provider.listSubscriptions([request, asked], world.call())
      assert.deepEqual(got(running).items, [])
      assert.deepEqual(
        got(cancelled).items.map(({ status, mrr }) => [status, text(mrr)]),
        [['CANCELLED', '0.00 USD']],
      )
    })

    test('finds the subscriptions of contracts by the id that the CRM gave them', async () => {
      await using world = await startBillingWorld(vendor)
      const contracts = ['acme-c2', 'acme-c1', 'soylent-c1'].map((key) => salesforceId('800', key))
      const answers = await world.provider.listSubscriptionsOfContracts(contracts, world.call())
      assert.deepEqual(
        answers.map((answer) => got(answer).length),
        [2, 0, 1],
      )
    })

    test('reads products, their features and their prices in every currency', async () => {
      await using world = await startBillingWorld(vendor)
      const id = await world.product('NW-PLAT')
      const [product, missing] = await world.provider.getProducts([id, 'prod_none'], world.call())
      assert.deepEqual([got(product).name, got(product).taxCode], ['Northwind Platform', 'txcd_10103001'])
      assert.equal(missing, undefined)
      const [features] = await world.provider.listFeatures([id], world.call())
      assert.deepEqual(
        got(features)
          .map(({ key }) => key)
          .toSorted(),
        ['api-access', 'seats', 'sso'],
      )
      const [prices] = await world.provider.listPrices(
        [{ productNativeId: id, first: 100, after: undefined }],
        world.call(),
      )
      const expected = demo.products.find(({ sku }) => sku === 'NW-PLAT')?.prices ?? {}
      assert.deepEqual(
        got(prices)
          .items.map(({ unitAmount }) => text(unitAmount))
          .toSorted(),
        Object.entries(expected)
          .map(([currency, amount]) => `${amount} ${currency}`)
          .toSorted(),
      )
    })

    test('reads what customers may use now', async () => {
      await using world = await startBillingWorld(vendor)
      const keys = ['acme', 'soylent', 'wayne']
      const customers = await Promise.all(keys.map(async (key) => (await world.customer(key)).nativeId))
      const answers = await world.provider.listFeatureEntitlements(customers, world.call())
      assert.deepEqual(
        answers.map((answer) =>
          got(answer)
            .map(({ feature }) => feature.key)
            .toSorted(),
        ),
        [['api-access', 'audit-log', 'premium-support', 'seats', 'sso'], [], ['api-access', 'seats', 'sso']],
      )
    })

    test('one bad key does not fail its neighbours', async () => {
      await using world = await startBillingWorld(vendor)
      const [good] = got(
        (await world.provider.listInvoices([await requestOf(world, 'acme', 1)], world.call()))[0],
      ).items
      assert.ok(good)
      const [found, missing] = await world.provider.getInvoices(
        [good.source.nativeId, 'in_none'],
        world.call(),
      )
      assert.equal(got(found).number, good.number)
      assert.equal(missing, undefined)
    })

    test('every call says what caused it', async () => {
      await using world = await startBillingWorld(vendor)
      await world.provider.getCustomers([await world.customer('acme')], world.call())
      for (const { headers } of world.emulator.calls())
        assert.equal(headers['x-correlation-id'], 'contract-test')
    })

    for (const [title, status, code] of [
      ['a rate limit is RATE_LIMITED and is not tried again', 429, 'RATE_LIMITED'],
      ['a refused key is AUTH_FAILED', 401, 'AUTH_FAILED'],
    ] as const) {
      test(title, async () => {
        await using world = await startBillingWorld(vendor)
        const key = await world.customer('acme')
        world.emulator.fail({ status, body: { error: { type: 'invalid_request_error', message: 'no' } } })
        const calls = await world.callsOf(async () => {
          const [answer] = await world.provider.getCustomers([key], world.call())
          assert.ok(isWeftError(answer, code))
          assert.equal(answer.facts.system, 'billing')
        })
        assert.equal(calls.length, 1)
      })
    }

    test('a read that met a closed connection or an outage is tried once more', async () => {
      await using world = await startBillingWorld(vendor)
      const key = await world.customer('acme')
      world.emulator.fail({ reset: 'before-answer', times: 1 })
      assert.ok(got((await world.provider.getCustomers([key], world.call()))[0]))
      world.emulator.fail({ status: 503, body: 'down for maintenance', times: 1 })
      assert.ok(got((await world.provider.getCustomers([key], world.call()))[0]))
      world.emulator.fail({ status: 503, body: 'down for maintenance' })
      assert.ok(
        isWeftError((await world.provider.getCustomers([key], world.call()))[0], 'SYSTEM_UNAVAILABLE'),
      )
    })

    test('an answer that comes too late is TIMEOUT', async () => {
      await using world = await startBillingWorld(vendor, 300)
      const key = await world.customer('acme')
      world.emulator.fail({ delayMs: 60_000 })
      assert.ok(isWeftError((await world.provider.getCustomers([key], world.call()))[0], 'TIMEOUT'))
    })

    test('an answer that is not JSON is INVALID_RESPONSE', async () => {
      await using world = await startBillingWorld(vendor)
      const key = await world.customer('acme')
      world.emulator.fail({ status: 200, body: '<html>sign in</html>' })
      assert.ok(isWeftError((await world.provider.getCustomers([key], world.call()))[0], 'INVALID_RESPONSE'))
    })
  })
}
