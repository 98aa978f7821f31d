import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { execute, isObjectType, parse, validate } from 'graphql'
import { comparable } from '../differential/compare.ts'
import { deferSome, missingFrom, putTogether } from '../differential/deferred-operation.ts'
import type { World } from '../differential/faulty-world.ts'
import { createTape, VARIABLES, writeOperation } from '../differential/generated-operation.ts'
import { requestOf, subgraphs } from '../differential/graphs.ts'
import {
  composeGuarded,
  type GuardedWorld,
  guardedMonolith,
  type Guards,
  lenientMonolith,
  mayAsk,
} from '../differential/guarded-graph.ts'
import { DEFAULT_LIMITS } from '../../limits/operation-limits.ts'
import type { Execution, SubgraphLocation } from '../execution.ts'
import { isInParts } from '../incremental/parts.ts'
import { createPlannedExecution } from '../planned.ts'
import { createStockExecution } from '../stock.ts'

/** As in `differential.test.ts`: the same cases each time, others by these variables. */
const numRuns = Number(process.env.DIFFERENTIAL_CASES ?? 150)
const seed = Number(process.env.DIFFERENTIAL_SEED ?? 20261125)

const SCOPES = ['a', 'b', 'c']

/** Every third place or so asks for something; some for what nobody has. */
function generateGuards(numbers: readonly number[]): Guards {
  const tape = createTape(numbers)
  const places = Object.values(guardedMonolith.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('_')) return []
    return isObjectType(type)
      ? [type.name, ...Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)]
      : type.name === 'Rating' || type.name === 'Json'
        ? [type.name]
        : []
  })
  const lists = [[['a']], [['b']], [['a', 'b']], [['a'], ['c']], [['b', 'c'], ['a']], []]
  const guards = new Map<string, readonly (readonly string[])[]>()
  for (const place of places) {
    const isRoot = /^(Query|Mutation)$/.test(place)
    const asks = tape.next(place.includes('.') ? 7 : 12) === 6
    const chosen = lists[tape.next(lists.length)]
    if (asks && chosen && !isRoot) guards.set(place, chosen)
  }
  return guards
}

const GRAPHS = Array.from({ length: 4 }, (_, index) =>
  generateGuards(
    Array.from({ length: 400 }, (_, place) => (place * 7919 + index * 104_729 + place * place * 31) % 997),
  ),
)

const locations = new Map<string, SubgraphLocation>(
  subgraphs.map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
)

const unlimited = {
  limits: {
    staff: Object.fromEntries(
      Object.keys(DEFAULT_LIMITS.staff).map((name) => [name, Number.MAX_SAFE_INTEGER]),
    ),
  },
  createOperationPlanner: ({ here }: { here: import('../planning/query-planner.ts').OperationPlanner }) =>
    here,
}

const executions: Execution[] = []
after(async () => {
  for (const execution of executions) await execution.close()
})

const cases = fc.record({
  graph: fc.nat({ max: GRAPHS.length - 1 }),
  scopes: fc.subarray(SCOPES),
  tape: fc.array(fc.nat({ max: 999 }), { minLength: 20, maxLength: 200 }),
  world: fc.record({
    seed: fc.nat(),
    faultPercent: fc.constantFrom(0, 5),
    timing: fc.constantFrom('sync', 'async'),
  }) as fc.Arbitrary<World>,
})

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never

/** A case as it is asked, and the monolith's answer to the same caller. */
async function prepare({ graph, scopes, tape, world }: Case) {
  const query = writeOperation(guardedMonolith, createTape(tape))
  const document = parse(query)
  fc.pre(validate(guardedMonolith, document).length === 0)
  const guarded: GuardedWorld = { ...world, guards: GRAPHS[graph] ?? new Map(), scopes: new Set(scopes) }
  const answer = (schema: typeof guardedMonolith) =>
    execute({ schema, document, variableValues: VARIABLES, contextValue: guarded })
  const request = { ...requestOf(world), caller: { ...requestOf(world).caller, scopes: guarded.scopes } }
  const mayBegin = ['add', 'touch'].every(
    (field) =>
      !new RegExp(`\\b${field}\\b`).test(query) || mayAsk(guarded, guardedMonolith, 'Mutation', field),
  )
  return { query, answer, request, isRefused: query.startsWith('mutation') && !mayBegin }
}

const CASES = { numRuns, seed, maxSkipsPerRun: 1000 }

function sameAsMonolith(graphs: readonly Execution[]) {
  return fc.asyncProperty(cases, async (given) => {
    const { query, answer, request, isRefused } = await prepare(given)
    const execution = graphs[given.graph]
    assert.ok(execution)
    for (const way of ['interpreted', 'compiled', 'texts as variables']) {
      const text = way === 'texts as variables' ? `${query} ` : query
      const found = await execution.execute({ query: text, variables: VARIABLES }, request)
      if (isRefused) {
        assert.equal(found.data, undefined, query)
        assert.equal(found.errors?.[0]?.extensions.code, 'FORBIDDEN')
      } else
        assert.deepEqual(comparable(found), comparable(await answer(guardedMonolith)), `${way}: ${query}`)
    }
  })
}

test(`what a caller may not see is told as a monolith would that refuses it (seed ${seed})`, async () => {
  const graphs = GRAPHS.map((guards) =>
    createPlannedExecution({ supergraphSdl: composeGuarded(guards), locations, ...unlimited }),
  )
  executions.push(...graphs)
  await fc.assert(sameAsMonolith(graphs), CASES)

  const inParts = fc.asyncProperty(cases, async (given) => {
    const { query, answer, request } = await prepare(given)
    fc.pre(query.startsWith('query'))
    const text = deferSome(query, createTape(given.tape.toReversed()))
    const answered = await graphs[given.graph]?.executeInParts({ query: text, variables: VARIABLES }, request)
    assert.ok(answered)
    const found: unknown = JSON.parse(
      JSON.stringify((isInParts(answered) ? await putTogether(answered) : answered).data ?? null),
    )
    const json = async (schema: typeof guardedMonolith): Promise<unknown> =>
      JSON.parse(JSON.stringify((await answer(schema)).data ?? null))
    assert.equal(missingFrom(await json(guardedMonolith), found), undefined, text)
    assert.equal(missingFrom(found, await json(lenientMonolith)), undefined, text)
  })
  await fc.assert(inParts, CASES)
})

/** What the stock engine answers otherwise than graphql-js whoever asks. */
const STOCK_IS_WRONG = /shipping|label|@|id: title|accounts|ledger|owner/

test('the stock engine tells the same', async () => {
  const graphs: Execution[] = []
  for (const guards of GRAPHS.slice(0, 1))
    graphs.push(
      await createStockExecution({
        supergraphSdl: composeGuarded(guards),
        locations,
        limits: unlimited.limits,
      }),
    )
  executions.push(...graphs)
  const property = fc.asyncProperty(cases, async (given) => {
    const { query, answer, request } = await prepare({
      ...given,
      graph: 0,
      world: { ...given.world, faultPercent: 0 },
    })
    fc.pre(query.startsWith('query') && !STOCK_IS_WRONG.test(query))
    const found = await graphs[0]?.execute({ query, variables: VARIABLES }, request)
    assert.ok(found)
    assert.deepEqual(comparable(found), comparable(await answer(guardedMonolith)), query)
  })
  await fc.assert(property, { ...CASES, numRuns: Math.ceil(numRuns / 3) })
})
