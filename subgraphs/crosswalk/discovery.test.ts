import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import type { IdentitySource } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { firstWordsOf, kill } from '../../test/support/child-process.ts'
import { createIdentity, createListSource, createTestConnection } from '../../test/support/identities.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { openCrosswalk, type StoredCrosswalk } from './crosswalk.ts'
import { createDiscovery, type Discovery } from './discovery.ts'

const crm = createTestConnection('crm-1', 'CRM')
const billing = createTestConnection('pay-1', 'BILLING')
const erp = createTestConnection('erp-1', 'ERP')
const connections = new Map([crm, billing, erp].map((connection) => [connection.id, connection]))

let server: Awaited<ReturnType<typeof startTemporaryServer>>
before(async () => {
  server = await startTemporaryServer()
})
after(() => server[Symbol.asyncDispose]())

const open = (store: Store): Promise<StoredCrosswalk> =>
  openCrosswalk({ store, connections, businessUnits: [], clock: systemClock })

/** One start of Weft: discovers, and is stopped again. Answers how far it came. */
async function discover(
  store: Store,
  crosswalk: StoredCrosswalk,
  sources: readonly IdentitySource[],
): Promise<ReturnType<Discovery['progress']>> {
  const discovery = createDiscovery({ store, crosswalk, sources, clock: systemClock, logger: silentLogger })
  await discovery.start()
  const progress = discovery.progress()
  await discovery.stop()
  return progress
}

/** `name: records` of every customer, by name. */
async function customersOf(store: Store): Promise<string[]> {
  const rows = await store.query<{ name: string; records: string[] }>(
    `select display_name as name, array_agg(connection_id || ' ' || native_id order by connection_id, native_id) as records
     from crosswalk.entities join crosswalk.links using (id) where entities.type = 'Customer' and merged_into is null
     group by entities.id, display_name order by display_name, records`,
  )
  return rows.map(({ name, records }) => `${name}: ${records.join(', ')}`)
}

test('customers are found across systems, and their names, units and parents are kept', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const updatedAt = new Date('2026-11-20T10:00:00Z')
  const accounts = [
    createIdentity(crm, 'A', {
      name: 'Massive Dynamic',
      businessUnitKey: 'americas',
      updatedAt,
      url: 'https://crm/A',
    }),
    createIdentity(crm, 'B', { name: 'Massive Dynamic UK', parentNativeId: 'A' }),
  ]
  const payers = [
    createIdentity(billing, 'a', { name: 'MASSIVE', names: ['A'] }),
    createIdentity(billing, 'b', { name: 'MASSIVE UK', names: ['B'] }),
    createIdentity(billing, 'c', { name: 'Pays only' }),
  ]
  const progress = await discover(store, crosswalk, [
    createListSource(crm, accounts),
    createListSource(billing, payers),
  ])
  assert.deepEqual([progress.phase, progress.ready], ['DONE', true])
  assert.deepEqual(await customersOf(store), [
    'Massive Dynamic: crm-1 A, pay-1 a',
    'Massive Dynamic UK: crm-1 B, pay-1 b',
    'Pays only: pay-1 c',
  ])
  const [parentId, childId] = await crosswalk.findIds(
    'Customer',
    accounts.map(({ ref }) => ref),
  )
  const [parent, child] = await crosswalk.customers.getCustomers([parentId ?? '', childId ?? ''])
  assert.equal(child?.parentId, parentId)
  assert.deepEqual([parent?.businessUnitKey, parent?.updatedAt], ['americas', updatedAt])
  const [link] = await crosswalk.findLinks(
    'Customer',
    accounts.map(({ ref }) => ref),
  )
  assert.deepEqual([link?.method, link?.state, link?.url], ['EXTERNAL_ID_FIELD', 'ACTIVE', 'https://crm/A'])
})

test('a second start changes nothing, and adds what is new', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const everything = 'select * from crosswalk.entities join crosswalk.links using (id) order by native_id'
  const known = createListSource(crm, [createIdentity(crm, 'A', { name: 'Acme', taxIds: ['T1'] })])
  await discover(store, crosswalk, [known])
  const first = await store.query(everything)
  await discover(store, crosswalk, [known])
  assert.deepEqual(await store.query(everything), first)
  await discover(store, crosswalk, [
    known,
    createListSource(erp, [createIdentity(erp, '9', { taxIds: ['T1'] })]),
  ])
  assert.deepEqual(await customersOf(store), ['Acme: crm-1 A, erp-1 9'])
})

test('a record with two candidates is recorded and suspect until a person settles it, then joined', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const initech = { name: 'Initech', domain: 'initech.com' }
  const accounts = [createIdentity(crm, 'A', initech), createIdentity(crm, 'B', initech)]
  const payer = createListSource(billing, [createIdentity(billing, 'a', initech)])
  await discover(store, crosswalk, [createListSource(crm, accounts), payer])
  assert.deepEqual(await customersOf(store), ['Initech: crm-1 A', 'Initech: crm-1 B', 'Initech: pay-1 a'])
  const undecided = 'select rule, suspects from crosswalk.ambiguities where resolved_at is null'
  assert.deepEqual(await store.query(undecided), [
    { rule: 'DOMAIN_AND_NAME', suspects: [createIdentity(billing, 'a').ref] },
  ])
  const linkState = async () =>
    (await crosswalk.findLinks('Customer', [createIdentity(billing, 'a').ref]))[0]?.state
  assert.equal(await linkState(), 'SUSPECT')
  // The person writes the account's id into the paying record.
  const settled = createListSource(billing, [createIdentity(billing, 'a', { ...initech, names: ['B'] })])
  await discover(store, crosswalk, [createListSource(crm, accounts), settled])
  assert.deepEqual(await customersOf(store), ['Initech: crm-1 A', 'Initech: crm-1 B, pay-1 a'])
  assert.equal(await linkState(), 'ACTIVE')
})

test('customers that turn out to be one keep both ids: the younger one answers the older', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const payer = createIdentity(billing, 'a', { name: 'Payer', names: ['A'] })
  const debtor = createIdentity(erp, '9', { name: 'Debtor', names: ['A'] })
  await discover(store, crosswalk, [createListSource(billing, [payer])])
  await discover(store, crosswalk, [createListSource(billing, [payer]), createListSource(erp, [debtor])])
  const ids = await crosswalk.findIds('Customer', [payer.ref, debtor.ref])
  const [older = '', younger = ''] = ids.toSorted()
  assert.notEqual(older, younger)
  const account = createIdentity(crm, 'A', { name: 'Acme' })
  const sources = [
    createListSource(crm, [account]),
    createListSource(billing, [payer]),
    createListSource(erp, [debtor]),
  ]
  await discover(store, crosswalk, sources)
  assert.deepEqual(await customersOf(store), ['Acme: crm-1 A, erp-1 9, pay-1 a'])
  const rows = await crosswalk.customers.getCustomers([younger, older])
  assert.deepEqual(
    rows.map((row) => row?.id),
    [older, older],
  )
  assert.deepEqual(await crosswalk.linksOf([younger], 'CRM'), await crosswalk.linksOf([older], 'CRM'))
  assert.equal((await crosswalk.linksOf([younger], 'CRM')).flat().length, 1)
})

test('a system that fails costs its own records only, and is asked again', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const list = createListSource(billing, [createIdentity(billing, 'a', { names: ['A'] })])
  let failures = 0
  const failing: IdentitySource = {
    ...list,
    async listIdentities(...given) {
      if (failures++ < 2) throw new WeftError('SYSTEM_UNAVAILABLE', 'down', { system: billing.id })
      return list.listIdentities(...given)
    },
  }
  const sources = [createListSource(crm, [createIdentity(crm, 'A', { name: 'Acme' })]), failing]
  const discovery = createDiscovery({
    store,
    crosswalk,
    sources,
    clock: systemClock,
    logger: silentLogger,
    retryAfterMs: 1,
  })
  await discovery.start()
  const { phase, ready, scans } = discovery.progress()
  assert.deepEqual([phase, ready], ['INCOMPLETE', true])
  const failed = scans.filter(({ state }) => state === 'FAILED')
  assert.deepEqual(
    failed.map(({ connectionId, code }) => ({ connectionId, code })),
    [
      { connectionId: 'pay-1', code: 'SYSTEM_UNAVAILABLE' },
      { connectionId: 'pay-1', code: 'SYSTEM_UNAVAILABLE' },
    ],
  )
  await discovery.finished()
  assert.equal(discovery.progress().phase, 'DONE')
  assert.deepEqual(await customersOf(store), ['Acme: crm-1 A, pay-1 a'])
  await discovery.stop()
})

test('a scan whose cursor the system has forgotten starts afresh', async () => {
  await using store = await server.openDatabase()
  const crosswalk = await open(store)
  const list = createListSource(
    crm,
    ['A', 'B', 'C'].map((id) => createIdentity(crm, id)),
  )
  let refusal: WeftError | undefined = new WeftError('SYSTEM_UNAVAILABLE', 'down')
  const source: IdentitySource = {
    ...list,
    async listIdentities(type, cursor, call) {
      if (cursor === undefined || !refusal) return list.listIdentities(type, cursor, call)
      const thrown = refusal
      refusal = undefined
      throw thrown
    },
  }
  assert.equal((await discover(store, crosswalk, [source])).phase, 'INCOMPLETE')
  refusal = new WeftError('INVALID_CURSOR', 'that was long ago')
  assert.equal((await discover(store, crosswalk, [source])).phase, 'DONE')
  assert.deepEqual(await customersOf(store), ['A: crm-1 A', 'B: crm-1 B', 'C: crm-1 C'])
  assert.deepEqual(list.asked, [undefined, undefined, '2'])
})

test('a scan killed between two pages goes on where it stood, in the next process', async () => {
  await using store = await server.openDatabase()
  const script = `
    import { systemClock } from '#shared/clock.ts'
    import { openStore } from '#shared/store/store.ts'
    import { silentLogger } from '#shared/telemetry/logger.ts'
    import { createIdentity, createListSource, createTestConnection } from './test/support/identities.ts'
    import { openCrosswalk } from '#crosswalk/crosswalk.ts'
    import { createDiscovery } from '#crosswalk/discovery.ts'
    const crm = createTestConnection('crm-1', 'CRM')
    const list = createListSource(crm, ['A', 'B', 'C', 'D', 'E'].map((id) => createIdentity(crm, id)))
    const source = { ...list, async listIdentities(type, cursor, call) {
      if (cursor === '4') { console.log('at the third page'); await new Promise(() => setInterval(() => {}, 1000)) }
      return list.listIdentities(type, cursor, call)
    } }
    const store = await openStore({ databaseUrl: process.env.TEST_DATABASE_URL, directory: '', logger: silentLogger })
    const shared = { store, clock: systemClock }
    const crosswalk = await openCrosswalk({ ...shared, connections: new Map([[crm.id, crm]]), businessUnits: [] })
    await createDiscovery({ ...shared, crosswalk, sources: [source], logger: silentLogger }).start()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, TEST_DATABASE_URL: store.databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await firstWordsOf(child)
  await kill(child)
  const list = createListSource(
    crm,
    ['A', 'B', 'C', 'D', 'E'].map((id) => createIdentity(crm, id)),
  )
  const progress = await discover(store, await open(store), [list])
  assert.deepEqual(list.asked, ['4'])
  assert.equal(progress.scans[0]?.records, 5)
  assert.deepEqual(
    await customersOf(store),
    ['A', 'B', 'C', 'D', 'E'].map((id) => `${id}: crm-1 ${id}`),
  )
})

test('two processes that start at once discover one after the other and find the same customers', async () => {
  await using store = await server.openDatabase()
  const nodes = await Promise.all([open(store), open(store)])
  const sources = () => [
    createListSource(crm, [createIdentity(crm, 'A', { name: 'Acme' })]),
    createListSource(billing, [createIdentity(billing, 'a', { names: ['A'] })]),
  ]
  await Promise.all(nodes.map((node) => discover(store, node, sources())))
  assert.deepEqual(await customersOf(store), ['Acme: crm-1 A, pay-1 a'])
})
