import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { createBillingProjections, declareProjections } from '#billing/projections.ts'
import type { CustomerKey, InvoiceStatus, SubscriptionStatus } from '#billing/provider.ts'
import { isWeftError } from '#shared/errors.ts'
import { systemClock } from '#shared/clock.ts'
import type { Page } from '#shared/page.ts'
import { openProjections, type Projections } from '#shared/projection/open-projections.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { type BillingVendor, type BillingWorld, startBillingWorld } from './billing-world.ts'
import { listAll } from './identities.ts'

const INVOICE_STATUSES: InvoiceStatus[] = ['DRAFT', 'OPEN', 'PARTIALLY_PAID', 'PAID', 'VOID', 'UNCOLLECTIBLE']
const SUBSCRIPTION_STATUSES: SubscriptionStatus[] = [
  'TRIALING',
  'ACTIVE',
  'PAST_DUE',
  'NON_RENEWING',
  'PAUSED',
  'CANCELLED',
]

/** Without what tells a kept record from one that was just read. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const entries = Object.entries(value).filter(
    ([name]) => !['readAt', 'readMode', 'currentAt'].includes(name),
  )
  return Object.fromEntries(entries.map(([name, part]) => [name, comparable(part)]))
}

/** What a projection of a vendor's lists answers is what the vendor answers. */
export function testBillingProjection(vendor: BillingVendor): void {
  describe(`${vendor.vendor}, kept as a projection`, () => {
    const stack = new AsyncDisposableStack()
    let world: BillingWorld
    let projections: Projections
    let customers: CustomerKey[]
    after(() => stack.disposeAsync())

    before(async () => {
      world = stack.use(await startBillingWorld(vendor))
      const { store } = stack.use(await openTemporaryStore())
      projections = await openProjections({
        store,
        lists: declareProjections([world.provider]),
        feed: { listen: () => () => {} },
        lookMs: 60_000,
        clock: systemClock,
        logger: silentLogger,
      })
      stack.defer(() => projections.close())
      await projections.reconcile()
      const identities = await listAll(world.provider, 'Customer', world.call())
      customers = identities.map(({ ref, foreignRefs }) => ({
        nativeId: ref.nativeId,
        crmNativeIds: foreignRefs.map(({ nativeId }) => nativeId),
      }))
    })

    type Item = { source: { nativeId: string } }
    type Asked = { customer: CustomerKey; first: number; after: string | undefined }

    /** Any pages of any customers, asked for together, the second ones behind any record of the first. */
    async function compare<Request extends Asked>(
      requests: readonly Request[],
      live: (requests: readonly Request[]) => Promise<unknown[]>,
      kept: (requests: readonly Request[]) => Promise<readonly ({ value: Page<Item> } | undefined)[]>,
    ): Promise<Page<Item>[]> {
      const calls = world.emulator.calls().length
      const found = (await kept(requests)).map((answer) => answer?.value)
      assert.equal(world.emulator.calls().length, calls)
      const asked = await live(requests)
      for (const answer of asked) assert.ok(answer !== undefined && !isWeftError(answer))
      assert.deepEqual(comparable(found), comparable(asked))
      return found.filter((page) => page !== undefined)
    }

    const everyCustomer = (): fc.Arbitrary<number[]> =>
      fc.uniqueArray(fc.nat(customers.length - 1), { minLength: 1, maxLength: 12 })

    const behind = <Request extends Asked>(
      requests: readonly Request[],
      pages: readonly Page<Item>[],
      place: number,
    ): Request[] =>
      requests.flatMap((request, index) => {
        const items = pages[index]?.items ?? []
        const last = items[place % Math.max(1, items.length)]
        return last ? [{ ...request, after: last.source.nativeId }] : []
      })

    test('invoices: the same pages, for any customers, statuses and cursors, overdue or not', async () => {
      const { findPages } = createBillingProjections(projections).invoices
      const { connection, provider } = world
      const live = (requests: Parameters<typeof provider.listInvoices>[0]) =>
        provider.listInvoices(requests, world.call())
      const arbitrary = fc.record({
        chosen: everyCustomer(),
        first: fc.integer({ min: 1, max: 12 }),
        statuses: fc.option(fc.subarray(INVOICE_STATUSES, { minLength: 1 }), { nil: undefined }),
        overdueAt: fc.option(fc.constant(new Date()), { nil: undefined }),
        place: fc.nat(12),
      })
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ chosen, place, ...words }) => {
          const requests = chosen.map((index) => ({
            connectionId: connection.id,
            customer: customers[index] ?? { nativeId: '', crmNativeIds: [] },
            after: undefined as string | undefined,
            ...words,
          }))
          const kept = (asked: readonly (typeof requests)[number][]) => findPages(connection.id, asked, 0)
          const pages = await compare(requests, live, kept)
          await compare(behind(requests, pages, place), live, kept)
        }),
        { numRuns: 60 },
      )
    })

    test('subscriptions: the same pages, for any customers, statuses and cursors', async () => {
      const { findPages } = createBillingProjections(projections).subscriptions
      const { connection, provider } = world
      const live = (requests: Parameters<typeof provider.listSubscriptions>[0]) =>
        provider.listSubscriptions(requests, world.call())
      const arbitrary = fc.record({
        chosen: everyCustomer(),
        first: fc.integer({ min: 1, max: 5 }),
        statuses: fc.option(fc.subarray(SUBSCRIPTION_STATUSES, { minLength: 1 }), { nil: undefined }),
        place: fc.nat(5),
      })
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ chosen, place, ...words }) => {
          const requests = chosen.map((index) => ({
            connectionId: connection.id,
            customer: customers[index] ?? { nativeId: '', crmNativeIds: [] },
            after: undefined as string | undefined,
            ...words,
          }))
          const kept = (asked: readonly (typeof requests)[number][]) => findPages(connection.id, asked, 0)
          const pages = await compare(requests, live, kept)
          await compare(behind(requests, pages, place), live, kept)
        }),
        { numRuns: 40 },
      )
    })

    test('every customer in full, and each record by its id', async () => {
      const { invoices } = createBillingProjections(projections)
      const { connection, provider } = world
      const page = { first: 100, after: undefined, statuses: undefined, overdueAt: undefined }
      const requests = customers.map((customer) => ({ ...page, customer, connectionId: connection.id }))
      const pages = await compare(
        requests,
        (asked) => provider.listInvoices(asked, world.call()),
        (asked) => invoices.findPages(connection.id, asked, 0),
      )
      const items = pages.flatMap((one) => one.items)
      assert.ok(items.length > 0)
      const keys = items.map(({ source }) => ({ connectionId: connection.id, nativeId: source.nativeId }))
      const records = await invoices.findRecords(connection.id, keys, 0)
      assert.deepEqual(
        records.map((record) => record?.value),
        items,
      )
    })
  })
}
