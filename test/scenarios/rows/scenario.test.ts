import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type Ask,
  askByMultipart,
  askByServerSentEvents,
  askBySocket,
} from '#gateway/transports/clients.test-support.ts'
import { mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { type EventWorld, startEventWorld } from '../../support/event-world.ts'
import { AGENT, ENGINES } from '../../support/world.ts'

/** One customer with one record of everything; the same text for every caller, so that all share plans and answers. */
const CONTEXT = `query Context($first: Int) { customers(first: $first) { nodes {
  id displayName billingEmail
  invoices(first: 1) { nodes { id invoiceNumber customer { id } } }
  contracts(first: 1) { nodes { id contractNumber customer { id } } }
  opportunities(first: 1) { nodes { id customer { id } } }
  orders(first: 1) { nodes { id } }
  cases(first: 1) { nodes { id subject customer { id } } }
} } }`

/** Everything that a bare id, or a name, can be asked by. */
const BY_ID = `query ById($customer: ID!, $invoice: ID!, $contract: ID!, $opportunity: ID!, $case: ID!, $all: [ID!]!) {
  customer(id: $customer) { id displayName creditHold }
  invoice(id: $invoice) { id } contract(id: $contract) { id } opportunity(id: $opportunity) { id }
  case(id: $case) { id subject } checkEntitlement(customerId: $customer) { customerId } nodes(ids: $all) { id }
}`
const NOTHING = {
  customer: null,
  invoice: null,
  contract: null,
  opportunity: null,
  case: null,
  checkEntitlement: null,
  nodes: [null, null, null, null, null],
}

interface Node {
  id: string
  displayName: string
  invoices: { nodes: { id: string; invoiceNumber: string }[] } | null
  contracts: { nodes: { id: string }[] } | null
  opportunities: { nodes: { id: string }[] } | null
  cases: { nodes: { id: string }[] } | null
}

const idsOf = (node: Node) => ({
  customer: node.id,
  invoice: node.invoices?.nodes[0]?.id ?? '',
  contract: node.contracts?.nodes[0]?.id ?? '',
  opportunity: node.opportunities?.nodes[0]?.id ?? '',
  case: node.cases?.nodes[0]?.id ?? '',
})
type Ids = ReturnType<typeof idsOf>
const withAll = (ids: Ids) => ({ ...ids, all: Object.values(ids) })

/** Ids of the right types that nobody has. */
const unknownIds = (): Ids => ({
  customer: mintId('Customer', new Date()),
  invoice: mintId('Invoice', new Date()),
  contract: mintId('Contract', new Date()),
  opportunity: mintId('Opportunity', new Date()),
  case: mintId('Case', new Date()),
})

/** What a customer has, and for what it has not an id that nobody has. */
function foreignIds(node: Node): Ids {
  const own = Object.entries(idsOf(node)).filter(([, id]) => id !== '')
  return { ...unknownIds(), ...Object.fromEntries(own) }
}

describe('whose rows a caller sees', () => {
  let served: EventWorld
  let all: Node[]
  let acme: Node
  let globex: Node
  /** Limited to one customer each, and to the business unit of the first. */
  let callers: Record<'acme' | 'globex' | 'unit', Caller>
  let unitCustomers: Set<string>
  const byName = new Map<string, Caller>()

  const nodesFor = async (caller: Caller): Promise<Node[]> => {
    const { data } = await served.world.query(CONTEXT, { first: 100 }, { caller })
    return (data as unknown as { customers: { nodes: Node[] } }).customers.nodes
  }

  before(async () => {
    served = await startEventWorld(
      (authorization) => byName.get((authorization ?? '').replace('Bearer ', '')) ?? AGENT,
      // Nobody looks for changes beside what a test asks: every call is an operation's.
      { cache: { maxAgeSeconds: 600 }, lookIntervals: { pollMs: 3_600_000, sweepMs: 3_600_000 } },
    )
    all = await nodesFor(AGENT)
    const named = (name: string): Node =>
      all.find(({ displayName }) => displayName === name) ?? assert.fail(name)
    acme = named('Acme Industries')
    globex = named('Globex')
    callers = {
      acme: { ...AGENT, subject: 'acme', customerIds: [acme.id] },
      globex: { ...AGENT, subject: 'globex', customerIds: [globex.id] },
      unit: { ...AGENT, subject: 'unit', businessUnits: ['americas'] },
    }
    for (const [name, caller] of Object.entries(callers)) byName.set(name, caller)
    unitCustomers = new Set((await nodesFor(callers.unit)).map(({ id }) => id))
  })
  after(() => served[Symbol.asyncDispose]())

  test('a list holds the caller’s own customers, and of a business unit all of its', async () => {
    assert.deepEqual(
      (await nodesFor(callers.acme)).map(({ id }) => id),
      [acme.id],
    )
    assert.ok(unitCustomers.has(acme.id))
    assert.ok(unitCustomers.size > 1 && unitCustomers.size < all.length)
  })

  for (const engine of ENGINES) {
    for (const name of ['acme', 'unit'] as const) {
      test(`${name}, ${engine}: somebody else's ids are answered like ids that nobody has`, async () => {
        const foreign = all.filter((node) => !unitCustomers.has(node.id)).map(foreignIds)
        for (const kind of ['customer', 'invoice', 'contract', 'case'] as const)
          assert.ok(
            foreign.some((ids) => all.some((node) => idsOf(node)[kind] === ids[kind])),
            `somebody else has a ${kind}`,
          )
        const caller = callers[name]
        for (const ids of [...foreign, unknownIds()]) {
          const { data, errors } = await served.world.query(BY_ID, withAll(ids), { caller, engine })
          assert.equal(errors, undefined)
          assert.deepEqual(data, NOTHING)
        }
      })
    }
  }

  test('a node of somebody else costs as many calls as one that is not there: none', async () => {
    for (const caller of [callers.acme, callers.unit]) {
      served.world.forgetCalls()
      const foreign = all.find((node) => !unitCustomers.has(node.id)) ?? assert.fail()
      for (const id of [...Object.values(idsOf(foreign)).filter(Boolean), ...Object.values(unknownIds())]) {
        const { data } = await served.world.query(
          'query ($id: ID!) { node(id: $id) { id } }',
          { id },
          { caller },
        )
        assert.deepEqual(data, { node: null })
      }
      assert.deepEqual(served.world.callsPerVendor(), {})
    }
  })

  test('what is one’s own is there by its id, with its customer', async () => {
    for (const caller of [callers.acme, callers.unit]) {
      const { data } = await served.world.query(BY_ID, withAll(idsOf(acme)), { caller })
      const { customer, invoice, contract } = data as unknown as Record<string, { id: string } | null>
      assert.deepEqual(
        [customer?.id, invoice?.id, contract?.id],
        [acme.id, idsOf(acme).invoice, idsOf(acme).contract],
      )
    }
  })

  test('no edge leads to a customer that is hidden: a parent, a child', async () => {
    const query =
      '{ customers(first: 100) { nodes { id parent { id displayName } children(first: 5) { nodes { id } } } } }'
    type Kin = { id: string; parent: { id: string } | null; children: { nodes: { id: string }[] } }
    const read = async (caller: Caller): Promise<Kin[]> => {
      const { data } = await served.world.query(query, {}, { caller })
      return (data as unknown as { customers: { nodes: Kin[] } }).customers.nodes
    }
    const families = (await read(AGENT)).filter(({ parent }) => parent)
    assert.ok(families.length > 0, 'somebody has a parent')
    for (const { id, parent } of families) {
      const [only] = await read({ ...AGENT, customerIds: [id] })
      assert.deepEqual([only?.id, only?.parent], [id, null])
      const [mother] = await read({ ...AGENT, customerIds: [parent?.id ?? ''] })
      assert.deepEqual(mother?.children.nodes, [])
    }
  })

  test('each subscriber of one subscription gets its own events alone, by any transport', async () => {
    // Who asks for others' events beside its own gets its own.
    const query =
      'subscription ($customerIds: [ID!]) { caseOpened(filter: { customerIds: $customerIds }) { case { customer { id } } } }'
    const variables = { customerIds: [globex.id, acme.id] }
    type Opened = { data: { caseOpened: { case: { customer: { id: string } } } } }
    const streams = [askBySocket, askByServerSentEvents, askByMultipart].flatMap((ask) =>
      (['acme', 'globex'] as const).flatMap((name) =>
        [1, 2].map(() => ({ name, answers: ask({ url: served.url, query, variables, token: name }) })),
      ),
    )
    const firsts = streams.map(({ answers }) => answers.next() as Promise<IteratorResult<Opened>>)
    await served.opened(streams.length)
    for (const displayName of ['Globex', 'Acme Industries']) {
      const account = await served.nativeId(displayName, 'support-servicenow')
      await served.openCase({ short_description: 'canary', account })
    }
    for (const [index, { name }] of streams.entries()) {
      const { value } = (await firsts[index]) as { value: Opened }
      assert.equal(value.data.caseOpened.case.customer.id, name === 'acme' ? acme.id : globex.id)
    }
    await Promise.all(streams.map(({ answers }) => answers.return?.()))
  })

  test('a case that moves to another customer is that one’s when its system has told, and nobody else’s', async () => {
    const accountOf = (name: string) => served.nativeId(name, 'support-servicenow')
    const expected = served.expectEvents('CASE_OPENED')
    const sysId = await served.openCase({ short_description: 'moving', account: await accountOf('Globex') })
    const [opened] = await expected
    const sees = async (name: 'acme' | 'globex'): Promise<boolean> => {
      const { data } = await served.world.query(
        'query ($id: ID!) { case(id: $id) { subject } }',
        { id: opened?.entityId },
        { caller: callers[name] },
      )
      return (data as { case: unknown }).case !== null
    }
    assert.deepEqual([await sees('acme'), await sees('globex')], [false, true])
    await served.changeCase(sysId, { account: await accountOf('Acme Industries') })
    while (!(await sees('acme'))) await nextTurn()
    assert.equal(await sees('globex'), false)
  })

  test('no answer holds a word of somebody else’s, whoever asks the same at once, by any transport', async () => {
    /** Words that are one customer's alone. */
    const wordsOf = ({ id, displayName, invoices }: Node): string[] => [
      id,
      displayName,
      ...(invoices?.nodes.flatMap((node) => [node.id, node.invoiceNumber]) ?? []),
    ]
    const mine: Record<keyof typeof callers, ReadonlySet<string>> = {
      acme: new Set([acme.id]),
      globex: new Set([globex.id]),
      unit: unitCustomers,
    }
    const canariesOf = (name: keyof typeof callers): string[] => {
      const own = all.filter(({ id }) => mine[name].has(id)).flatMap(wordsOf)
      const others = all.filter(({ id }) => !mine[name].has(id)).flatMap(wordsOf)
      return others.filter((word) => word && !own.some((text) => text.includes(word)))
    }
    const canaries = { acme: canariesOf('acme'), globex: canariesOf('globex'), unit: canariesOf('unit') }
    const byHttp: Ask = async function* ({ url, query, variables, token }) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      yield await response.json()
    } as Ask
    const transports: Ask[] = [byHttp, byHttp, byHttp, askByServerSentEvents, askByMultipart, askBySocket]
    /** The same texts for all: a list, ids that are not everybody's, and texts that share one plan. */
    const questions = (round: number) => [
      ...(round % 4 === 0 ? [{ query: CONTEXT, variables: { first: 100 } }] : []),
      { query: BY_ID, variables: withAll(idsOf(round % 2 === 0 ? acme : globex)) },
      {
        query: `{ customers(first: 20, filter: { text: "${round % 2 === 0 ? 'a' : 'o'}" }) { nodes { id displayName } } }`,
      },
    ]
    let answers = 0
    const askOnce = async (name: keyof typeof callers, round: number): Promise<void> => {
      const ask = transports[round % transports.length] ?? byHttp
      for (const question of questions(round)) {
        for await (const answer of ask({ ...question, url: served.url, token: name })) {
          const text = JSON.stringify(answer)
          const found = canaries[name].filter((word) => text.includes(word))
          assert.deepEqual(found, [], `${name} saw what is not its own`)
          answers += 1
        }
      }
    }
    for (let round = 0; round < 240; round += 12)
      await Promise.all(
        Array.from({ length: 12 }, (_, index) => index + round).flatMap((each) =>
          (['acme', 'globex', 'unit'] as const).map((name) => askOnce(name, each)),
        ),
      )
    assert.equal(answers, (240 * 2 + 240 / 4) * 3)
  })
})
