import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { dayOf } from '#shared/clock.ts'
import { type BillingVendor, startBillingWorld } from './billing-world.ts'
import { dayIn, demo, got, requestOf, text } from './billing-reading.ts'

/** What every billing vendor must do of what customers subscribe to, and what that costs and grants. */
export function testBillingSubscriptions(vendor: BillingVendor): void {
  describe(`subscriptions and prices of ${vendor.vendor}`, () => {
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
  })
}
