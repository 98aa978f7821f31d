import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openRevocations, type Revocations } from '#shared/access/revocations.ts'
import { openStore, type Store } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createTemporaryDirectory } from '../../test/support/temporary-store.ts'
import { createAccess } from './access.ts'
import { type FollowedAccess, followAccess } from './follow-access.ts'
import { openRegistries, type Registries } from './registries.ts'

/** Longer than any test runs: only what the store tells can be what was heard. */
const NEVER_MS = 3_600_000
/** Of the two ways to hear only the poll is left. */
const DEAF = 'weft_nobody'

const change = (clientId: string, reason = 'a lost secret') => ({
  ...{ clientId, reason, actor: 'olga' },
  at: new Date('2026-11-25T09:00:00Z'),
})

describe('revoked clients', () => {
  const stack = new AsyncDisposableStack()
  let store: Store
  let revocations: Revocations
  let registries: Registries
  const follow = async (pollMs: number): Promise<FollowedAccess> => {
    const followed = await followAccess({ store, revocations, registries, logger: silentLogger, pollMs })
    stack.defer(() => followed.close())
    return followed
  }
  /** Resolves when a node hears that a client's access changed. */
  const heard = (followed: FollowedAccess, clientId: string) =>
    new Promise<void>((resolve) => {
      followed.onChange((ids) => ids.includes(clientId) && resolve())
    })

  before(async () => {
    const { path: directory } = stack.use(await createTemporaryDirectory())
    store = await openStore({ databaseUrl: undefined, directory, logger: silentLogger })
    stack.defer(() => store.close())
    revocations = await openRevocations(store)
    registries = await openRegistries(store)
  })
  after(() => stack.disposeAsync())

  test('one command ends access on every node, without waiting for a poll, and gives it back', async () => {
    const nodes = [await follow(NEVER_MS), await follow(NEVER_MS)]
    for (const verb of ['revoke', 'restore'] as const) {
      const all = Promise.all(nodes.map((node) => heard(node, 'acme')))
      await revocations[verb](change('acme'))
      await all
      assert.deepEqual(
        nodes.map((node) => node.has('acme')),
        Array.from({ length: 2 }, () => verb === 'revoke'),
      )
    }
  })

  test('a notice that is lost is made good by the poll', async () => {
    const node = await follow(20)
    const ended = heard(node, 'globex')
    await store.transaction(async (transaction) => {
      await transaction.query(
        `insert into access.revocations (client_id, action, reason, actor, at)
         values ('globex', 'REVOKED', $1, 'olga', now())`,
        [DEAF],
      )
    })
    await ended
    assert.equal(node.has('globex'), true)
  })

  test('a client is revoked once: repeated, it answers when that was', async () => {
    const first = await revocations.revoke(change('initech'))
    assert.deepEqual(first, { revokedAt: change('').at, wasRevoked: false })
    const later = { ...change('initech', 'again'), at: new Date() }
    assert.deepEqual(await revocations.revoke(later), { revokedAt: first.revokedAt, wasRevoked: true })
    const [kept] = (await revocations.list()).filter(({ clientId }) => clientId === 'initech')
    assert.deepEqual(kept, {
      clientId: 'initech',
      reason: 'a lost secret',
      actor: 'olga',
      revokedAt: first.revokedAt,
    })
    assert.equal(await revocations.restore(later), true)
    assert.equal(await revocations.restore(later), false)
  })

  test('twenty at once revoke once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => revocations.revoke(change('hooli'))))
    assert.equal(answers.filter(({ wasRevoked }) => !wasRevoked).length, 1)
  })

  test('without a reason nothing is revoked', async () => {
    for (const refused of [change('acme', ' '), change(''), change('acme', 'x'.repeat(501))])
      await assert.rejects(revocations.revoke(refused), { code: 'INVALID_ARGUMENT' })
  })

  test('a node that starts later knows it, and what is open there ends when it is told', async () => {
    await revocations.revoke(change('umbrella'))
    const node = await follow(NEVER_MS)
    const access = createAccess(undefined, node)
    const caller = {
      subject: 's',
      scopes: new Set<string>(),
      customerIds: undefined,
      businessUnits: undefined,
    }
    assert.equal(access.admit({ ...caller, clientId: 'umbrella' }, 'any'), undefined)
    assert.ok(access.admit({ ...caller, clientId: 'stark' }, 'any'))
    const ended = new Promise<void>((resolve) => access.whenEnded('stark', resolve))
    await revocations.revoke(change('stark'))
    await ended
    assert.equal(access.admit({ ...caller, clientId: 'stark' }, 'any'), undefined)
  })
})
