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
import { AGENT, startWorld, type World } from '../../support/world.ts'
import { type Ids, readForeignIds, TYPES, unknownIds } from './foreign-ids.ts'

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

/** Everything that a query can name by a bare id, in all ways to say it. */
const BY_ID = `query (${TYPES.map((type) => `$${type}: ID!`).join(', ')}, $run: ID!) {
  customer(id: $Customer) { id displayName } invoice(id: $Invoice) { id } contract(id: $Contract) { id }
  opportunity(id: $Opportunity) { id } case(id: $Case) { id subject } order(id: $Order) { id } processRun(id: $run) { id }
  checkEntitlement(customerId: $Customer) { customerId }
  nodes(ids: [${TYPES.map((type) => `$${type}`).join(', ')}]) { id ... on Case { subject } }
  ...also } fragment also on Query { mine: node(id: $Invoice) { ... on Invoice { id total { amount } customer { id } } } }`

const CHANGES: readonly [name: string, text: string][] = [
  [
    'a case is opened',
    'caseOpen(input: { idempotencyKey: $key, customerId: $Customer, subject: "mine?" }) { case { id } userErrors { code message } }',
  ],
  [
    'a case is escalated',
    'caseEscalate(input: { idempotencyKey: $key, caseId: $Case, reason: "mine?" }) { case { id } userErrors { code message } }',
  ],
  [
    "a case's entitlement is validated",
    'validateCaseEntitlement(input: { idempotencyKey: $key, caseId: $Case }) { case { id } userErrors { code message } }',
  ],
]

const ofFirst = (selection: string): string => `customers(first: 1) { nodes { ${selection} } }`

/** What a portal may not see, each hidden in another way. */
const HIDDEN: readonly [way: string, selection: string, path: string][] = [
  ['as it is', ofFirst('creditHold'), 'customers.nodes.0.creditHold'],
  ['under the name of another field', ofFirst('displayName: creditHold'), 'customers.nodes.0.displayName'],
  [
    'in an inline fragment',
    ofFirst('... on Customer { ... { creditHold } }'),
    'customers.nodes.0.creditHold',
  ],
  ['in a named fragment', ofFirst('...hidden'), 'customers.nodes.0.creditHold'],
  [
    'behind a condition',
    ofFirst('creditHold @skip(if: $no) @include(if: $yes)'),
    'customers.nodes.0.creditHold',
  ],
  [
    'by what another system needs for it',
    ofFirst('taxIdentifiers { value }'),
    'customers.nodes.0.taxIdentifiers',
  ],
  [
    'through an interface',
    'node(id: $own) { ... on Node { ... on Provenanced { ... on Customer { creditHold } } } }',
    'node.creditHold',
  ],
  ['through a list of an interface', 'nodes(ids: [$own]) { ...hidden }', 'nodes.0.creditHold'],
  [
    'through a union',
    'processRun(id: $run) { subject { ... on Node { ...hidden } } }',
    'processRun.subject.creditHold',
  ],
  [
    'with arguments of its own',
    ofFirst('payments(first: 1, statuses: [FAILED]) { nodes { id } }'),
    'customers.nodes.0.payments',
  ],
  [
    'of what is sorted and filtered',
    'customers(first: 1, sort: UPDATED_DESC, filter: { text: "acme", statuses: [ACTIVE] }) { nodes { creditHold } }',
    'customers.nodes.0.creditHold',
  ],
]
const VARIABLES: Readonly<Record<string, string>> = {
  no: 'Boolean! = false',
  yes: 'Boolean! = true',
  own: 'ID!',
  run: 'ID!',
}

/** A query with the variables and the fragment that it uses. */
function toQuery(selection: string): string {
  const used = Object.entries(VARIABLES).filter(([name]) => selection.includes(`$${name}`))
  const variables = used.map(([name, type]) => `$${name}: ${type}`).join(', ')
  const fragment = selection.includes('...hidden') ? 'fragment hidden on Customer { creditHold }' : ''
  return `query ${variables && `(${variables})`} { ${selection} } ${fragment}`
}

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
const JUST_WON = '006jwhqqXtey2qQAIQ'
/** One that no deal has; a CRM has to be asked for either. */
const NEVER_MADE = '006jwhqqXtey2qQAAA'
const dealOf = (externalId: string): string =>
  `{ systemId: "crm-salesforce", objectType: "Opportunity", externalId: "${externalId}" }`

/** What is at `nodes.0.id`; fails where the way there ends before. */
function at(data: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], data)
}

/** What a client reads of errors; the correlation id is another one each time. */
const told = (errors: readonly Told[] = []) =>
  errors.map(({ path, message, extensions: { correlationId: _, ...rest } }) => ({ path, message, ...rest }))

describe('what is not the caller’s', () => {
  const stack = new AsyncDisposableStack()
  let world: World
  let url: string
  let own: string
  let foreign: Ids
  /** A run that is about the portal's own customer. */
  let ownRun: string
  let words: string[]

  before(async () => {
    world = stack.use(
      // Nothing is remembered of what systems answered: what costs no call is known to be somebody else's.
      await startWorld({
        lookIntervals: { pollMs: 3_600_000, sweepMs: 3_600_000 },
      }),
    )
    ;({ own, foreign, words } = await readForeignIds(world, 'Acme Industries'))
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
      customerIds: [own],
    }
    ownRun = mintId('ProcessRun', new Date())
    await world.domains.store.query(
      `insert into processes.runs (id, kind, status, phase, turn, input, client_id, started_by, reach, idempotency_key, correlation_id,
         began_at, started_at, customer_id, subject_type, subject_id)
       values ($1, 'QUOTE_TO_CASH', 'PLANNED', 'PREPARE', 0, '{}', 'a-client', 'somebody', '{}', 'a-key', 'a-cause', now(), now(),
         $2, 'Customer', $2)`,
      [ownRun, own],
    )
    const server = await startGatewayServer({
      ...{ host: '127.0.0.1', port: 0, execution: world.executions.planned, verifyToken: async () => caller },
      ...{ developmentIssuer: undefined, readiness: [], operationTimeoutMs: 30_000 },
      ...{ clock: systemClock, logger: silentLogger },
    })
    stack.defer(() => server.close())
    url = `${server.url}/graphql`
  })
  after(() => stack.disposeAsync())

  for (const [transport, send] of Object.entries(TRANSPORTS)) {
    const ask = async (question: Question): Promise<Answer> => {
      world.forgetCalls()
      const answer = await send(url, question)
      assert.deepEqual(world.callsPerVendor(), {})
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
        Array.from({ length: TYPES.length + 9 }, () => null),
      )
    })

    for (const [title, change] of CHANGES)
      test(`${transport}: ${title} for somebody else as for nobody: not at all`, async () => {
        const name = TYPES.find((type) => change.includes(`$${type}`)) ?? 'Customer'
        const query = `mutation ($key: String!, $${name}: ID!) { told: ${change} }`
        const answers: Answer[] = []
        for (const ids of [foreign, unknownIds()])
          answers.push(await ask({ query, variables: { key: `key-${ids[name]}`, [name]: ids[name] } }))
        const [theirs = {}, nobodys = {}] = answers
        assert.deepEqual(theirs.data, nobodys.data)
        assert.deepEqual(told(theirs.errors), told(nobodys.errors))
        // What changes something is not asked for by GET at all.
        if (transport === 'GET') return assert.equal(theirs.data, undefined)
        assert.match(JSON.stringify(theirs.data), /"case":null,"userErrors":\[\{"code":"NOT_FOUND"/)
      })

    for (const [way, selection, path] of HIDDEN)
      test(`${transport}: a hidden field ${way} is null and FORBIDDEN, and nobody is asked for it`, async () => {
        const query = toQuery(selection)
        const variables = Object.fromEntries(
          Object.entries({ own, run: ownRun }).filter(([name]) => query.includes(`$${name}`)),
        )
        const { data, errors } = await ask({ query, variables })
        assert.equal(at(data, path), null)
        assert.deepEqual(
          errors?.map((error) => [error.path?.join('.'), error.extensions.code]),
          [[path, 'FORBIDDEN']],
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

  const PLANS: readonly [plan: string, nameOf: (ids: Ids, isTheirs: boolean) => string][] = [
    ['planRenewalToInvoice', ({ Contract }) => `contractId: "${Contract}"`],
    ['planQuoteToCash', ({ Quote }) => `quoteId: "${Quote}"`],
    ['planQuoteToCash', (_, isTheirs) => `opportunityRef: ${dealOf(isTheirs ? JUST_WON : NEVER_MADE)}`],
  ]
  for (const [plan, nameOf] of PLANS)
    test(`${plan} of ${nameOf(unknownIds(), true).split(':')[0]}: what is somebody else's is not there, and costs as much`, async () => {
      const planned: unknown[] = []
      for (const ids of [foreign, unknownIds()]) {
        world.forgetCalls()
        const query = `mutation { told: ${plan}(input: { idempotencyKey: "${plan}-1", ${nameOf(ids, ids === foreign)} }) {
          plan { planHash } userErrors { code message field } } }`
        const answer = await TRANSPORTS.POST?.(url, { query })
        planned.push([answer?.data, told(answer?.errors), world.callsPerVendor()])
      }
      assert.deepEqual(planned[0], planned[1])
      assert.match(JSON.stringify(planned[0]), /"plan":null,"userErrors":\[\{"code":"NOT_FOUND"/)
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
