import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { NativeRef, Owner } from '#shared/crosswalk.ts'
import type { Store } from '#shared/store/store.ts'
import { createTestConnection } from '../../test/support/identities.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { openCrosswalk, type StoredCrosswalk } from './crosswalk.ts'

const billing = createTestConnection('pay-1', 'BILLING')
const connections = new Map([[billing.id, billing]])
const HOUR_MS = 3_600_000

const refTo = (objectType: string, nativeId: string): NativeRef => ({
  connectionId: billing.id,
  objectType,
  nativeId,
})
const invoice = refTo('invoice', 'in_1')
const [acme, globex] = [refTo('customer', 'cus_acme'), refTo('customer', 'cus_globex')]

let server: Awaited<ReturnType<typeof startTemporaryServer>>
before(async () => {
  server = await startTemporaryServer()
})
after(() => server[Symbol.asyncDispose]())

/** A store with two customers, and nodes on it whose clock the test moves. */
async function openWorld() {
  const store = await server.openDatabase()
  let now = new Date('2026-11-24T12:00:00Z')
  let statements = 0
  const counted: Store = {
    ...store,
    query: (sql, values) => {
      statements += 1
      return store.query(sql, values)
    },
  }
  const openNode = () =>
    openCrosswalk({ store: counted, connections, businessUnits: [], clock: { now: () => now } })
  const node = await openNode()
  for (const [id, native, unit] of [
    ['cus_A', acme, 'emea'],
    ['cus_B', globex, null],
  ] as const) {
    await store.query(
      `insert into crosswalk.entities (id, type, display_name, sort_name, business_unit_key, created_at, updated_at)
       values ($1, 'Customer', $1, $1, $2, now(), now())`,
      [id, unit],
    )
    await store.query(
      `insert into crosswalk.links (type, connection_id, object_type, native_id, id, method, linked_at)
       values ('Customer', $1, $2, $3, $4, 'MANUAL', now())`,
      [native.connectionId, native.objectType, native.nativeId, id],
    )
  }
  const [id = ''] = await node.ensureIds('Invoice', [invoice])
  return {
    id,
    node,
    openNode,
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms)
    },
    note: (customer: NativeRef | undefined, seenAt = now, by = node) =>
      by.noteOwners([{ ...invoice, id, ownership: { customer, seenAt } }]),
    ownerOf: async (by: StoredCrosswalk = node): Promise<Owner | undefined> =>
      (await by.linksOf([id], 'BILLING'))[0]?.[0]?.owner,
    statements: () => statements,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

test('whose a record is is told with its links, with the unit of that customer', async () => {
  await using world = await openWorld()
  assert.equal(await world.ownerOf(), undefined)
  world.note(acme)
  assert.deepEqual(await world.ownerOf(), { customerId: 'cus_A', businessUnitKey: 'emea' })
})

test('a customer’s own records are its own', async () => {
  await using world = await openWorld()
  const [[link] = []] = await world.node.linksOf(['cus_A'], 'BILLING')
  assert.deepEqual(link?.owner, { customerId: 'cus_A', businessUnitKey: 'emea' })
})

test('a record may be nobody’s, or of a record that is no customer yet', async () => {
  await using world = await openWorld()
  for (const customer of [undefined, refTo('customer', 'cus_new')]) {
    world.note(customer)
    assert.deepEqual(await world.ownerOf(), { customerId: undefined, businessUnitKey: undefined })
    world.pass(1)
  }
})

test('another owner is told at once by the node that has seen it, and by others within half a minute', async () => {
  await using world = await openWorld()
  const other = await world.openNode()
  world.note(acme)
  assert.equal((await world.ownerOf())?.customerId, 'cus_A')
  assert.equal((await world.ownerOf(other))?.customerId, 'cus_A')
  world.pass(1_000)
  world.note(globex)
  assert.equal((await world.ownerOf())?.customerId, 'cus_B')
  assert.equal((await world.ownerOf(other))?.customerId, 'cus_A')
  const [[link] = []] = await other.linksOf([world.id], 'BILLING', { isFresh: true })
  assert.equal(link?.owner?.customerId, 'cus_B')
})

test('what was read earlier is no news, on whichever node it is told', async () => {
  await using world = await openWorld()
  const other = await world.openNode()
  const before = new Date('2026-11-24T11:59:00Z')
  world.note(globex)
  await world.ownerOf()
  for (const node of [world.node, other]) {
    world.note(acme, before, node)
    assert.equal((await world.ownerOf(node))?.customerId, 'cus_B')
  }
})

test('an owner holds until a record says another, however long ago it was read', async () => {
  await using world = await openWorld()
  world.note(acme)
  world.pass(400 * 24 * HOUR_MS)
  assert.equal((await world.ownerOf())?.customerId, 'cus_A')
  world.note(globex)
  assert.equal((await world.ownerOf())?.customerId, 'cus_B')
})

test('what is known costs no statement: neither to be told again, nor to be asked for', async () => {
  await using world = await openWorld()
  world.note(acme)
  await world.ownerOf()
  const earlier = world.statements()
  for (let round = 0; round < 100; round += 1) {
    world.pass(1)
    await world.node.ensureIds('Invoice', [invoice])
    world.note(acme)
    await world.ownerOf()
  }
  assert.equal(world.statements(), earlier)
})

test('nodes that are told of the same records at once, in any order, both write', async () => {
  await using world = await openWorld()
  const other = await world.openNode()
  const refs = Array.from({ length: 300 }, (_, index) => refTo('invoice', `many_${index}`))
  const ids = await world.node.ensureIds('Invoice', refs)
  const notes = refs.map((ref, index) => ({
    ...{ ...ref, id: ids[index] ?? '' },
    ownership: { customer: acme, seenAt: new Date('2026-11-24T12:00:00Z') },
  }))
  world.node.noteOwners(notes)
  other.noteOwners(notes.toReversed())
  const told = await Promise.all([world.node, other].map((node) => node.linksOf(ids, 'BILLING')))
  assert.ok(told.flat(2).every(({ owner }) => owner?.customerId === 'cus_A'))
  assert.equal(told.flat(2).length, 600)
})

test('while the store does not answer, nobody is kept waiting, and it is learnt when it does', async () => {
  await using world = await openWorld()
  await using broken = await server.openDatabase()
  const away = await openCrosswalk({
    store: broken,
    connections,
    businessUnits: [],
    clock: { now: () => new Date() },
  })
  const [id = ''] = await away.ensureIds('Invoice', [invoice])
  const seenAt = new Date()
  await broken.query('alter table crosswalk.links rename column owner_seen_at to gone')
  away.noteOwners([{ ...invoice, id, ownership: { customer: acme, seenAt } }])
  await assert.rejects(away.linksOf([id], 'BILLING'), { code: 'INTERNAL' })
  await broken.query('alter table crosswalk.links rename column gone to owner_seen_at')
  away.noteOwners([{ ...invoice, id, ownership: { customer: undefined, seenAt } }])
  const [[link] = []] = await away.linksOf([id], 'BILLING')
  assert.deepEqual(link?.owner, { customerId: undefined, businessUnitKey: undefined })
  assert.equal(await world.ownerOf(), undefined)
})
