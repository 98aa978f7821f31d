import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startGatewayServer } from '#gateway/server.ts'
import {
  type Ask,
  askByMultipart,
  askByServerSentEvents,
  askBySocket,
} from '#gateway/transports/clients.test-support.ts'
import { systemClock } from '#shared/clock.ts'
import { mintId } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { AGENT, startWorld, type Vendor, type World } from '../../support/world.ts'

interface Question {
  query?: string
  variables?: Record<string, unknown>
  extensions?: unknown
}
interface Told {
  path?: (string | number)[]
  message: string
  extensions: Record<string, unknown>
}
interface Answer {
  data?: unknown
  errors?: Told[]
}
type Send = (url: string, question: Question) => Promise<Answer>

const HEADERS = { authorization: 'Bearer portal', 'content-type': 'application/json' }

const post =
  (accept: string): Send =>
  async (url, question) => {
    const headers = { ...HEADERS, accept }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(question) })
    return (await response.json()) as Answer
  }

/** The first answer; what a socket refuses comes as its errors alone. */
const pushed =
  (open: Ask): Send =>
  async (url, { query = '', variables = {} }) => {
    const answers = open({ url, query, variables, token: 'portal' })
    try {
      return (await answers.next()).value as Answer
    } catch (errors) {
      return { errors: errors as Told[] }
    } finally {
      await answers.return?.()
    }
  }

/** Every way to the graph. */
const TRANSPORTS: Readonly<Record<string, Send>> = {
  POST: post('application/json'),
  async GET(url, question) {
    const parts = Object.entries(question).map(([name, part]): [string, string] => [
      name,
      typeof part === 'string' ? part : JSON.stringify(part),
    ])
    const headers = { authorization: HEADERS.authorization, 'graphql-require-preflight': '1' }
    return (await (await fetch(`${url}?${new URLSearchParams(parts)}`, { headers })).json()) as Answer
  },
  'in parts': post('multipart/mixed;deferSpec=20220824,application/json'),
  'graphql-ws': pushed(askBySocket),
  'server-sent events': pushed(askByServerSentEvents),
  multipart: pushed(askByMultipart),
}

const TYPES = ['Customer', 'Invoice', 'Contract', 'Opportunity', 'Case', 'Order'] as const
type Ids = Record<(typeof TYPES)[number], string>

const unknownIds = (): Ids => Object.fromEntries(TYPES.map((type) => [type, mintId(type, new Date())])) as Ids

/** Customers with one record of everything. */
const CONTEXT = `{ customers(first: 100) { nodes { id displayName
  invoices(first: 1) { nodes { id } } contracts(first: 1) { nodes { id } } opportunities(first: 1) { nodes { id } }
  cases(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } } } }`

/** Everything that a query can name by a bare id, in all ways to say it. */
const BY_ID = `query ($Customer: ID!, $Invoice: ID!, $Contract: ID!, $Opportunity: ID!, $Case: ID!, $Order: ID!, $run: ID!) {
  customer(id: $Customer) { id displayName } invoice(id: $Invoice) { id } contract(id: $Contract) { id }
  opportunity(id: $Opportunity) { id } case(id: $Case) { id subject } order(id: $Order) { id } processRun(id: $run) { id }
  checkEntitlement(customerId: $Customer) { customerId }
  nodes(ids: [$Customer, $Invoice, $Contract, $Opportunity, $Case, $Order]) { id ... on Case { subject } }
  ...also } fragment also on Query { mine: node(id: $Invoice) { ... on Invoice { id total { amount } customer { id } } } }`

type Calls = Partial<Record<Vendor, number>>

/** What may be read for each is what says whose record it is: before a change it is never remembered. */
const CHANGES: readonly [name: string, text: string, reads?: Calls][] = [
  [
    'a case is opened',
    'caseOpen(input: { idempotencyKey: $key, customerId: $Customer, subject: "mine?" }) { case { id } userErrors { code message } }',
  ],
  [
    'a case is escalated',
    'caseEscalate(input: { idempotencyKey: $key, caseId: $Case, reason: "mine?" }) { case { id } userErrors { code message } }',
    { servicenow: 1 },
  ],
  [
    "a case's entitlement is validated",
    'validateCaseEntitlement(input: { idempotencyKey: $key, caseId: $Case }) { case { id } userErrors { code message } }',
    { servicenow: 1 },
  ],
]

/** What a portal may not see, each hidden in another way. */
const HIDDEN: readonly [way: string, selection: string, path: string][] = [
  ['as it is', 'creditHold', 'creditHold'],
  ['under the name of another field', 'displayName: creditHold', 'displayName'],
  ['in an inline fragment', '... on Customer { ... { creditHold } }', 'creditHold'],
  ['behind a condition', 'creditHold @skip(if: $no) @include(if: $yes)', 'creditHold'],
  ['by what another system needs for it', 'taxIdentifiers { value }', 'taxIdentifiers'],
]

/** Operations that cost little as they are written. */
const DEAR: readonly [title: string, question: Question][] = [
  [
    'a variable',
    {
      query: 'query ($n: Int) { customers(first: $n) { nodes { invoices(first: $n) { nodes { id } } } } }',
      variables: { n: 100_000 },
    },
  ],
  ['a default', { query: 'query ($n: Int = 100000) { customers(first: $n) { nodes { id } } }' }],
  [
    'aliases',
    {
      query: `{ ${Array.from({ length: 15 }, (_, n) => `a${n}: customers(first: 100) { nodes { invoices(first: 50) { nodes { id } } } }`).join(' ')} }`,
    },
  ],
  [
    'lists in lists, in fragments',
    {
      query: `{ ...a } fragment a on Query { customers(first: 100) { nodes { ...b } } }
        fragment b on Customer { children(first: 100) { nodes { cases(first: 100) { nodes { id } } } } }`,
    },
  ],
]

/** Pied Piper's deal, as its CRM names it. */
const JUST_WON = '{ systemId: "crm-salesforce", objectType: "Opportunity", externalId: "006jwhqqXtey2qQAIQ" }'

/** What a client reads of errors; the correlation id is another one each time. */
const told = (errors: readonly Told[] = []) =>
  errors.map(({ path, message, extensions: { correlationId: _, ...rest } }) => ({ path, message, ...rest }))

describe('what is not the caller’s', () => {
  const stack = new AsyncDisposableStack()
  let world: World
  let url: string
  let foreign: Ids
  let words: string[]

  before(async () => {
    world = stack.use(
      await startWorld({
        cache: { maxAgeSeconds: 3_600 },
        lookIntervals: { pollMs: 3_600_000, sweepMs: 3_600_000 },
      }),
    )
    const { data } = await world.query(CONTEXT)
    type Listed = { nodes: { id: string }[] } | null
    type Customer = { id: string; displayName: string } & Record<string, Listed>
    const { nodes } = (data as { customers: { nodes: Customer[] } }).customers
    const others = nodes.filter(({ displayName }) => displayName !== 'Acme Industries')
    const first = (edge: string): string =>
      others.map((customer) => customer[edge]?.nodes[0]?.id).find((id) => id !== undefined) ??
      assert.fail(edge)
    foreign = {
      Customer: others[0]?.id ?? assert.fail(),
      Invoice: first('invoices'),
      Contract: first('contracts'),
      Opportunity: first('opportunities'),
      Case: first('cases'),
      Order: first('orders'),
    }
    words = [...Object.values(foreign), ...others.map(({ displayName }) => displayName)]
    const scopes = new Set([
      'contract:read',
      'invoice:read',
      'case.text:read',
      'case:write',
      'process:read',
      'process:write',
    ])
    const caller: Caller = {
      ...{ ...AGENT, subject: 'jane', clientId: 'portal', scopes },
      customerIds: [nodes.find(({ displayName }) => displayName === 'Acme Industries')?.id ?? ''],
    }
    const server = await startGatewayServer({
      ...{ host: '127.0.0.1', port: 0, execution: world.executions.planned, verifyToken: async () => caller },
      ...{ developmentIssuer: undefined, readiness: [], operationTimeoutMs: 30_000 },
      ...{ clock: systemClock, logger: silentLogger },
    })
    stack.defer(() => server.close())
    url = `${server.url}/graphql`
    // Whose a record is stands in the record: it is read once, here by somebody who may.
    await world.query(BY_ID, { ...foreign, run: mintId('ProcessRun', new Date()) })
  })
  after(() => stack.disposeAsync())

  for (const [transport, send] of Object.entries(TRANSPORTS)) {
    const ask = async (question: Question, reads: Calls = {}): Promise<Answer> => {
      world.forgetCalls()
      const answer = await send(url, question)
      const asked = world.callsPerVendor()
      if (Object.keys(asked).length > 0) assert.deepEqual(asked, reads)
      assert.deepEqual(
        world.calls().filter(({ method }) => method !== 'GET'),
        [],
      )
      const text = JSON.stringify(answer)
      assert.deepEqual(
        words.filter((word) => text.includes(word)),
        [],
      )
      return answer
    }
    const run = (): string => mintId('ProcessRun', new Date())

    test(`${transport}: somebody else's ids are answered as ids that nobody has`, async () => {
      const [theirs, nobodys] = [
        await ask({ query: BY_ID, variables: { ...foreign, run: run() } }),
        await ask({ query: BY_ID, variables: { ...unknownIds(), run: run() } }),
      ]
      assert.deepEqual(told(theirs.errors), told(nobodys.errors))
      assert.deepEqual(theirs.data, nobodys.data)
      const { nodes, ...fields } = theirs.data as Record<string, unknown>
      assert.deepEqual(
        [nodes, ...Object.values(fields)].flat(),
        Array.from({ length: 15 }, () => null),
      )
    })

    for (const [title, change, reads] of CHANGES)
      test(`${transport}: ${title} for somebody else as for nobody: not at all`, async () => {
        const name = TYPES.find((type) => change.includes(`$${type}`)) ?? 'Customer'
        const query = `mutation ($key: String!, $${name}: ID!) { told: ${change} }`
        const answers: Answer[] = []
        for (const ids of [foreign, unknownIds()])
          answers.push(await ask({ query, variables: { key: `key-${ids[name]}`, [name]: ids[name] } }, reads))
        const [theirs = {}, nobodys = {}] = answers
        assert.deepEqual(theirs.data, nobodys.data)
        assert.deepEqual(told(theirs.errors), told(nobodys.errors))
        // What changes something is not asked for by GET at all.
        if (transport === 'GET') return assert.equal(theirs.data, undefined)
        assert.match(JSON.stringify(theirs.data), /"case":null,"userErrors":\[\{"code":"NOT_FOUND"/)
      })

    for (const [way, selection, path] of HIDDEN)
      test(`${transport}: a hidden field ${way} is null and FORBIDDEN, and nobody is asked for it`, async () => {
        const variables = selection.includes('$') ? '($no: Boolean! = false, $yes: Boolean! = true)' : ''
        const { data, errors } = await ask({
          query: `query ${variables} { customers(first: 1) { nodes { ${selection} } } }`,
        })
        assert.deepEqual(data, { customers: { nodes: [{ [path]: null }] } })
        assert.deepEqual(
          errors?.map((error) => [error.path?.join('.'), error.extensions.code]),
          [[`customers.nodes.0.${path}`, 'FORBIDDEN']],
        )
      })

    for (const [title, question] of DEAR)
      test(`${transport}: what ${title} makes dear is refused unrun`, async () => {
        const { data, errors } = await ask(question)
        assert.equal(data, undefined)
        assert.deepEqual(
          errors?.map(({ extensions: { code } }) => code),
          ['LIMIT_EXCEEDED'],
        )
      })
  }

  test('what is planned for somebody else is refused without a word about it', async () => {
    const plans = [
      ['planRenewalToInvoice', `contractId: "${foreign.Contract}"`],
      ['planQuoteToCash', `opportunityRef: ${JUST_WON}`],
    ]
    for (const [plan, names] of plans) {
      const query = `mutation { told: ${plan}(input: { idempotencyKey: "${plan}", ${names} }) {
        plan { planHash } userErrors { code message } } }`
      const { data } = (await TRANSPORTS.POST?.(url, { query })) ?? {}
      const message = 'who starts this may not see what it is about'
      const userErrors = [{ code: 'FORBIDDEN', message }]
      assert.deepEqual(data, { told: { plan: null, userErrors } })
    }
  })

  for (const transport of ['POST', 'GET', 'in parts'])
    test(`${transport}: a document by its hash alone is none`, async () => {
      world.forgetCalls()
      const sha256Hash = 'ab'.repeat(32)
      const { data, errors } =
        (await TRANSPORTS[transport]?.(url, {
          extensions: { persistedQuery: { version: 1, sha256Hash } },
        })) ?? {}
      assert.equal(data, undefined)
      assert.equal(errors?.[0]?.extensions.code, 'BAD_REQUEST')
      assert.deepEqual(world.callsPerVendor(), {})
    })
})
