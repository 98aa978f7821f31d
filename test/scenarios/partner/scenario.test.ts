import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { hashOfDocument } from '#gateway/clients/read-documents.ts'
import { readTrail } from '#gateway/audit/read-trail.ts'
import { askBySocket, CLIENTS } from '#gateway/transports/clients.test-support.ts'
import { readUsage } from '#gateway/usage/used-coordinates.ts'
import { type Ids, readForeignIds, TYPES, unknownIds } from '../refusals/foreign-ids.ts'
import { type PartnerNodes, startPartnerNodes } from './partner-nodes.ts'

const demoDocument = (name: string): string =>
  readFileSync(
    new URL(`../../../gateway/partner/demo-documents/${name}.graphql`, import.meta.url),
    'utf8',
  ).trimEnd()
const INVOICES = hashOfDocument(demoDocument('invoices'))
const INVOICE = hashOfDocument(demoDocument('invoice'))
const OWN = ['Acme Industries', 'Globex']
const NOT_REGISTERED = [403, 'DOCUMENT_NOT_REGISTERED']

const codeOf = ({ status, body }: Awaited<ReturnType<PartnerNodes['ask']>>) => [
  status,
  body.errors?.[0]?.extensions.code,
]

describe('a partner', () => {
  const stack = new AsyncDisposableStack()
  let nodes: PartnerNodes
  let foreign: Ids
  before(async () => {
    nodes = await startPartnerNodes(1, {}, stack)
    foreign = (await readForeignIds(nodes.world, ...OWN)).foreign
  })
  after(() => stack.disposeAsync())

  /** Of a customer with this name; of any that is not the partner's without one. */
  const invoiceIdOf = async (wanted?: string): Promise<string> => {
    const { data } = await nodes.world.query(
      '{ customers(first: 100) { nodes { displayName invoices(first: 1) { nodes { id } } } } }',
    )
    const { customers } = data as {
      customers: { nodes: { displayName: string; invoices: { nodes: { id: string }[] } | null }[] }
    }
    const found = customers.nodes.find(
      ({ displayName, invoices }) =>
        invoices?.nodes.length && (wanted ? displayName === wanted : !OWN.includes(displayName)),
    )
    const id = found?.invoices?.nodes[0]?.id
    assert.ok(id)
    return id
  }

  test("reads its two customers' invoices, and nobody else's", async () => {
    const { status, body, headers } = await nodes.ask({ documentId: `sha256:${INVOICES}` })
    assert.deepEqual([status, body.errors], [200, undefined])
    const names = body.data.customers.nodes.map(({ displayName }: { displayName: string }) => displayName)
    assert.deepEqual(names.sort(), OWN)
    assert.ok(
      body.data.customers.nodes.every(
        ({ invoices }: { invoices: { nodes: unknown[] } }) => invoices.nodes.length > 0,
      ),
    )
    const { requestedQueryCost, actualQueryCost, throttleStatus } = body.extensions.cost
    assert.ok(actualQueryCost > 0 && actualQueryCost < requestedQueryCost)
    assert.equal(throttleStatus.maximumAvailable, 200_000)
    assert.match(headers.get('ratelimit') ?? '', /^"points";r=\d+;t=\d+, "requests";r=\d+;t=\d+$/)
    assert.match(headers.get('ratelimit-policy') ?? '', /^"points";q=200000;w=120, "requests";q=300;w=30$/)
  })

  test('finds nothing behind the id of an invoice that is not its own, as behind one that does not exist', async () => {
    const own = await nodes.ask({ documentId: INVOICE, variables: { id: await invoiceIdOf('Globex') } })
    assert.equal(own.body.data.invoice.customer.displayName, 'Globex')
    const [foreign, nowhere] = await Promise.all(
      [await invoiceIdOf(), 'inv_01K8ZC4M2V7Q9T3B5N6R8W0XYE'].map(async (id) => {
        const { status, body } = await nodes.ask({ documentId: INVOICE, variables: { id } })
        return { status, data: body.data, errors: body.errors }
      }),
    )
    assert.deepEqual(foreign, { status: 200, data: { invoice: null }, errors: undefined })
    assert.deepEqual(foreign, nowhere)
  })

  /** Documents by which a bare id is asked for, or something is done to what it names. */
  const byId: [title: string, type: keyof Ids, text: string][] = [
    ['a customer', 'Customer', 'query ($id: ID!) { told: customer(id: $id) { id } }'],
    ['an invoice', 'Invoice', 'query ($id: ID!) { told: invoice(id: $id) { id total { amount } } }'],
    ['a contract', 'Contract', 'query ($id: ID!) { told: contract(id: $id) { id contractNumber } }'],
    ['an order', 'Order', 'query ($id: ID!) { told: order(id: $id) { id orderNumber } }'],
    ['a case', 'Case', 'query ($id: ID!) { told: case(id: $id) { id subject } }'],
    [
      'an entitlement check',
      'Customer',
      'query ($id: ID!) { told: checkEntitlement(customerId: $id) { outcome } }',
    ],
    ...TYPES.map((type): [string, keyof Ids, string] => [
      `a node, ${type},`,
      type,
      'query ($id: ID!) { told: node(id: $id) { id } all: nodes(ids: [$id]) { id } }',
    ]),
    [
      'a case to open',
      'Customer',
      'mutation ($id: ID!) { told: caseOpen(input: { idempotencyKey: "open-theirs", customerId: $id, subject: "mine?" }) { case { id } userErrors { code message field } } }',
    ],
    [
      'a case to escalate',
      'Case',
      'mutation ($id: ID!) { told: caseEscalate(input: { idempotencyKey: "theirs-now", caseId: $id, reason: "mine?" }) { case { id } userErrors { code message field } } }',
    ],
  ]
  for (const [title, type, text] of byId)
    test(`finds nobody else's: ${title} is answered as of nobody, and no system is asked`, async () => {
      const documentId = nodes.register(text)
      const answers: unknown[] = []
      for (const ids of [foreign, unknownIds()]) {
        nodes.world.forgetCalls()
        const { status, body } = await nodes.ask({ documentId, variables: { id: ids[type] } })
        assert.deepEqual(nodes.world.callsPerVendor(), {})
        answers.push({ status, data: body.data, errors: body.errors })
      }
      const [theirs, nobodys] = answers as { status: number; data: { told: unknown }; errors: unknown }[]
      assert.deepEqual(theirs, nobodys)
      const isWrite = text.startsWith('mutation')
      assert.match(JSON.stringify(theirs?.data.told), isWrite ? /"case":null.*"NOT_FOUND"/ : /^null$/)
    })

  const unlisted: [title: string, body: unknown][] = [
    ['a text', { query: '{ customers { nodes { id } } }' }],
    ['the text of a registered document', { query: demoDocument('invoices') }],
    ['a text beside a registered hash', { query: '{ __typename }', documentId: INVOICES }],
    ['an unknown hash', { documentId: hashOfDocument('{ customers { nodes { id } } }') }],
    [
      'an unknown hash and its text',
      {
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash: hashOfDocument('{ __typename }') } },
      },
    ],
    ['a question about the schema', { query: '{ __schema { types { name } } }' }],
    ['nothing', {}],
    ['a hash that is no text', { documentId: { toString: INVOICES } }],
    ['a name of Object', { documentId: 'constructor' }],
  ]
  for (const [title, body] of unlisted)
    test(`is refused ${title}, and no system is asked`, async () => {
      nodes.world.forgetCalls()
      assert.deepEqual(codeOf(await nodes.ask(body)), NOT_REGISTERED)
      assert.deepEqual(nodes.world.callsPerVendor(), {})
    })

  const hidden: [title: string, text: string][] = [
    ['a field', '{ customers { nodes { creditHold } } }'],
    ['under another name', '{ customers { nodes { id: creditHold } } }'],
    [
      'in a fragment',
      '{ customers { nodes { ...f } } } fragment f on Customer { ... { accountBalance { overdue { amount } } } }',
    ],
    ['through an interface', '{ nodes(ids: []) { id ... on Invoice { ledgerTotal { amount } } } }'],
    ['of a type that it may not see', '{ nodes(ids: []) { ... on ProcessRun { id } } }'],
    ['by a root field', '{ systems { name } }'],
    [
      'by an argument',
      '{ customer(externalRef: { systemId: "s", objectType: "Account", externalId: "1" }) { id } }',
    ],
    ['about where a value is from', '{ customers { nodes { provenance { path } } } }'],
    ['between subgraphs', '{ _entities(representations: []) { __typename } }'],
  ]
  for (const [title, text] of hidden)
    test(`is refused what its contract hides: ${title}, even registered; no system is asked, no name is guessed`, async () => {
      const documentId = nodes.register(text)
      nodes.world.forgetCalls()
      const answer = await nodes.ask({ documentId })
      assert.equal(answer.body.data, undefined)
      assert.deepEqual(codeOf(answer)[1], 'BAD_REQUEST')
      assert.doesNotMatch(JSON.stringify(answer.body), /Did you mean/)
      assert.deepEqual(nodes.world.callsPerVendor(), {})
    })

  test('is refused the schema itself, even registered', async () => {
    for (const text of [
      '{ __schema { types { name } } }',
      '{ ...f } fragment f on Query { __type(name: "Customer") { name } }',
    ])
      assert.deepEqual(codeOf(await nodes.ask({ documentId: nodes.register(text) })), NOT_REGISTERED)
  })

  test('is not told names that come near a wrong one in its variables', async () => {
    const documentId = nodes.register(
      'query ($filter: CustomerFilter, $sort: CustomerSort) { customers(first: 1, filter: $filter, sort: $sort) { nodes { id } } }',
    )
    const { body } = await nodes.ask({ documentId, variables: { filter: { tex: 'a' }, sort: 'NAME_AS' } })
    assert.equal(body.errors[0].extensions.code, 'INVALID_ARGUMENT')
    assert.doesNotMatch(JSON.stringify(body), /Did you mean/)
  })

  test('is refused at the endpoint of everybody else, on every transport, and they at its own', async () => {
    const query = '{ customers { nodes { id } } }'
    assert.deepEqual(codeOf(await nodes.ask({ query }, { path: '/graphql' })), [403, 'FORBIDDEN'])
    assert.deepEqual(codeOf(await nodes.ask({ documentId: INVOICES }, { role: 'agent' })), [403, 'FORBIDDEN'])
    const token = await nodes.issuer.issueToken('partner')
    for (const accept of [
      'text/event-stream',
      'multipart/mixed;subscriptionSpec=1.0',
      'multipart/mixed;deferSpec=20220824',
    ]) {
      const response = await fetch(`${nodes.urls[0]}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept },
        body: JSON.stringify({ query }),
      })
      assert.equal(response.status, 403, accept)
      await response.body?.cancel()
    }
    const opened = askBySocket({ query, url: `${nodes.urls[0]}/graphql`, token })
    await assert.rejects(async () => {
      for await (const _ of opened) assert.fail('a partner is answered on a socket')
    })
  })

  test('is not alone in being told what it spends: a portal is, by every transport', async () => {
    const query = '{ customers(first: 1) { nodes { id } } }'
    const { body, headers } = await nodes.ask({ query }, { role: 'portal', path: '/graphql' })
    assert.deepEqual(Object.keys(body.extensions.cost), [
      'requestedQueryCost',
      'actualQueryCost',
      'throttleStatus',
    ])
    assert.match(headers.get('ratelimit') ?? '', /^"points";r=/)
    const token = await nodes.issuer.issueToken('portal')
    const url = `${nodes.urls[0]}/graphql`
    for (const [name, open] of CLIENTS) {
      const first = await open({ query, url, token }).next()
      assert.equal(first.value?.extensions?.cost.requestedQueryCost, 2, name)
    }
  })

  test('asks by POST, and needs a token', async () => {
    const got = await fetch(`${nodes.urls[0]}/partner/graphql?documentId=${INVOICES}`)
    assert.equal(got.status, 405)
    const anonymous = await fetch(`${nodes.urls[0]}/partner/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId: INVOICES }),
    })
    assert.equal(anonymous.status, 401)
  })

  test('may name its document as Apollo’s clients do', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: INVOICES } }
    assert.equal((await nodes.ask({ extensions })).status, 200)
  })

  test('finds the README’s example as it is written', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
    assert.ok(readme.includes(`sha256:${INVOICES}`), `README.md should name sha256:${INVOICES}`)
  })

  test('is counted by what it asks, and audited with its correlation id, as everybody is', async () => {
    const documentId = nodes.register(
      'query Due { customers(first: 1) { nodes { invoices { nodes { dueDate } } } } }',
    )
    const { headers } = await nodes.ask({ documentId })
    const query = 'query Hold { customers(first: 1) { nodes { creditHold } } }'
    await nodes.ask({ query }, { role: 'agent', path: '/graphql' })
    await nodes.account()
    const { store } = nodes.world.domains
    const usage = readUsage(store, 30)
    const users = async (coordinate: string) =>
      (await usage.usersOf([coordinate])).map(({ clientId, operation, requests }) => [
        clientId,
        operation,
        requests,
      ])
    assert.ok((await users('Invoice.dueDate')).some((user) => user.join() === 'demo-partner,Due,1'))
    assert.deepEqual(await users('Customer.creditHold'), [['demo-application', 'Hold', 1]])
    const correlation = headers.get('x-correlation-id') ?? ''
    const [line] = await readTrail(store, { correlation, changesOnly: false, limit: 10 })
    assert.deepEqual(
      { ...line, at: undefined },
      {
        at: undefined,
        action: 'READ',
        subject: 'demo-partner',
        client_id: 'demo-partner',
        operation_name: 'Due',
        fields: ['customers'],
        ids: [],
        personal: [],
        outcome: 'OK',
        correlation_id: correlation,
      },
    )
  })
})

describe('a partner with little to spend', () => {
  const stack = new AsyncDisposableStack()
  let nodes: PartnerNodes
  before(async () => {
    // So slow that what is restored while the test runs decides nothing.
    nodes = await startPartnerNodes(2, { cost: { bucket: 300, perMinute: 0.06 } }, stack)
  })
  after(() => stack.disposeAsync())

  test('is refused for good what its budget is never enough for', async () => {
    const documentId = nodes.register(
      '{ customers(first: 100) { nodes { id invoices(first: 10) { nodes { id } } } } }',
    )
    const { body } = await nodes.ask({ documentId })
    assert.deepEqual(
      { ...body.errors[0].extensions, correlationId: undefined },
      {
        code: 'LIMIT_EXCEEDED',
        retryable: false,
        limit: 'cost',
        allowed: 300,
        found: 1201,
        correlationId: undefined,
      },
    )
  })

  test('is told when to come again once it has spent its points, by every node, and goes on then', async () => {
    const list =
      'customers(first: 2) { nodes { id invoices(first: 3) { nodes { total { amount } amountDue { amount } } } } }'
    const documentId = nodes.register(`{ a: ${list} b: ${list} c: ${list} d: ${list} e: ${list} }`)
    let answer = await nodes.ask({ documentId })
    assert.equal(answer.status, 200)
    for (let turn = 1; answer.status === 200 && turn < 20; turn += 1)
      answer = await nodes.ask({ documentId }, { node: turn % 2 })

    const { status, body, headers } = answer
    assert.equal(status, 429)
    assert.equal(body.data, undefined)
    const { code, retryAfterSeconds } = body.errors[0].extensions
    assert.equal(code, 'RATE_LIMITED')
    assert.equal(headers.get('retry-after'), String(retryAfterSeconds))
    assert.equal(body.extensions.cost.actualQueryCost, null)
    for (const node of [0, 1]) assert.equal((await nodes.ask({ documentId }, { node })).status, 429)

    nodes.pass(retryAfterSeconds * 1_000)
    assert.equal((await nodes.ask({ documentId })).status, 200)
  })
})
