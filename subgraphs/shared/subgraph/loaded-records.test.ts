import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CanonicalRecord } from '../provenance.ts'
import { createLoadedRecords } from './loaded-records.ts'

const TIME = { receivedAt: new Date(0), usableSince: 0 }

const record = (nativeId: string): CanonicalRecord => ({
  source: {
    connectionId: 'crm',
    objectType: 'Account',
    nativeId,
    readAt: new Date(0),
    readMode: 'LIVE',
    sourceUpdatedAt: undefined,
  },
  fieldSources: { name: 'Account.Name' },
})

async function idsOf(reads: Promise<{ externalId: string }[]>): Promise<string[]> {
  return (await reads).map(({ externalId }) => externalId)
}

test('an object was answered from what was noted for it, each record once, and from nothing else', async () => {
  const loaded = createLoadedRecords(TIME)
  void loaded.note('Customer 1', Promise.resolve(record('a')))
  void loaded.note('Customer 1', Promise.resolve([record('a'), record('b')]))
  void loaded.noteOf('Customer 1', Promise.resolve({ found: record('c') }), ({ found }) => found)
  void loaded.note('Customer 1', Promise.resolve(undefined))
  void loaded.note('Customer 2', Promise.resolve(record('d')))
  assert.deepEqual(await idsOf(loaded.readsOf('Customer 1')), ['a', 'b', 'c'])
  assert.deepEqual(await idsOf(loaded.readsOf('Customer 3')), [])
})

test('fields that begin after the question, in the same turn, count', async () => {
  const loaded = createLoadedRecords(TIME)
  const reads = loaded.readsOf('Customer 1')
  void loaded.note('Customer 1', Promise.resolve(record('a')))
  assert.deepEqual(await idsOf(reads), ['a'])
})

test('a load that fails is its asker’s to report, and has read nothing', async () => {
  const loaded = createLoadedRecords(TIME)
  const load = loaded.note('Customer 1', Promise.reject<CanonicalRecord>(new Error('down')))
  await assert.rejects(load, /down/)
  assert.deepEqual(await loaded.readsOf('Customer 1'), [])
})

test('a record that is kept says when it was read, and is fresh as long as it is known to be current', () => {
  const kept = record('a')
  kept.source = { ...kept.source, readMode: 'EVENT', currentAt: new Date(90_000) }
  const readsAt = (seconds: number) =>
    createLoadedRecords({ receivedAt: new Date(100_000), usableSince: seconds * 1_000 }).readsIn(kept)
  const told = { readMode: 'EVENT', readAt: '1970-01-01T00:00:00.000Z', freshness: 'FRESH' }
  assert.partialDeepStrictEqual(readsAt(90), [told])
  assert.partialDeepStrictEqual(readsAt(91), [{ ...told, freshness: 'STALE_WITHIN_POLICY' }])
})
