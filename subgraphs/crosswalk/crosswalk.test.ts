import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import { typeOfId } from '#shared/global-id.ts'
import type { Store } from '#shared/store/store.ts'
import { createTestConnection } from '../../test/support/identities.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { openCrosswalk, type StoredCrosswalk } from './crosswalk.ts'

const crm = createTestConnection('crm-1', 'CRM')
const billing = createTestConnection('pay-1', 'BILLING')
const erpEast = createTestConnection('erp-east', 'ERP')
const erpWest = createTestConnection('erp-west', 'ERP')
const connections = new Map([crm, billing, erpEast, erpWest].map((connection) => [connection.id, connection]))

const invoiceRef = (nativeId: string, connectionId = billing.id) => ({
  connectionId,
  objectType: 'invoice',
  nativeId,
})

let server: Awaited<ReturnType<typeof startTemporaryServer>>
before(async () => {
  server = await startTemporaryServer()
})
after(() => server[Symbol.asyncDispose]())

const open = (store: Store): Promise<StoredCrosswalk> =>
  openCrosswalk({ store, connections, businessUnits: [], clock: systemClock })

test('a record has one id from its first sight on, in the order asked, also asked twice at once', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const [one, two, again] = await crosswalk.ensureIds('Invoice', [
    invoiceRef('a'),
    invoiceRef('b'),
    invoiceRef('a'),
  ])
  assert.equal(one, again)
  assert.notEqual(one, two)
  assert.equal(typeOfId(one ?? ''), 'Invoice')
  assert.deepEqual(await crosswalk.findIds('Invoice', [invoiceRef('b'), invoiceRef('c'), invoiceRef('a')]), [
    two,
    undefined,
    one,
  ])
})

test('many processes that see the same records at the same moment mint one id each', async () => {
  await using store = await server.openDatabase()
  const nodes = await Promise.all([open(store), open(store), open(store), open(store)])
  const refs = Array.from({ length: 200 }, (_, index) => invoiceRef(String(index)))
  // Each asks in another order: locks taken in the order asked would end in a deadlock.
  const answers = await Promise.all(
    nodes.map(async (node, turn) => {
      const turned = [...refs.slice(turn * 40), ...refs.slice(0, turn * 40)]
      const asked = turn % 2 === 0 ? turned : turned.toReversed()
      const ids = await node.ensureIds('Invoice', asked)
      return new Map(asked.map(({ nativeId }, index) => [nativeId, ids[index]]))
    }),
  )
  const [first, ...others] = answers
  for (const other of others)
    for (const { nativeId } of refs) assert.equal(other.get(nativeId), first?.get(nativeId))
  const [row] = await store.query<{ count: string }>('select count(distinct id) from crosswalk.links')
  assert.equal(row?.count, '200')
})

test('ids survive a restart', async () => {
  await using store = await server.openDatabase()
  const ids = await (await open(store)).ensureIds('Case', [invoiceRef('a')])
  assert.deepEqual(await (await open(store)).ensureIds('Case', [invoiceRef('a')]), ids)
})

test('a domain can neither mint a customer nor name a connection that does not exist', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  await assert.rejects(crosswalk.ensureIds('Customer', [invoiceRef('a', crm.id)]), { code: 'INTERNAL' })
  await assert.rejects(crosswalk.ensureIds('Invoice', [invoiceRef('a', 'nowhere')]), {
    code: 'NOT_CONFIGURED',
  })
})

test('a name in another system is an id at once where the domain has one connection', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const foreign = { domain: 'BILLING', objectType: 'invoice', nativeId: 'a' } as const
  const [named] = await crosswalk.findForeignIds('Invoice', [foreign])
  assert.deepEqual(await crosswalk.ensureIds('Invoice', [invoiceRef('a')]), [named])
  const account = { domain: 'CRM', objectType: 'Account', nativeId: 'a' } as const
  assert.deepEqual(await crosswalk.findForeignIds('Customer', [account]), [undefined])
})

test('a name that several connections could mean is an id only where one of them has the record', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const foreign = { domain: 'ERP', objectType: 'invoice', nativeId: '7' } as const
  assert.deepEqual(await crosswalk.findForeignIds('Order', [foreign]), [undefined])
  const [east] = await crosswalk.ensureIds('Order', [invoiceRef('7', erpEast.id)])
  assert.deepEqual(await crosswalk.findForeignIds('Order', [foreign]), [east])
  await crosswalk.ensureIds('Order', [invoiceRef('7', erpWest.id)])
  assert.deepEqual(await crosswalk.findForeignIds('Order', [foreign]), [undefined])
})

test('a link that is added is seen at once, and one that exists wins', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const [id, other] = await crosswalk.ensureIds('Invoice', [invoiceRef('a'), invoiceRef('b')])
  const ledgerRef = invoiceRef('99', erpEast.id)
  const link = (to: string | undefined) => [
    { id: to ?? '', ref: ledgerRef, method: 'ORCHESTRATION' as const },
  ]
  assert.deepEqual(await crosswalk.linksOf([id ?? ''], 'ERP'), [[]])
  await crosswalk.addLinks(link(id))
  await crosswalk.addLinks(link(other))
  const [links, none] = await crosswalk.linksOf([id ?? '', other ?? ''], 'ERP')
  assert.deepEqual(
    links?.map(({ connectionId, nativeId, method, state }) => ({ connectionId, nativeId, method, state })),
    [{ connectionId: 'erp-east', nativeId: '99', method: 'ORCHESTRATION', state: 'ACTIVE' }],
  )
  assert.deepEqual(none, [])
})

test('what another process links is seen when the memory of it is older than half a minute', async () => {
  await using store = await server.openDatabase()
  let now = new Date('2026-11-24T12:00:00Z')
  const ours = await openCrosswalk({ store, connections, businessUnits: [], clock: { now: () => now } })
  const [id = ''] = await ours.ensureIds('Invoice', [invoiceRef('a')])
  assert.deepEqual((await ours.linksOf([id], 'BILLING')).flat().length, 1)
  const theirs = await open(store)
  await theirs.addLinks([{ id, ref: invoiceRef('9', erpEast.id), method: 'ORCHESTRATION' }])
  now = new Date('2026-11-24T12:00:29Z')
  assert.deepEqual(await ours.linksOf([id], 'ERP'), [[]])
  now = new Date('2026-11-24T12:00:30Z')
  assert.equal((await ours.linksOf([id], 'ERP')).flat().length, 1)
})

test('a business unit keeps its id, and its legal entities are the ERP records configured', async () => {
  await using store = await server.openDatabase()
  const subsidiary = { connectionId: erpEast.id, objectType: 'subsidiary', nativeId: '3' }
  const businessUnits = [
    { key: 'emea', name: 'Europe', region: 'EMEA', legalEntities: [subsidiary] },
    { key: 'dach', name: 'DACH', parentKey: 'emea' },
  ]
  const first = await openCrosswalk({ store, connections, businessUnits, clock: systemClock })
  const second = await openCrosswalk({ store, connections, businessUnits, clock: systemClock })
  assert.deepEqual(second.businessUnits.all, first.businessUnits.all)
  const [emea, dach] = first.businessUnits.all
  assert.equal(dach?.parentId, emea?.id)
  assert.deepEqual(emea?.legalEntityIds, await first.ensureIds('LegalEntity', [subsidiary]))
})
