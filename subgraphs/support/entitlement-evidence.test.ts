import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Candidate, type EntitlementQuestion, weighEntitlements } from './entitlement-evidence.ts'
import type { SupportEntitlementRecord } from './provider.ts'

const NOW = new Date('2026-11-24T10:00:00Z')

function candidate(facts: Partial<SupportEntitlementRecord> = {}, productId?: string): Candidate {
  return {
    productId,
    entitlement: {
      nativeId: '1',
      name: 'Premium support',
      account: undefined,
      status: 'ACTIVE',
      start: new Date('2026-01-01T00:00:00Z'),
      end: new Date('2027-01-01T00:00:00Z'),
      contract: undefined,
      grantedBy: 'CONTRACT',
      product:
        productId === undefined ? undefined : { connectionId: 's', objectType: 'p', nativeId: productId },
      assetSerial: undefined,
      unit: 'CASES',
      totalUnits: '10',
      remainingUnits: '3',
      decrementOn: 'CASE_CLOSE',
      slaName: undefined,
      businessHours: undefined,
      channels: ['EMAIL', 'PHONE'],
      milestones: [],
      source: {
        connectionId: 's',
        objectType: 'e',
        nativeId: '1',
        readAt: NOW,
        readMode: 'LIVE',
        sourceUpdatedAt: undefined,
      },
      fieldSources: {},
      ...facts,
    },
  }
}

const ask = (candidates: Candidate[] | undefined, question: Partial<EntitlementQuestion> = {}) =>
  weighEntitlements(
    candidates,
    { productId: undefined, featureKey: undefined, channel: undefined, ...question },
    NOW,
  )

const yes = { grants: true, inGrace: false, reasons: [] }
const no = (...reasons: string[]) => ({ grants: false, inGrace: false, reasons })
const noSay = { grants: undefined, inGrace: false, reasons: [] }

for (const [title, candidates, question, evidence] of [
  ['an active entitlement grants', [candidate()], {}, yes],
  ['a customer whom support does not know is not judged', undefined, {}, noSay],
  ['a feature alone is for others to judge', [candidate()], { featureKey: 'sso' }, noSay],
  [
    'a feature with its product is judged by the product',
    [candidate()],
    { featureKey: 'sso', productId: 'p1' },
    yes,
  ],
  ['no entitlement covers nothing', [], {}, no('NOT_COVERED')],
  [
    'an entitlement for another product does not cover',
    [candidate({}, 'p1')],
    { productId: 'p2' },
    no('NOT_COVERED'),
  ],
  ['an entitlement for the product covers', [candidate({}, 'p1')], { productId: 'p1' }, yes],
  ['an entitlement without a product covers every one', [candidate()], { productId: 'p2' }, yes],
  ['one whose end has come has expired', [candidate({ end: NOW })], {}, no('CONTRACT_EXPIRED')],
  ['one that the vendor calls expired has', [candidate({ status: 'EXPIRED' })], {}, no('CONTRACT_EXPIRED')],
  ['one without an end goes on', [candidate({ end: undefined })], {}, yes],
  [
    'one that has not begun covers nothing',
    [candidate({ start: new Date('2026-12-01') })],
    {},
    no('NOT_COVERED'),
  ],
  ['a suspended one covers nothing', [candidate({ status: 'SUSPENDED' })], {}, no('NOT_COVERED')],
  ['one of unknown status covers nothing', [candidate({ status: 'UNKNOWN' })], {}, no('NOT_COVERED')],
  ['an allowed channel is allowed', [candidate()], { channel: 'PHONE' }, yes],
  ['another channel is not', [candidate()], { channel: 'CHAT' }, no('CHANNEL_NOT_ALLOWED')],
  ['no list of channels limits nothing', [candidate({ channels: [] })], { channel: 'CHAT' }, yes],
  [
    'one that is used up does not grant',
    [candidate({ status: 'EXHAUSTED', remainingUnits: '0' })],
    {},
    no('UNITS_EXHAUSTED'),
  ],
  ['one in grace grants, and says so', [candidate({ status: 'GRACE' })], {}, { ...yes, inGrace: true }],
  [
    'all that stands against is said',
    [candidate({ end: NOW, remainingUnits: '0' })],
    { channel: 'CHAT' },
    no('CONTRACT_EXPIRED', 'CHANNEL_NOT_ALLOWED', 'UNITS_EXHAUSTED'),
  ],
  [
    'the one that grants speaks for all',
    [candidate({ remainingUnits: '0' }), candidate({ end: NOW }), candidate()],
    {},
    yes,
  ],
  [
    'else the one with the least against it',
    [candidate({ end: NOW, remainingUnits: '0' }), candidate({ remainingUnits: '0' })],
    {},
    no('UNITS_EXHAUSTED'),
  ],
] as const) {
  test(title, () => {
    assert.deepEqual(ask(candidates && [...candidates], question), evidence)
  })
}
