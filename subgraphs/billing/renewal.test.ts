import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SubscriptionRecord } from './provider.ts'
import { toRenewalTerms } from './renewal.ts'

function subscription(facts: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  const ref = { connectionId: 'billing', objectType: 'customer', nativeId: 'cus_1' }
  return {
    source: { ...ref, readAt: new Date(0), readMode: 'LIVE', sourceUpdatedAt: undefined },
    fieldSources: {},
    createdAt: new Date(0),
    customer: ref,
    contract: undefined,
    status: 'ACTIVE',
    currentPeriod: { start: new Date('2026-11-01'), end: new Date('2026-12-01') },
    cancelAtPeriodEnd: false,
    endsAt: undefined,
    termMonths: 1,
    items: [],
    mrr: undefined,
    collectionMethod: 'SEND_INVOICE',
    ...facts,
  }
}

const yearly = {
  termMonths: 12,
  currentPeriod: { start: new Date('2026-05-01'), end: new Date('2027-05-01') },
}

test('a running subscription renews at the end of its period', () => {
  assert.deepEqual(toRenewalTerms([subscription()]), {
    autoRenew: true,
    renewalDate: '2026-12-01',
    termMonths: 1,
  })
})

test('what is paid yearly says when a contract renews, not what is paid monthly beside it', () => {
  const terms = toRenewalTerms([subscription(), subscription(yearly)])
  assert.deepEqual([terms?.renewalDate, terms?.termMonths], ['2027-05-01', 12])
})

test('a contract does not renew by itself when one of its subscriptions is going to end', () => {
  const ending = subscription({ ...yearly, status: 'NON_RENEWING', endsAt: new Date('2027-01-15') })
  assert.deepEqual(toRenewalTerms([subscription(), ending]), {
    autoRenew: false,
    renewalDate: '2027-01-15',
    termMonths: 12,
  })
})

test('cancelled subscriptions say nothing of a renewal', () => {
  assert.equal(toRenewalTerms([subscription({ status: 'CANCELLED' })]), undefined)
  assert.equal(toRenewalTerms([]), undefined)
})
