import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { startTestOrg, type TestOrg } from './test-org.ts'

const ACME = salesforceId('001', 'acme')
const MINUTE_MS = 60_000

let org: TestOrg
before(async () => {
  org = await startTestOrg()
})
after(() => org.emulator.close())

const span = (from: number, to: number): string =>
  `start=${encodeURIComponent(new Date(Date.now() + from).toISOString())}` +
  `&end=${encodeURIComponent(new Date(Date.now() + to).toISOString())}`

test('changed and deleted rows are listed for a span of time', async () => {
  await org.call('PATCH', `/sobjects/Account/${ACME}`, { Phone: '1' })
  const made = await org.call('POST', '/sobjects/Account', { Name: 'Brief' })
  const { id } = made.body as { id: string }
  await org.call('DELETE', `/sobjects/Account/${id}`)
  const around = span(-2 * MINUTE_MS, 2 * MINUTE_MS)
  const updated = await org.call('GET', `/sobjects/Account/updated?${around}`)
  assert.deepEqual((updated.body as { ids: string[] }).ids, [ACME])
  const deleted = await org.call('GET', `/sobjects/Account/deleted?${around}`)
  assert.partialDeepStrictEqual(deleted.body, { deletedRecords: [{ id }] })
  assert.match((deleted.body as { latestDateCovered: string }).latestDateCovered, /\+0000$/)
  const before = await org.call('GET', `/sobjects/Account/updated?${span(-60 * MINUTE_MS, -10 * MINUTE_MS)}`)
  assert.deepEqual((before.body as { ids: string[] }).ids, [])
})

const DAY_MS = 1440 * MINUTE_MS
for (const [what, path] of [
  ['31 days back', `updated?${span(-31 * DAY_MS, 0)}`],
  ['16 days back for what was deleted', `deleted?${span(-16 * DAY_MS, 0)}`],
  ['that ends before it starts', `updated?${span(0, -10 * MINUTE_MS)}`],
  ['without an end', 'updated?start=2026-01-01T00:00:00Z'],
])
  test(`a span ${what} is refused`, async () => {
    const { status, body } = await org.call('GET', `/sobjects/Account/${path}`)
    assert.equal(status, 400)
    assert.partialDeepStrictEqual(body, [{ errorCode: 'INVALID_REPLICATION_DATE' }])
  })
