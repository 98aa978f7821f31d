import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { type Client, DEFAULT_BUDGETS } from '../clients/client.ts'
import { composeTestGraph, createTestSubgraph } from '../execution/test-graph.ts'
import { createLimits } from '../limits/limits.ts'
import { PARTNER_CONTRACT_FILE, SUPERGRAPH_FILE } from '../supergraph-file.ts'
import { createOperationFacts } from '../usage/operation-facts.ts'
import { openUsage } from '../usage/usage.ts'
import { readUsage } from '../usage/used-coordinates.ts'
import { renderEntry } from './changelog.ts'
import { compareGraphs } from './compare.ts'
import { parseDeprecation } from './deprecation.ts'
import { type Graph, readGraph } from './graph.ts'
import { judge, type KnownUses, mayPass } from './judge.ts'
import { lintGraph } from './lint.ts'
import { registeredUsesOf } from './registered-uses.ts'
import { isPassed, renderReport } from './report.ts'

const SDL = `
  type Query { invoice(id: ID, kind: Kind): Invoice things(filter: Filter): [Invoice] }
  type Invoice @key(fields: "id") { id: ID! total: Int status: Status note: String @requiresScopes(scopes: [["a"], ["b", "c"]]) }
  enum Status { OPEN PAID }
  enum Kind { SMALL LARGE }
  input Filter { text: String }
`
const graphOf = (sdl: string, ...others: string[]): Graph => {
  const subgraphs = [sdl, ...others].map((each, index) => createTestSubgraph(`s${index}`, each, {}))
  return readGraph(composeTestGraph(subgraphs).supergraphSdl)
}
const released = graphOf(SDL)
const TOTALS = 'query Totals { invoice { total } }'

const breaking: [title: string, from: string, to: string, coordinates: string[]][] = [
  ['a field that goes', 'total: Int ', '', ['Invoice.total']],
  ['a field that becomes nullable', 'id: ID!', 'id: ID', ['Invoice.id']],
  ['an argument that goes', ', kind: Kind', '', ['Query.invoice(kind:)']],
  ['an argument that is required', '(id: ID,', '(id: ID, unit: ID!,', ['Query.invoice']],
  ['an argument that becomes required', '(id: ID,', '(id: ID!,', ['Query.invoice(id:)']],
  ['a value that goes', 'SMALL LARGE', 'SMALL', ['Kind', 'Kind.LARGE']],
  ['an input field that is required', 'text: String', 'text: String more: Int!', ['Filter']],
  ['an input field that goes', 'text: String', 'more: String', ['Filter.text']],
  [
    'a field that takes a scope',
    'total: Int ',
    'total: Int @requiresScopes(scopes: [["x"]]) ',
    ['Invoice.total'],
  ],
  ['a scope more than it took', '[["a"], ["b", "c"]]', '[["b", "c"]]', ['Invoice.note']],
]
for (const [title, from, to, coordinates] of breaking)
  test(`breaking is ${title}`, async () => {
    const changes = await compareGraphs(released, graphOf(SDL.replace(from, to)))
    assert.deepEqual(
      changes.filter(({ isBreaking }) => isBreaking).map((change) => change.coordinates),
      [coordinates],
    )
  })

const safe: [title: string, from: string, to: string][] = [
  ['a field more', 'total: Int', 'total: Int tax: Int'],
  ['a value promised that was not', 'total: Int', 'total: Int!'],
  ['an argument that may be left out', '(id: ID,', '(id: ID, unit: ID,'],
  ['a value more', 'SMALL LARGE', 'SMALL LARGE HUGE'],
  ['a scope less', '[["a"], ["b", "c"]]', '[["a"], ["b"]]'],
  ['another way to a field', '[["a"], ["b", "c"]]', '[["a"], ["b", "c"], ["d"]]'],
  ['a deprecation', 'total: Int', 'total: Int @deprecated(reason: "x")'],
]
for (const [title, from, to] of safe)
  test(`not breaking is ${title}`, async () => {
    const changes = await compareGraphs(released, graphOf(SDL.replace(from, to)))
    assert.ok(changes.every(({ isBreaking }) => !isBreaking))
  })

describe('by what was recorded', () => {
  let server: Awaited<ReturnType<typeof startTemporaryServer>>
  before(async () => {
    server = await startTemporaryServer()
  })
  after(() => server[Symbol.asyncDispose]())

  async function recorded(stack: AsyncDisposableStack) {
    const store = stack.use(await server.openDatabase())
    const usage = await openUsage(store, silentLogger)
    const { schema, supergraph } = released
    const measured = createLimits({ schema, supergraph }).measure(TOTALS)
    const [operation] = measured.document.definitions
    assert.ok(operation?.kind === 'OperationDefinition')
    const tell = createOperationFacts(schema, supergraph, 'partner')
    const facts = tell({ document: measured.document, operation, measured }, TOTALS)
    usage.record({ clientId: 'acme', facts, at: new Date('2026-11-25T10:00:00Z'), hasFailed: false })
    await usage.close()
    return readUsage(store, 36_500)
  }
  const withoutField = (field: string) => graphOf(SDL.replace(field, ''))
  const findings = { lint: [], safeChanges: 0, windowDays: 30, recordedSince: new Date(0), losses: 0 }

  test('a change that the partner’s traffic would miss is refused, and says whom it breaks', async () => {
    await using stack = new AsyncDisposableStack()
    const usage = await recorded(stack)
    const judged = await judge(await compareGraphs(released, withoutField('total: Int ')), 'partner', {
      usage,
    })
    assert.equal(isPassed({ ...findings, judged }), false)
    assert.equal(
      renderReport({ ...findings, judged }),
      [
        'BREAKING  Field `total` was removed from object type `Invoice`. (what partners see)',
        '          acme uses it: Totals, 1 request, last 2026-11-25T10:00:00.000Z',
        '0 other changes that nobody is broken by.',
        'The schema may not be released: 1 change would break acme; deprecate first, see gateway/policy.md.',
        '',
      ].join('\n'),
    )
  })

  test('a change that nobody would miss passes, and says so', async () => {
    await using stack = new AsyncDisposableStack()
    const usage = await recorded(stack)
    for (const audience of ['partner', 'graph'] as const) {
      const gone = audience === 'partner' ? 'status: Status ' : 'total: Int '
      const judged = await judge(await compareGraphs(released, withoutField(gone)), audience, { usage })
      assert.deepEqual(judged.map(mayPass), [true])
      assert.match(
        renderReport({ ...findings, judged }),
        /Nobody used it in 30 days\.\n.*\nThe schema may be released\./,
      )
    }
  })

  const partner = (documents: Record<string, string>): Client => ({
    ...{
      id: 'beta',
      kind: 'PARTNER',
      name: 'Beta',
      issuer: undefined,
      contact: undefined,
      scopes: new Set(),
    },
    rows: { customerIds: undefined, businessUnits: undefined },
    budgets: DEFAULT_BUDGETS.PARTNER,
    documents: new Map(Object.entries(documents)),
  })
  const REGISTERED = partner({
    aa11bb22cc: '{ ...more } fragment more on Query { things(filter: { text: "x" }) { total } }',
    broken: 'query {',
    two: `${TOTALS} query Kinds { invoice(kind: SMALL) { id } }`,
  })

  test('what a partner has registered is used, though it never asked, and named once where it did', async () => {
    await using stack = new AsyncDisposableStack()
    const usage = await recorded(stack)
    const registered = registeredUsesOf([REGISTERED, { ...REGISTERED, id: 'acme' }], released)
    const usersWithout = async (field: string, known: KnownUses) =>
      (await judge(await compareGraphs(released, withoutField(field)), 'partner', known)).flatMap(
        ({ users = [] }) => users.map(({ clientId, operation, requests }) => [clientId, operation, requests]),
      )
    const unnamed = 'unnamed aa11bb22'
    assert.deepEqual(await usersWithout('total: Int ', { usage, registered }), [
      ['acme', 'Totals', 1],
      ['beta', unnamed, 0],
      ['beta', 'Totals', 0],
      ['acme', unnamed, 0],
    ])
    assert.deepEqual(await usersWithout(', kind: Kind', { usage, registered }), [
      ['beta', 'Kinds', 0],
      ['acme', 'Kinds', 0],
    ])
    assert.deepEqual(await usersWithout('status: Status ', { usage, registered }), [])
    assert.equal((await usersWithout('total: Int ', { usage: undefined, registered })).length, 4)
    const judged = await judge(await compareGraphs(released, withoutField(', kind: Kind')), 'partner', {
      usage,
      registered: registered.slice(0, 3),
    })
    assert.match(
      renderReport({ ...findings, judged }),
      /beta has registered Kinds, which uses it, and may ask it any day\n[\s\S]*may not be released: 1 change would break beta;/,
    )
  })

  test('without any record nobody knows whom a change breaks, and it is refused', async () => {
    const judged = await judge(await compareGraphs(released, withoutField('total: Int ')), 'graph', {
      usage: undefined,
    })
    assert.match(
      renderReport({ ...findings, judged }),
      /nothing was recorded[\s\S]*may not be released: 1 change may break/,
    )
  })
})

test('a report says where its record is short or has holes', () => {
  const change = { isBreaking: true, message: 'x.', coordinates: [] }
  const report = renderReport({
    lint: [],
    judged: [{ change, audience: 'graph', users: [] }],
    safeChanges: 1,
    windowDays: 30,
    recordedSince: new Date(),
    losses: 3,
  })
  assert.match(
    report,
    /NOTE {6}Usage is recorded since \d{4}-\d\d-\d\d only\.\nNOTE {6}3 operations not recorded/,
  )
})

const wrong: [title: string, sdls: string[], sentence: RegExp][] = [
  ['a type', ['type Query { a: thing } type thing { b: Int }'], /^thing is not named/],
  ['a field', ['type Query { a_b: Int }'], /^Query\.a_b is not named/],
  ['an argument', ['type Query { a(B: Int): Int }'], /^Query\.a\(B:\) is not named/],
  ['an input field', ['type Query { a(b: In): Int } input In { C: Int }'], /^In\.C is not named/],
  ['a value', ['type Query { a: E } enum E { Open }'], /^E\.Open is not named/],
  [
    'a deprecation without days',
    ['type Query { a: Int @deprecated(reason: "Use b.") b: Int }'],
    /^Query\.a is deprecated without/,
  ],
  [
    'a promise of another system',
    [
      'type Query { a: T } type T @key(fields: "id") { id: ID! own: Int! more: Int! }',
      'type T @key(fields: "id") { id: ID! theirs: Int! may: Int }',
    ],
    /^T\.theirs is promised by S1, whose system may be down/,
  ],
]
for (const [title, sdls, sentence] of wrong)
  test(`refused is ${title}`, () => {
    const [sdl = '', ...others] = sdls
    const [only, ...rest] = lintGraph(graphOf(sdl, ...others))
    assert.match(only ?? '', sentence)
    assert.deepEqual(rest, [])
  })

for (const file of [SUPERGRAPH_FILE, PARTNER_CONTRACT_FILE])
  test(`${file.pathname.split('/').at(-1)} is as our graphs are`, () => {
    assert.deepEqual(lintGraph(readGraph(readFileSync(file, 'utf8'))), [])
  })

const reasons: [reason: string, isRight: boolean][] = [
  ['Use total. Deprecated 2026-11-25, removed after 2027-11-25.', true],
  ['Use total', false],
  ['Deprecated 2026-11-25, removed after 2027-11-25.', false],
  ['Use total. Deprecated 2026-11-25, removed after 2026-11-25.', false],
  ['Use total. Deprecated 2026-02-30, removed after 2027-11-25.', false],
]
for (const [reason, isRight] of reasons)
  test(`"${reason}" ${isRight ? 'says' : 'does not say'} what a deprecation says`, () => {
    assert.equal(parseDeprecation(reason) !== undefined, isRight)
  })

test('the changelog says what breaks first and why it does, and what partners see', () => {
  const change = (message: string, isBreaking: boolean) => ({ message, isBreaking, coordinates: [] })
  const released = [
    { audience: 'graph', changes: [change('Gone.', true), change('Added.', false)] },
    { audience: 'partner', changes: [change('Added.', false)] },
  ] as const
  const lines = '- **Breaking**: Gone.\n- Added. (partners, too)\n'
  assert.equal(renderEntry(released, { day: '2026-11-25' }), `\n## 2026-11-25\n\n${lines}`)
  assert.equal(
    renderEntry(released, { day: '2026-11-25', reason: 'it told too much.' }),
    `\n## 2026-11-25\n\n- Breaks who still uses it, because: it told too much.\n${lines}`,
  )
})
