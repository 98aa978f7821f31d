import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { startEmulator } from '#shared/emulator/emulator.ts'
import { crowdedWorld } from './crowded-world.test-support.ts'
import { createSalesforceEmulator } from './index.ts'
import { signIn } from './test-org.ts'

const ACME = salesforceId('001', 'acme')

interface Page {
  nextRecordsUrl?: string
  records: Record<string, unknown>[]
}

const published = (name: string): { answer: Record<string, unknown> } =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))

test('answers have the members that the published examples have', async () => {
  const emulator = await startEmulator(createSalesforceEmulator({ createWorld: crowdedWorld }))
  const headers = {
    authorization: `Bearer ${await signIn(emulator)}`,
    'content-type': 'application/json',
    'sforce-query-options': 'batchSize=200',
  }
  const base = `${emulator.baseUrl}/services/data/v66.0`
  const page = await fetch(`${base}/query?q=SELECT+Id,Name+FROM+Contact`, { headers })
  const paged = (await page.json()) as Page
  const expected = published('query-more').answer as unknown as Page
  assert.deepEqual(Object.keys(paged), Object.keys(expected))
  assert.deepEqual(Object.keys(paged.records[0] ?? {}), Object.keys(expected.records[0] ?? {}))
  assert.match(paged.nextRecordsUrl ?? '', /^\/services\/data\/v66\.0\/query\/01g\w{15}-200$/)

  const batch = await fetch(`${base}/composite/batch`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ batchRequests: [{ method: 'GET', url: `v66.0/sobjects/Account/${ACME}` }] }),
  })
  const batched = (await batch.json()) as { results: object[] }
  const { results } = published('composite-batch').answer as { results: object[] }
  assert.deepEqual(Object.keys(batched), ['hasErrors', 'results'])
  assert.deepEqual(Object.keys(batched.results[0] ?? {}), Object.keys(results[1] ?? {}))
  await emulator.close()
})
