import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import type { Answer } from '#shared/answer.ts'
import { isWeftError } from '#shared/errors.ts'
import { type BillingVendor, startBillingWorld } from './billing-world.ts'
import { listAll } from './identities.ts'
import { demo, got, page, requestOf } from './billing-reading.ts'

const billed = demo.companies.filter(({ presence }) => presence.BILLING)
/** Companies that the CRM knows by the id that billing has of it: many can be asked for together. */
const KEYS = billed.filter(({ presence }) => presence.BILLING?.names.includes('CRM')).map(({ key }) => key)

/** What every billing vendor must do of customers, products, and calls that fail. The demo world says what is right. */
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
