import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import type { ChangedRecord } from '#shared/events/changes.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { start } from '../../subgraphs/erp/providers/netsuite/emulator/test-account.ts'
import { ACME, approvedOrder, bill } from '../../subgraphs/erp/providers/netsuite/emulator/write/stories.ts'
import { createNetsuiteProvider } from '../../subgraphs/erp/providers/netsuite/index.ts'

let account: Awaited<ReturnType<typeof start>>
let provider: ReturnType<typeof createNetsuiteProvider>

before(async () => {
  account = await start()
  const { baseUrl, credentials } = account.emulator
  provider = createNetsuiteProvider(
    {
      id: 'erp',
      name: 'NetSuite',
      vendor: 'netsuite',
      domain: 'ERP',
      environment: 'SIMULATED',
      baseUrl,
      credentials,
      fields: {},
      timeoutMs: 10_000,
    },
    { logger: silentLogger, clock: systemClock },
  )
})
after(async () => {
  await provider.close()
  await account[Symbol.asyncDispose]()
})

const call = () => ({ correlationId: 'test', signal: AbortSignal.timeout(10_000) })

async function changesSince(objectType: string, changedAt: Date, nativeId = '') {
  const listed = await provider.changes?.poll?.listChanges(objectType, { changedAt, nativeId }, call())
  return listed?.changes ?? []
}

async function read(objectType: string, nativeId: string): Promise<ChangedRecord> {
  const [record] = (await provider.changes?.readChanged([{ objectType, nativeId }], call())) ?? []
  assert.ok(record && 'kind' in record)
  return record
}

test('an invoice that is posted is listed, and read with the invoice that billing has', async () => {
  const from = new Date(Date.now() - 1_000)
  const id = await bill(account, await approvedOrder(account), { externalId: 'in_new' })
  const changes = await changesSince('transaction', from)
  assert.ok(changes.some(({ nativeId }) => nativeId === id))
  const { kind, entity, customer, facts } = await read('transaction', id)
  assert.equal(kind, 'POSTING')
  assert.deepEqual(entity, {
    type: 'Invoice',
    ref: { domain: 'BILLING', objectType: 'invoice', nativeId: 'in_new' },
  })
  assert.deepEqual(customer, { connectionId: 'erp', objectType: 'customer', nativeId: ACME })
  assert.equal('postingStatus' in facts && facts.postingStatus, 'POSTED')
})

test('what was listed last is not listed after itself', async () => {
  await bill(account, await approvedOrder(account, { externalId: 'run-2' }), { externalId: 'in_newer' })
  const last = (await changesSince('transaction', new Date(0))).at(-1)
  assert.ok(last)
  assert.deepEqual(await changesSince('transaction', last.changedAt, last.nativeId), [])
})

test('a customer is read with what matching needs, and its hold is a fact', async () => {
  const before = await read('customer', ACME)
  const { status } = await account.send('PATCH', `customer/${ACME}`, { creditHoldOverride: { id: 'ON' } })
  assert.equal(status, 204)
  const held = await read('customer', ACME)
  assert.ok(before.kind === 'CUSTOMER' && held.kind === 'CUSTOMER')
  assert.equal(held.facts.fields.creditHold, 'true')
  assert.notEqual(before.digest, held.digest)
  assert.deepEqual(held.identity.ref, { connectionId: 'erp', objectType: 'customer', nativeId: ACME })
})

test('what is not there is nothing', async () => {
  const [missing, noNumber] =
    (await provider.changes?.readChanged(
      [
        { objectType: 'transaction', nativeId: '999999999' },
        { objectType: 'customer', nativeId: 'x' },
      ],
      call(),
    )) ?? []
  assert.deepEqual([missing, noNumber], [undefined, undefined])
})
