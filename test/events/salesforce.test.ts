import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { salesforceId } from '#demo-world/native-ids.ts'
import { noteOwnWrite } from '#events/apply/own-writes.ts'
import { readLog } from '#events/log/log-rows.ts'
import { systemClock } from '#shared/clock.ts'
import type { BusinessEvent } from '#shared/events/event.ts'
import type { ChangedRecord, StreamedChanges } from '#shared/events/changes.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import {
  signIn,
  startTestOrg,
  type TestOrg,
} from '../../subgraphs/crm/providers/salesforce/emulator/test-org.ts'
import { createSalesforceProvider } from '../../subgraphs/crm/providers/salesforce/index.ts'
import { type EventWorld, startEventWorld } from '../support/event-world.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { startEventNode } from './event-node.ts'

const ACME = salesforceId('001', 'acme')
/** All that the org keeps. */
const FROM_THE_BEGINNING = '-2'

let org: TestOrg
let provider: ReturnType<typeof createSalesforceProvider>

before(async () => {
  org = await startTestOrg()
  const { baseUrl, credentials } = org.emulator
  provider = createSalesforceProvider(
    {
      id: 'crm',
      name: 'Salesforce',
      vendor: 'salesforce',
      domain: 'CRM',
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
  await org.emulator.close()
})

const rename = (website: string) => org.call('PATCH', `/sobjects/Account/${ACME}`, { Website: website })
const call = (signal: AbortSignal = AbortSignal.timeout(20_000)) => ({ correlationId: 'test', signal })

/** Follows until so many batches came. */
async function follow(position: string | undefined, batches: number): Promise<StreamedChanges[]> {
  const taken: StreamedChanges[] = []
  const enough = new AbortController()
  const received = async (changes: StreamedChanges) => {
    taken.push(changes)
    if (taken.length === batches) enough.abort()
  }
  await provider.changes?.stream?.follow(position, received, call(enough.signal))
  return taken
}

test('the stream tells which records changed, and goes on after its position', async () => {
  await rename('https://one.example')
  const [first] = await follow(FROM_THE_BEGINNING, 1)
  assert.ok(first?.hints.some(({ objectType, nativeId }) => objectType === 'Account' && nativeId === ACME))
  await rename('https://two.example')
  const [second] = await follow(first?.position, 1)
  assert.deepEqual(
    second?.hints.map(({ objectType, nativeId, nativeEventType }) => [objectType, nativeId, nativeEventType]),
    [['Account', ACME, 'UPDATE']],
  )
})

test('a position that the org no longer keeps is refused', () =>
  assert.rejects(follow('5', 1), { code: 'SEQUENCE_EXPIRED' }))

test('an overflow says that others changed, too', async () => {
  const [before] = await follow(FROM_THE_BEGINNING, 1)
  await org.control('/gaps', { object: 'Account', changeType: 'GAP_OVERFLOW' })
  const [told] = await follow(before?.position ?? '', 1)
  assert.equal(told?.isIncomplete, true)
  assert.deepEqual(told?.hints, [])
})

test('what changed is listed by time and id, and nothing after the last', async () => {
  await rename('https://three.example')
  const poll = provider.changes?.poll
  assert.ok(poll)
  const from = { changedAt: new Date(Date.now() - 60_000), nativeId: '' }
  const { changes } = await poll.listChanges('Account', from, call())
  assert.equal(changes.at(-1)?.nativeId, ACME)
  const last = changes.at(-1) ?? from
  assert.deepEqual((await poll.listChanges('Account', last, call())).changes, [])
})

test('versions follow each other, and a record that is gone is nothing', async () => {
  const read = async (): Promise<ChangedRecord> => {
    const [record] =
      (await provider.changes?.readChanged([{ objectType: 'Account', nativeId: ACME }], call())) ?? []
    assert.ok(record && 'kind' in record)
    return record
  }
  const earlier = await read()
  await rename('https://four.example')
  const later = await read()
  assert.ok((later.version ?? '') > (earlier.version ?? ''))
  assert.ok(later.kind === 'CUSTOMER')
  assert.equal(later.facts.fields.domain, 'four.example')
  const missing = await provider.changes?.readChanged(
    [{ objectType: 'Contract', nativeId: salesforceId('800', 'nobody') }],
    call(),
  )
  assert.deepEqual(missing, [undefined])
})

test('what somebody else did before our own write, and is read with it, is not told as ours', async () => {
  const { changes } = provider
  assert.ok(changes && provider.writes)
  const { updateCustomer } = provider.writes
  await using running = await openTemporaryStore()
  await using node = await startEventNode(running.store, [changes])
  const upTo = async (): Promise<BusinessEvent | undefined> => {
    await node.look('POLL')
    await node.drain()
    const events = await readLog(running.store, 0, 10_000)
    return events.findLast(({ source }) => source.nativeId === ACME)
  }
  let key = 0
  const writeOurs = async (legalName: string): Promise<void> => {
    const idempotencyKey = `run:${++key}`
    const written = await updateCustomer({ nativeId: ACME, legalName }, { ...call(), idempotencyKey })
    assert.ok(written.version !== undefined)
    const { ref, version, replaced } = written
    await noteOwnWrite(running.store, { ref, version, replaced, correlationId: 'ours', causationId: 'run' })
  }
  await upTo()
  await writeOurs('Acme One')
  await writeOurs('Acme Two')
  assert.equal((await upTo())?.cause, 'ORCHESTRATION')
  await rename('https://theirs.example')
  await writeOurs('Acme Three')
  const told = await upTo()
  assert.deepEqual([told?.type, told?.cause], ['CUSTOMER_UPDATED', 'POLL'])
  await writeOurs('Acme Four')
  assert.equal((await upTo())?.cause, 'ORCHESTRATION')
})

test('a contract whose term becomes longer is renewed', async () => {
  await using world = await startEventWorld()
  const { baseUrl } = world.world.emulator('salesforce')
  const { data } = await world.world.query(
    'query ($id: ID!) { customer(id: $id) { contracts { nodes { id externalRefs { externalId } } } } }',
    { id: await world.world.customerId('Globex') },
  )
  const [contract] = (
    data as unknown as {
      customer: { contracts: { nodes: { id: string; externalRefs: { externalId: string }[] }[] } }
    }
  ).customer.contracts.nodes
  const nativeId = contract?.externalRefs[0]?.externalId ?? ''
  const token = await signIn(world.world.emulator('salesforce'))
  const extend = (months: number) =>
    fetch(`${baseUrl}/services/data/v66.0/sobjects/Contract/${nativeId}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ContractTerm: months }),
    })
  const isFollowed = () =>
    world.world
      .emulator('salesforce')
      .calls()
      .some(({ body }) => body.includes('/meta/subscribe'))
  while (!isFollowed()) await setImmediate()
  // The first change that is seen has nothing to be compared with.
  const seen = nextOf(world, nativeId)
  await extend(13)
  await seen
  const renewal = nextOf(world, nativeId)
  await extend(25)
  const renewed = await renewal
  assert.equal(renewed.type, 'CONTRACT_RENEWED')
  assert.equal(renewed.entityId, contract?.id)
  assert.equal(renewed.customerId, await world.world.customerId('Globex'))
})

/** The next event of a record. */
function nextOf({ world }: EventWorld, nativeId: string): Promise<BusinessEvent> {
  const { promise, resolve } = Promise.withResolvers<BusinessEvent>()
  const stop = world.domains.events.feed.listen((events) => {
    const found = events.find(({ source }) => source.nativeId === nativeId)
    if (!found) return
    stop()
    resolve(found)
  })
  return promise
}
