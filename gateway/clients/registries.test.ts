import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openRevocations } from '#shared/access/revocations.ts'
import { openStore, type Store } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createTemporaryDirectory } from '../../test/support/temporary-store.ts'
import { DEMO_CLIENTS_FILE } from './demo-clients.ts'
import { type FollowedAccess, followAccess } from './follow-access.ts'
import { readClients } from './parse-clients.ts'
import { publishClients } from './publish-clients.ts'
import { openRegistries, type Registries } from './registries.ts'

/** Longer than any test runs: only what the store tells can be what was heard. */
const NEVER_MS = 3_600_000
const DEMO = readClients(DEMO_CLIENTS_FILE)

describe('registries of clients', () => {
  const stack = new AsyncDisposableStack()
  let store: Store
  let registries: Registries
  const follow = async (pollMs: number): Promise<FollowedAccess> => {
    const revocations = await openRevocations(store)
    const followed = await followAccess({ store, revocations, registries, logger: silentLogger, pollMs })
    stack.defer(() => followed.close())
    return followed
  }
  const heard = (followed: FollowedAccess) =>
    new Promise<void>((resolve) => followed.onPublished(() => resolve()))
  const publish = (clients = DEMO) =>
    publishClients(store, { clients, actor: 'olga', at: new Date('2026-11-25T09:00:00Z') })

  before(async () => {
    const { path: directory } = stack.use(await createTemporaryDirectory())
    store = await openStore({ databaseUrl: undefined, directory, logger: silentLogger })
    stack.defer(() => store.close())
    registries = await openRegistries(store)
  })
  after(() => stack.disposeAsync())

  test('what is published reaches every node as it was written, and one that starts later', async () => {
    const nodes = [await follow(NEVER_MS), await follow(NEVER_MS)]
    assert.equal(nodes[0]?.published(), undefined)
    const all = Promise.all(nodes.map(heard))
    const published = await publish()
    await all
    assert.deepEqual(
      published?.added,
      DEMO.map(({ id }) => id),
    )
    for (const node of [...nodes, await follow(NEVER_MS)]) {
      assert.deepEqual(node.published()?.clients, DEMO)
      assert.equal(node.published()?.publishedBy, 'olga')
    }
  })

  test('a notice that is lost is made good by the poll', async () => {
    await publish()
    const node = await follow(20)
    const told = heard(node)
    await store.query(
      `insert into clients.registries (content, published_by, published_at) values ('[]', 'olga', now())`,
    )
    await told
    assert.deepEqual(node.published()?.clients, [])
  })

  test('each version is kept with who published it, and stands in the audit trail; the same again is none', async () => {
    await publish([])
    const made = await publish(DEMO)
    assert.equal(await publish(DEMO), undefined)
    const [first, ...rest] = DEMO
    assert.ok(first && made)
    const narrowed = await publish([{ ...first, scopes: new Set() }])
    assert.deepEqual(
      [narrowed?.added, narrowed?.changed, narrowed?.removed],
      [[], [first.id], rest.map(({ id }) => id)],
    )
    assert.deepEqual(await registries.clientsOf(made.version), DEMO)
    const entries = await store.query<{ correlation_id: string; subject: string }>(
      `select correlation_id, subject from audit.entries where operation_name = 'clients publish' order by id desc limit 2`,
    )
    assert.deepEqual(entries, [
      { correlation_id: `clients-${narrowed?.version}`, subject: 'olga' },
      { correlation_id: `clients-${made.version}`, subject: 'olga' },
    ])
  })

  test('twenty at once publish one version', async () => {
    await publish([])
    const answers = await Promise.all(Array.from({ length: 20 }, () => publish()))
    assert.equal(answers.filter(Boolean).length, 1)
  })

  for (const change of [
    'update clients.registries set published_by = $1',
    'delete from clients.registries where $1 <> $1',
    'truncate clients.registries',
  ])
    test(`nobody changes a version: ${change}`, async () => {
      const before = await registries.latest()
      await assert.rejects(store.query(change, change.includes('$1') ? ['mallory'] : []))
      assert.deepEqual(await registries.latest(), before)
    })

  test('what another version of Weft has written is not read in part: what was known holds', async () => {
    await publish()
    const node = await follow(20)
    const known = node.published()
    await store.query(
      `insert into clients.registries (content, published_by, published_at)
       select jsonb_set(content, '{0,allowedHours}', '"9 to 5"'), 'olga', now()
       from clients.registries order by version desc limit 1`,
    )
    const told = heard(node)
    await assert.rejects(follow(NEVER_MS))
    await publish(DEMO.slice(1))
    await told
    assert.notEqual(node.published()?.version, known?.version)
    assert.deepEqual(node.published()?.clients, DEMO.slice(1))
  })
})
