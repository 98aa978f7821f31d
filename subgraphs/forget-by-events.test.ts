import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customerTag, recordTag } from '#shared/cache/cache.ts'
import type { BusinessEvent } from '#shared/events/event.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { forgetByEvents } from './forget-by-events.ts'

/** Tells events, and gives the tags that were dropped at once and, after a look at the crosswalk, later. */
async function forgottenBy(...events: Partial<BusinessEvent>[]) {
  let tell: (events: readonly BusinessEvent[]) => void = () => {}
  const dropped: string[][] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  forgetByEvents({
    feed: {
      listen(listener) {
        tell = listener
        return () => {}
      },
    },
    cache: {
      invalidate(tags) {
        dropped.push([...tags])
        if (dropped.length === 2) resolve()
      },
    },
    crosswalk: {
      linksOf: async (ids) =>
        ids.map((id) => [
          {
            ref: {},
            connectionId: 'billing',
            objectType: 'invoice',
            nativeId: `in_${id}`,
            state: 'ACTIVE',
          } as never,
        ]),
    },
    domainOf: (id) => (id === 'ledger' ? 'ERP' : 'BILLING'),
    logger: silentLogger,
  })
  tell(events as BusinessEvent[])
  await promise
  return dropped
}

const posting = { connectionId: 'ledger', objectType: 'transaction', nativeId: '77' }
const invoice = { connectionId: 'billing', objectType: 'invoice', nativeId: 'in_9' }

test("a record's own answers and its customer's are dropped at once", async () => {
  const [now] = await forgottenBy({ source: invoice, customerNativeId: 'cus_1' }, { source: posting })
  assert.deepEqual(now, [recordTag(invoice), customerTag('billing', 'cus_1'), recordTag(posting)])
})

test('what was asked of the ledger by the id that billing gave an invoice is dropped, too', async () => {
  const [, later] = await forgottenBy(
    { source: posting, entityType: 'Invoice', entityId: '9' },
    { source: invoice, entityType: 'Invoice', entityId: '9' },
    { source: posting, entityType: 'Customer', entityId: '1' },
  )
  assert.deepEqual(later, [recordTag({ connectionId: 'ledger', nativeId: 'in_9' })])
})
