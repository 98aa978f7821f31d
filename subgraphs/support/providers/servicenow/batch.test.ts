import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { CallContext } from '#shared/connections/call-context.ts'
import { startInstance, valueOr } from './instance.test-support.ts'
import { unpackBatch } from './batch.ts'
import { CONNECTION } from './published.test-support.ts'

test('the published batch answer reads as answers of their own', () => {
  const text = readFileSync(new URL('fixtures/batch.json', import.meta.url), 'utf8')
  const { serviced, unserviced } = unpackBatch(
    (JSON.parse(text) as { answer: unknown }).answer,
    CONNECTION.id,
  )
  assert.deepEqual(
    [...serviced].map(([id, { status, headers }]) => [id, status, headers['content-type']]),
    [
      ['11', 200, 'application/xml; charset=UTF-8'],
      ['12', 200, undefined],
      ['13', 201, undefined],
    ],
  )
  assert.match(serviced.get('11')?.text ?? '', /^<\?xml/)
  assert.deepEqual(unserviced, [])
})

test('what one operation asks for in one turn is one call', async () => {
  await using instance = await startInstance()
  const { provider, globex, call, dataCalls } = instance
  const before = dataCalls().length
  const [accounts, cases, entitlements] = await Promise.all([
    provider.getAccounts([globex.id], call),
    provider.listCases([{ accountIds: [globex.id], statuses: undefined, first: 5, after: undefined }], call),
    provider.listEntitlements([globex.id], call),
  ])
  assert.deepEqual(dataCalls().slice(before), ['POST /api/now/v1/batch'])
  assert.equal(valueOr(accounts[0])?.name, 'Globex')
  assert.equal(valueOr(cases[0]).items[0]?.caseNumber, 'CS0001010')
  assert.equal(valueOr(entitlements[0])[0]?.remainingUnits, '5')
})

test('operations do not share a call', async () => {
  await using instance = await startInstance()
  const { emulator, provider, globex, call, dataCalls } = instance
  const before = dataCalls().length
  const other: CallContext = { ...call, correlationId: 'other' }
  await Promise.all([provider.getAccounts([globex.id], call), provider.getAccounts([globex.id], other)])
  const made = emulator.calls().filter(({ path }) => path.startsWith('/api/'))
  assert.deepEqual(
    made
      .slice(before)
      .map(({ headers }) => headers['x-correlation-id'])
      .sort(),
    ['other', 'test'],
  )
})

test('what a quota cut off a batch is asked again', async () => {
  await using instance = await startInstance()
  const { provider, globex, call, configure, dataCalls } = instance
  await configure({ batchQuota: 2 })
  const before = dataCalls().length
  const [entitlements] = await provider.listEntitlements([globex.id], call)
  assert.equal(valueOr(entitlements).length, 1)
  assert.equal(dataCalls().length - before, 2)
})

test('a batch that gets nowhere is TIMEOUT', async () => {
  await using instance = await startInstance()
  const { provider, globex, call, configure } = instance
  await configure({ batchQuota: 0 })
  await assert.rejects(provider.listEntitlements([globex.id], call), { code: 'TIMEOUT' })
})
