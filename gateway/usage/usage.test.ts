import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildSchema, Kind, parse } from 'graphql'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { createLimits } from '../limits/limits.ts'
import { createOperationFacts, type OperationFacts } from './operation-facts.ts'
import { openUsage } from './usage.ts'
import { readUsage } from './used-coordinates.ts'

const SDL = `
  directive @pii(category: String) on FIELD_DEFINITION
  type Query { customers(filter: Filter, sort: Sort = NAME): [Customer] node: Node invoice(id: ID): Invoice }
  interface Node { id: ID }
  type Customer implements Node {
    id: ID
    email: String @pii(category: CONTACT)
    old: String @deprecated(reason: "Use email. Deprecated 2026-11-25, removed after 2027-11-25.")
    older: String @deprecated(reason: "Use email. Deprecated 2026-01-01, removed after 2027-01-01.")
    vague: String @deprecated(reason: "No longer supported")
  }
  type Invoice implements Node { id: ID status: Status }
  enum Status { OPEN PAID }
  enum Sort { NAME DATE }
  input Filter { text: String inside: Filter }
`
const schema = buildSchema(SDL)
const supergraph = parse(SDL)
const limits = createLimits({ schema, supergraph })
const tell = createOperationFacts(schema, supergraph)

function factsOf(query: string): OperationFacts {
  const measured = limits.measure(query)
  const operation = measured.document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  assert.ok(operation)
  return tell({ document: measured.document, operation, measured }, query)
}

const touched: [title: string, query: string, coordinates: string[]][] = [
  [
    'a field, its type and its argument',
    '{ invoice(id: "1") { id } }',
    ['ID', 'Invoice', 'Invoice.id', 'Query.invoice', 'Query.invoice(id:)'],
  ],
  [
    'a field under another name',
    '{ a: invoice { b: status } }',
    ['Invoice', 'Invoice.status', 'Query.invoice', 'Status'],
  ],
  [
    'what a fragment spreads',
    '{ ...f } fragment f on Query { ... { invoice { ...g } } } fragment g on Invoice { status }',
    ['Invoice', 'Invoice.status', 'Query.invoice', 'Status'],
  ],
  [
    'a field of an interface on each of its types',
    '{ node { id } }',
    ['Customer.id', 'ID', 'Invoice.id', 'Node', 'Node.id', 'Query.node'],
  ],
  [
    'what a literal says',
    '{ customers(filter: { text: "x" }, sort: DATE) { id } }',
    [
      'Customer',
      'Customer.id',
      'Filter',
      'Filter.text',
      'ID',
      'Query.customers',
      'Query.customers(filter:)',
      'Query.customers(sort:)',
      'Sort',
      'Sort.DATE',
    ],
  ],
  [
    'all that a variable may say',
    'query ($f: Filter, $s: Sort) { customers(filter: $f, sort: $s) { id } }',
    [
      'Customer',
      'Customer.id',
      'Filter',
      'Filter.inside',
      'Filter.text',
      'ID',
      'Query.customers',
      'Query.customers(filter:)',
      'Query.customers(sort:)',
      'Sort',
      'Sort.DATE',
      'Sort.NAME',
      'String',
    ],
  ],
]
for (const [title, query, coordinates] of touched)
  test(`an operation touches ${title}`, () => {
    assert.deepEqual(factsOf(query).coordinates, coordinates)
  })

test('operations that differ in their values alone are one', () => {
  const [one, other] = ['"1"', '"2"'].map((id) => factsOf(`query Q { invoice(id: ${id}) { id } }`))
  assert.equal(one?.hash, other?.hash)
  assert.equal(one?.hash, factsOf('query Q { inv_1: invoice(id: "1") { id } }').hash)
  assert.notEqual(one?.hash, factsOf('query Q { invoice(id: "1") { status } }').hash)
  assert.equal(one?.name, 'Q')
})

test('what stands in a block string or a comment hides no field', () => {
  for (const [hiding, plain] of [
    [
      '{ invoice(id: """ " """) { status } a: invoice(id: """ " """) { id } }',
      '{ invoice(id: """ " """) { id } a: invoice(id: """ " """) { id } }',
    ],
    ['{ # "\n invoice { status } # "\n }', '{ # "\n invoice { id } # "\n }'],
  ] as const) {
    assert.ok(!factsOf(plain).coordinates.includes('Invoice.status'))
    assert.ok(factsOf(hiding).coordinates.includes('Invoice.status'))
  }
})

test('an operation says what personal data it reads, and which root fields it asks', () => {
  const { personal, rootFields } = factsOf('{ x: customers { email } invoice(id: "1") { id } }')
  assert.deepEqual([personal, rootFields], [['CONTACT'], ['customers', 'invoice']])
})

test('what is deprecated is told by headers: the first that goes, and nothing where no day is named', () => {
  assert.deepEqual(factsOf('{ customers { old older vague } }').headersFor({}), {
    deprecation: `@${Date.UTC(2026, 0, 1) / 1000}`,
    sunset: 'Fri, 01 Jan 2027 00:00:00 GMT',
  })
  assert.deepEqual(factsOf('{ customers { vague } }').headersFor({}), {})
})

let server: Awaited<ReturnType<typeof startTemporaryServer>>
before(async () => {
  server = await startTemporaryServer()
})
after(() => server[Symbol.asyncDispose]())

test('usage of two processes is counted together, by client and operation, and read by what it touches', async () => {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(await server.openDatabase())
  const [one, other] = await Promise.all([openUsage(store, silentLogger), openUsage(store, silentLogger)])
  const at = new Date()
  const status = factsOf('query Status { invoice { status } }')
  one.record({ clientId: 'partner', facts: status, at, hasFailed: false })
  one.record({ clientId: 'partner', facts: status, at, hasFailed: true })
  other.record({ clientId: 'partner', facts: status, at, hasFailed: false })
  other.record({ clientId: 'desk', facts: factsOf('{ node { id } }'), at, hasFailed: false })
  await Promise.all([one.close(), other.close()])
  const usage = readUsage(store, 30)
  assert.deepEqual(await usage.usersOf(['Invoice.status']), [
    { clientId: 'partner', operation: 'Status', requests: 3, lastSeen: at },
  ])
  assert.deepEqual(
    (await usage.usersOf(['Invoice.id'])).map(({ clientId }) => clientId),
    ['desk'],
  )
  assert.deepEqual(await usage.usersOf(['Customer.email']), [])
  assert.equal(await usage.losses(), 0)
})

test('usage before the window is nobody’s', async () => {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(await server.openDatabase())
  const usage = await openUsage(store, silentLogger)
  const facts = factsOf('{ invoice { status } }')
  usage.record({ clientId: 'partner', facts, at: new Date(Date.now() - 40 * 86_400_000), hasFailed: false })
  await usage.close()
  assert.deepEqual(await readUsage(store, 30).usersOf(['Invoice.status']), [])
  assert.equal((await readUsage(store, 50).usersOf(['Invoice.status'])).length, 1)
})

test('what cannot be written waits until it can be', async () => {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(await server.openDatabase())
  const usage = await openUsage(store, silentLogger)
  await store.query('alter table usage.requests rename to away')
  usage.record({ clientId: 'c', facts: factsOf('{ node { id } }'), at: new Date(), hasFailed: false })
  await usage.flush()
  await store.query('alter table usage.away rename to requests')
  await usage.close()
  assert.equal((await readUsage(store, 30).usersOf(['Node.id'])).length, 1)
})

test('a client that makes up operations is counted so far, and no further; others are', async () => {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(await server.openDatabase())
  const usage = await openUsage(store, silentLogger)
  const facts = factsOf('{ invoice { status } }')
  const at = new Date()
  for (let count = 0; count < 2_010; count += 1)
    usage.record({ clientId: 'inventive', facts: { ...facts, hash: `${count}` }, at, hasFailed: false })
  await usage.flush()
  usage.record({ clientId: 'inventive', facts: { ...facts, hash: 'more' }, at, hasFailed: false })
  usage.record({ clientId: 'inventive', facts: { ...facts, hash: '0' }, at, hasFailed: false })
  usage.record({ clientId: 'other', facts: { ...facts, hash: 'more' }, at, hasFailed: false })
  await usage.close()
  const read = readUsage(store, 30)
  const users = await read.usersOf(['Invoice.status'])
  assert.equal(users.filter(({ clientId }) => clientId === 'inventive').length, 2_000)
  assert.deepEqual([users[0]?.requests, users.at(-1)?.clientId], [2, 'other'])
  assert.equal(await read.losses(), 11)
})

test('what nobody asked for longer than is looked back is forgotten, with its operation', async () => {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(await server.openDatabase())
  const first = await openUsage(store, silentLogger)
  const old = new Date(Date.now() - 500 * 86_400_000)
  const [gone, kept] = ['{ invoice { status } }', '{ invoice { id } }'].map(factsOf)
  assert.ok(gone && kept)
  first.record({ clientId: 'c', facts: gone, at: old, hasFailed: false })
  first.record({ clientId: 'c', facts: kept, at: old, hasFailed: false })
  first.record({ clientId: 'c', facts: kept, at: new Date(), hasFailed: false })
  await first.flush()
  await (await openUsage(store, silentLogger)).close()
  const hashes = async () =>
    (await store.query<{ hash: string }>('select hash from usage.operations')).map(({ hash }) => hash)
  while ((await hashes()).length > 1);
  assert.deepEqual(await hashes(), [kept.hash])
  // Who had written it before writes it again.
  first.record({ clientId: 'c', facts: gone, at: new Date(), hasFailed: false })
  await first.flush()
  await first.close()
  assert.deepEqual((await hashes()).sort(), [gone.hash, kept.hash].sort())
})
