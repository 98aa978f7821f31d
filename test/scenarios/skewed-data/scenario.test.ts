import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { startWorld, type World } from '../../support/world.ts'
import { createGrowingEmulators } from './grow.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')
const LISTS = ['contacts', 'invoices', 'cases', 'orders'] as const

type CustomerNode = { displayName: string } & Record<
  (typeof LISTS)[number],
  { nodes: unknown[]; pageInfo: { hasNextPage: boolean } } | null
>

describe('one customer has thousands of everything', () => {
  const emulators = createGrowingEmulators()
  let world: World
  before(async () => {
    world = await startWorld({ emulators: emulators.definitions })
  })
  after(() => world[Symbol.asyncDispose]())

  const list = async () => {
    world.forgetCalls()
    const { data, errors } = await world.query(operation, { first: 50 })
    assert.equal(errors, undefined)
    const { customers } = data as unknown as { customers: { nodes: CustomerNode[] } }
    return { nodes: customers.nodes, calls: world.callsPerVendor() }
  }

  test('it takes no place from the first page of anybody, and costs Stripe one call more, the others none', async () => {
    const before = await list()
    emulators.grow('acme', 2_000)
    const after = await list()
    const others = ({ nodes }: typeof before) =>
      nodes.filter(({ displayName }) => displayName !== 'Acme Industries')
    assert.ok(others(before).length >= 49)
    assert.deepEqual(others(after), others(before))
    const acme = after.nodes.find(({ displayName }) => displayName === 'Acme Industries')
    for (const name of LISTS)
      assert.deepEqual(
        [name, acme?.[name]?.nodes.length, acme?.[name]?.pageInfo.hasNextPage],
        [name, 3, true],
      )
    // Stripe's search has one answer for ten customers: the other nine are searched for again.
    assert.deepEqual(after.calls, { ...before.calls, stripe: (before.calls.stripe ?? 0) + 1 })
  })
})
