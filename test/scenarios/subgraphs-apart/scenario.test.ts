import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { ExecutionResult } from 'graphql'
import { type SplitWorld, startSplitWorld } from '../../support/split-world.ts'
import { startWorld } from '../../support/world.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

type Customer = Record<string, unknown>

/** What each subgraph's absence costs: fields that become null, and fields that others answer for it. */
const COSTS: Readonly<Record<string, { lost: string[]; poorer: string[] }>> = {
  crm: { lost: ['status', 'contracts'], poorer: ['legalName', 'provenance'] },
  billing: { lost: ['billingEmail', 'invoices'], poorer: ['legalName', 'provenance'] },
  support: { lost: ['supportTier', 'cases'], poorer: ['provenance'] },
}

function without(customer: Customer, fields: readonly string[]): Customer {
  return Object.fromEntries(Object.entries(customer).filter(([field]) => !fields.includes(field)))
}

describe('every subgraph in a process of its own', () => {
  let world: SplitWorld
  let id: string
  let whole: Customer

  before(async () => {
    world = await startSplitWorld()
    id = await world.customerId('Acme Industries')
    whole = customerOf(await world.query(operation, { id }))
  })
  after(() => world[Symbol.asyncDispose]())

  const customerOf = ({ data, errors }: ExecutionResult): Customer => {
    assert.equal(errors, undefined)
    return data?.customer as Customer
  }

  /** What is answered while a process is away; when it is back, it is found again without anybody's help. */
  const answerWithout = async (subgraph: string, ask: () => Promise<ExecutionResult>) => {
    const answer = await ask().finally(() => world.restart(subgraph))
    while ((await world.query(operation, { id })).errors !== undefined);
    assert.deepEqual(customerOf(await world.query(operation, { id })), whole)
    return answer
  }

  const assertCosts = (subgraph: string, { data, errors }: ExecutionResult): void => {
    const { lost, poorer } = COSTS[subgraph] ?? { lost: [], poorer: [] }
    const customer = data?.customer as Customer
    for (const field of lost) assert.equal(customer[field], null, field)
    assert.deepEqual(without(customer, [...lost, ...poorer]), without(whole, [...lost, ...poorer]))
    assert.deepEqual([...new Set(errors?.map(({ path }) => path?.[1]))].sort(), [...lost, ...poorer].sort())
    for (const { extensions } of errors ?? []) {
      const { code, system, retryable, correlationId } = extensions ?? {}
      assert.ok(['SYSTEM_UNAVAILABLE', 'CIRCUIT_OPEN'].includes(String(code)), String(code))
      assert.deepEqual([system, retryable, correlationId], ['gateway', true, 'test'])
    }
    assert.doesNotMatch(JSON.stringify(errors), /127\.0\.0\.1/)
  }

  test('answers what one process answers', async () => {
    await using one = await startWorld()
    const answer = await one.query(operation, { id: await one.customerId('Acme Industries') })
    assert.deepEqual(whole, customerOf(answer))
  })

  for (const subgraph of Object.keys(COSTS)) {
    test(`${subgraph} is killed: its fields are null, the rest is answered, and it is found again`, async () => {
      const answer = await answerWithout(subgraph, async () => {
        await world.kill(subgraph)
        return world.query(operation, { id })
      })
      assertCosts(subgraph, answer)
    })
  }

  test('billing is killed while it is being asked: the operation is answered all the same', async () => {
    world.emulator('stripe').fail({ delayMs: 60_000 })
    world.forgetCalls()
    const answer = await answerWithout('billing', async () => {
      const asked = world.query(operation, { id })
      while (world.calls('stripe').length === 0) await new Promise(setImmediate)
      await world.kill('billing')
      world.emulator('stripe').reset()
      return asked
    })
    assertCosts('billing', answer)
  })

  test('without the crosswalk nobody is known, and that is said', async () => {
    const { data, errors } = await answerWithout('crosswalk', async () => {
      await world.kill('crosswalk')
      return world.query(operation, { id })
    })
    assert.deepEqual(data, { customer: null })
    assert.deepEqual(
      errors?.map(({ path, extensions }) => [path, extensions?.code]),
      [[['customer'], 'SYSTEM_UNAVAILABLE']],
    )
  })
})
