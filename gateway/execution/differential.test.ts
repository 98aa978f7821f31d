import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { execute, parse, validate } from 'graphql'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { comparable } from './differential/compare.ts'
import { deferSome, missingFrom, putTogether } from './differential/deferred-operation.ts'
import type { World } from './differential/faulty-world.ts'
import { createTape, VARIABLES, writeOperation } from './differential/generated-operation.ts'
import { composeSubgraphs, monolith, requestOf, subgraphs } from './differential/graphs.ts'
import { DEFAULT_LIMITS } from '../limits/operation-limits.ts'
import type { Execution, SubgraphLocation } from './execution.ts'
import { isInParts } from './incremental/parts.ts'
import { createPlannedExecution, type PlannedOptions } from './planned.ts'

/**
 * The usual run has the same cases each time, so that a change is judged by what it changed; `DIFFERENTIAL_SEED=random`
 * looks for new ones, `DIFFERENTIAL_CASES=5000` for more, and a seed that failed is run again by its number.
 */
const numRuns = Number(process.env.DIFFERENTIAL_CASES ?? 400)
const seed = seedOf(process.env.DIFFERENTIAL_SEED ?? '20261125')

function seedOf(text: string): number {
  return text === 'random' ? Date.now() % 2 ** 31 : Number(text)
}

const supergraphSdl = composeSubgraphs()

const faults = fc.constantFrom(3, 10, 30)

const worlds = fc.oneof(
  fc.record({ seed: fc.nat(), faultPercent: faults, timing: fc.constantFrom('sync', 'async') }),
  fc.record({ seed: fc.nat(), faultPercent: fc.constant(0), timing: fc.constant('mixed') }),
) as fc.Arbitrary<World>

const cases = fc.record({
  tape: fc.array(fc.nat({ max: 999 }), { minLength: 20, maxLength: 250 }),
  world: worlds,
})

/** Generated operations are as large as they come, and a busy machine must not refuse one. */
const unlimited: Pick<PlannedOptions, 'limits' | 'createOperationPlanner'> = {
  limits: {
    staff: Object.fromEntries(
      Object.keys(DEFAULT_LIMITS.staff).map((name) => [name, Number.MAX_SAFE_INTEGER]),
    ),
  },
  createOperationPlanner: ({ here }) => here,
}

/** One subgraph as a server of its own. */
function serveSubgraph(subgraph: Subgraph): Promise<Server> {
  const server = createServer((request, response) => {
    request.setEncoding('utf8')
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', async () => {
      const { query, variables } = JSON.parse(body)
      const world = JSON.parse(String(request.headers['x-correlation-id'])) as World
      const document = parse(query)
      const errors = validate(subgraph.schema, document)
      const result =
        errors.length > 0
          ? { errors }
          : await execute({
              schema: subgraph.schema,
              document,
              variableValues: variables,
              contextValue: world,
            })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    })
  })
  const { promise, resolve } = Promise.withResolvers<Server>()
  server.listen(0, '127.0.0.1', () => resolve(server))
  return promise
}

/** Another text of the same query is planned with variables for its texts. */
const waysOf = (query: string): [way: string, text: string][] => [
  ['interpreted', query],
  ['compiled at the second run', query],
  ['compiled', query],
  ['texts as variables, interpreted', `${query} `],
  ['texts as variables, compiled', `${query} `],
]

async function assertSame(execution: Execution, query: string, world: World): Promise<void> {
  const document = parse(query)
  fc.pre(validate(monolith, document).length === 0)
  const expected = await execute({
    schema: monolith,
    document,
    variableValues: VARIABLES,
    contextValue: world,
  })
  for (const [way, text] of waysOf(query)) {
    const answer = await execution.execute({ query: text, variables: VARIABLES }, requestOf(world))
    assert.deepEqual(comparable(answer), comparable(expected), way)
  }
}

async function assertManySame(execution: Execution, runs: number): Promise<void> {
  const property = fc.asyncProperty(cases, ({ tape, world }) =>
    assertSame(execution, writeOperation(monolith, createTape(tape)), world),
  )
  const report = (details: fc.RunDetails<[{ tape: number[]; world: World }]>) => {
    if (!details.failed) return
    const [found] = details.counterexample ?? []
    const query = found && writeOperation(monolith, createTape(found.tape))
    throw new Error(`seed ${details.seed}: ${JSON.stringify(found?.world)}\n${query}`, {
      cause: details.errorInstance,
    })
  }
  await fc.assert(property, { numRuns: runs, seed, reporter: report as never, maxSkipsPerRun: 1000 })
}

const servers: Server[] = []
const executions: Execution[] = []

before(async () => {
  for (const subgraph of subgraphs) servers.push(await serveSubgraph(subgraph))
})

after(async () => {
  for (const execution of executions) await execution.close()
  for (const server of servers) server.close()
})

test(`generated operations on faulty data are answered as graphql-js does it, in process (seed ${seed})`, async () => {
  const locations = new Map<string, SubgraphLocation>(
    subgraphs.map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  const execution = createPlannedExecution({ supergraphSdl, locations, ...unlimited })
  executions.push(execution)
  await assertManySame(execution, numRuns)
})

/** A fault costs no more than in one answer: null bubbles to the fragment that was deferred, and no further. */
test(`generated operations in parts come to what graphql-js answers at once (seed ${seed})`, async () => {
  const locations = new Map<string, SubgraphLocation>(
    subgraphs.map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  const execution = createPlannedExecution({ supergraphSdl, locations, ...unlimited })
  executions.push(execution)
  const property = fc.asyncProperty(cases, async ({ tape, world }) => {
    const query = writeOperation(monolith, createTape(tape))
    const document = parse(query)
    fc.pre(query.startsWith('query') && validate(monolith, document).length === 0)
    const expected = await execute({
      schema: monolith,
      document,
      variableValues: VARIABLES,
      contextValue: world,
    })
    const inParts = deferSome(query, createTape(tape.toReversed()))
    const answer = await execution.executeInParts({ query: inParts, variables: VARIABLES }, requestOf(world))
    const whole = isInParts(answer) ? await putTogether(answer) : answer
    const found: unknown = JSON.parse(JSON.stringify(whole.data ?? null))
    const data: unknown = JSON.parse(JSON.stringify(expected.data ?? null))
    if (expected.errors) assert.equal(missingFrom(data, found), undefined, inParts)
    else assert.deepEqual(found, data, inParts)
  })
  await fc.assert(property, { numRuns, seed, maxSkipsPerRun: 1000 })
})

test(`generated operations on faulty data are answered as graphql-js does it, over HTTP (seed ${seed})`, async () => {
  const locations = new Map<string, SubgraphLocation>(
    subgraphs.map(({ name }, index) => {
      const address = servers[index]?.address() as AddressInfo
      return [name, { kind: 'http', url: `http://127.0.0.1:${address.port}/` }]
    }),
  )
  const execution = createPlannedExecution({ supergraphSdl, locations, ...unlimited })
  executions.push(execution)
  await assertManySame(execution, Math.ceil(numRuns / 4))
})
