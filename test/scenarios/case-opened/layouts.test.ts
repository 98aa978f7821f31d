import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { type SplitWorld, startSplitWorld } from '../../support/split-world.ts'
import { ENGINES, type EngineName, type Stage, startWorld, type World } from '../../support/world.ts'
import { type CaseAnswer, OPEN, STAFF } from './desk.ts'

const WRITTEN_CASES = '/api/now/v2/table/sn_customerservice_case'

const TWO = `mutation Two($first: CaseOpenInput!, $second: CaseOpenInput!) {
  first: caseOpen(input: $first) { ...payload }
  second: caseOpen(input: $second) { ...payload }
}
fragment payload on CasePayload {
  case { subject customer { displayName cases(first: 50) { nodes { subject } } } }
}`

interface Opened {
  case: { subject: string; customer: { displayName: string; cases: { nodes: { subject: string }[] } } }
}

/** The list of the first is read before the second is opened, and is not what the second is answered with. */
async function assertInOrder(world: Stage, engine: EngineName): Promise<void> {
  const customerId = await world.customerId('Acme Industries')
  const input = (subject: string) => ({ idempotencyKey: subject, customerId, subject })
  const [one, two] = [`${engine}-one`, `${engine}-two`]
  const variables = { first: input(one), second: input(two) }
  const { data, errors } = await world.query(TWO, variables, { engine, caller: STAFF })
  assert.equal(errors, undefined)
  const seenBy = ({ case: { subject, customer } }: Opened) => ({
    subject,
    displayName: customer.displayName,
    sees: [one, two].filter((each) => customer.cases.nodes.some((node) => node.subject === each)),
  })
  const { first, second } = data as unknown as { first: Opened; second: Opened }
  const displayName = 'Acme Industries'
  assert.deepEqual(seenBy(first), { subject: one, displayName, sees: [one] })
  assert.deepEqual(seenBy(second), { subject: two, displayName, sees: [one, two] })
}

describe('cases are opened in one process', () => {
  let world: World

  before(async () => {
    world = await startWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  for (const engine of ENGINES)
    test(`one after the other, each seen by those after it (${engine})`, () => assertInOrder(world, engine))
})

describe('cases are opened by support in a process of its own', () => {
  let world: SplitWorld

  before(async () => {
    world = await startSplitWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const inserts = (): number =>
    world
      .calls('servicenow')
      .filter(({ method, path }) => method === 'POST' && path.startsWith(WRITTEN_CASES)).length

  test('one after the other, each seen by those after it', () => assertInOrder(world, 'planned'))

  test('that dies on the way: the gateway asks nobody again, and the same key finds the case', async () => {
    const customerId = await world.customerId('Acme Industries')
    const input = { idempotencyKey: 'k1', customerId, subject: 'Died on the way' }
    const open = () => world.query(OPEN, { input }, { caller: STAFF })
    world.forgetCalls()
    // The system opens it and takes its time to say so.
    world.emulator('servicenow').fail({ method: 'POST', path: WRITTEN_CASES, times: 1, delayMs: 60_000 })
    const answering = open()
    while (inserts() === 0) await setImmediate()
    await world.kill('support')
    const { data, errors } = await answering
    assert.deepEqual(data, { caseOpen: null })
    assert.deepEqual(errors?.[0]?.path, ['caseOpen'])
    assert.equal(errors?.[0]?.extensions?.retryable, true)
    await world.restart('support')
    assert.equal(inserts(), 1)
    // The key is the dead process's for some seconds, which the repeat waits out.
    let again = await open()
    while (again.errors) again = await open()
    const { caseOpen } = again.data as { caseOpen: CaseAnswer }
    assert.deepEqual([caseOpen.case?.subject, caseOpen.userErrors], ['Died on the way', []])
    assert.equal(inserts(), 1)
  })
})
