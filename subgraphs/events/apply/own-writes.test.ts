import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ChangedRecord } from '#shared/events/changes.ts'
import { migrate } from '#shared/store/migrate.ts'
import { openTemporaryStore } from '../../../test/support/temporary-store.ts'
import type { ClaimedItem } from '../inbox/claim.ts'
import { causeOfItems, findOwnWrites, noteOwnWrite } from './own-writes.ts'

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

const running = await openTemporaryStore()
after(() => running[Symbol.asyncDispose]())
await migrate(running.store, { owner: 'events', folder: new URL('../migrations/', import.meta.url) })

/** A write of ours: the version that it left, and the one that it took the place of. */
type Made = readonly [version: string, replaced?: string]

let records = 0
/** Whose a record's state is, by what we have written to it; `known` is the version that was read last. */
async function whoseIs(version: string, known: string | null, made: readonly Made[]) {
  records += 1
  const ref = { connectionId: 'crm', objectType: 'Contract', nativeId: `contract-${records}` }
  for (const [written, replaced] of made)
    await noteOwnWrite(running.store, { ref, version: written, replaced, ...cause(`run-${written}`) })
  const record = { ...ref, version } as unknown as ChangedRecord
  const found = await findOwnWrites(running.store, 'crm', [{ record, knownVersion: known }])
  return found.get(record)?.causationId
}

for (const [title, version, known, made, whose] of [
  ['our write upon what was known', '2', '1', [['2', '1']], 'run-2'],
  ['our write upon what somebody else had made of it', '3', '1', [['3', '2']], undefined],
  [
    'two writes of ours, one upon the other',
    '3',
    '1',
    [
      ['2', '1'],
      ['3', '2'],
    ],
    'run-3',
  ],
  [
    'three, and somebody else’s between them',
    '5',
    '1',
    [
      ['2', '1'],
      ['4', '3'],
      ['5', '4'],
    ],
    undefined,
  ],
  ['somebody else’s write upon ours', '3', '1', [['2', '1']], undefined],
  ['our write upon less than what is known by now', '3', '2', [['3', '1']], 'run-3'],
  ['our write of which nobody knows upon what', '3', '1', [['3']], 'run-3'],
  ['our write upon one of ours of which nobody knows upon what', '3', '1', [['2'], ['3', '2']], 'run-3'],
  ['the first that is heard of a record', '2', null, [['2', '1']], 'run-2'],
  ['what nobody of us wrote', '2', '1', [], undefined],
] as const)
  test(`${title} is ${whose === undefined ? 'not ours alone' : 'ours'}`, async () => {
    assert.equal(await whoseIs(version, known, made), whose)
  })
