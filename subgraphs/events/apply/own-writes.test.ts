import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimedItem } from '../inbox/claim.ts'
import { causeOfItems } from './own-writes.ts'

const item = (requestKeys: readonly string[] | null): ClaimedItem => ({
  ...{ id: '1', connectionId: 'billing', sourceEventId: 'evt', cause: 'WEBHOOK', payload: null },
  ...{ objectType: 'invoice', nativeId: 'in_1', occurredAt: null, receivedAt: new Date(0) },
  ...{ correlationId: 'webhook', attempts: 1, claimedAt: new Date(0), requestKeys },
})
const cause = (causationId: string) => ({ correlationId: 'deal', causationId })
const OWN = new Map([
  ['run_1:1:a', cause('run_1')],
  ['run_2:1:b', cause('run_2')],
])

for (const [title, keys, expected] of [
  ['one request of ours', [['run_1:1:a']], cause('run_1')],
  ['several of ours, by the last', [['run_1:1:a'], ['run_2:1:b']], cause('run_2')],
  ['ours and somebody else’s', [['run_1:1:a'], ['theirs']], undefined],
  ['somebody else’s within one item', [['theirs', 'run_1:1:a']], undefined],
  ['ours and what carries no key', [['run_1:1:a'], null], undefined],
  ['nothing that carries a key', [null], undefined],
  ['an empty list of keys', [[]], undefined],
] as const)
  test(`what ${title} led to is ${expected ? 'ours' : 'not ours'}`, () => {
    assert.deepEqual(causeOfItems(keys.map(item), OWN), expected)
  })
