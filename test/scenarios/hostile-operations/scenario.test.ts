import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { GraphQLFormattedError } from 'graphql'
import { type GatewayServer, startGatewayServer } from '#gateway/server.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { AGENT, ENGINES, type EngineName, startWorld, type World } from '../../support/world.ts'
import { ATTACKS, DEEP_BODY } from './attacks.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

interface Answer {
  data?: unknown
  errors?: readonly Pick<GraphQLFormattedError, 'extensions'>[] | undefined
}

const startGateway = (world: World, engine: EngineName): Promise<GatewayServer> =>
  startGatewayServer({
    host: '127.0.0.1',
    port: 0,
    execution: world.executions[engine],
    verifyToken: async () => AGENT,
    developmentIssuer: undefined,
    readiness: [],
    operationTimeoutMs: 30_000,
    clock: systemClock,
    logger: silentLogger,
  })

describe('operations that are meant to do harm', () => {
  let world: World
  let id: string
  const gateways = new Map<EngineName, GatewayServer>()
  before(async () => {
    world = await startWorld()
    id = await world.customerId('Acme Industries')
    for (const engine of ENGINES) gateways.set(engine, await startGateway(world, engine))
  })
  after(async () => {
    for (const gateway of gateways.values()) await gateway.close()
    await world[Symbol.asyncDispose]()
  })
  beforeEach(() => world.forgetCalls())

  const post = async (engine: EngineName, body: string): Promise<Response> =>
    fetch(`${gateways.get(engine)?.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
  const send = async (engine: EngineName, body: object): Promise<Answer> =>
    (await (await post(engine, JSON.stringify(body))).json()) as Answer

  const assertRefused = ({ data, errors }: Answer, limit: string): void => {
    assert.equal(data, undefined)
    assert.deepEqual(
      errors?.map(({ extensions }) => [extensions?.code, extensions?.limit]),
      [['LIMIT_EXCEEDED', limit]],
    )
    assert.deepEqual(world.callsPerVendor(), {})
  }

  for (const engine of ENGINES) {
    for (const { title, limit, operation: attack } of ATTACKS) {
      test(`${engine} execution refuses ${title}, behind every transport`, async () => {
        const { variables } = attack
        assertRefused(await world.query(attack.query, variables && { ...variables }, { engine }), limit)
        assertRefused(await send(engine, attack), limit)
      })
    }

    test(`${engine} execution is never asked by a huge body`, async () => {
      const body = JSON.stringify({ query: operation, variables: { id, more: 'x'.repeat(2_000_000) } })
      const response = await post(engine, body)
      assert.equal(response.status, 413)
      assertRefused((await response.json()) as Answer, 'bodyBytes')
    })

    test(`${engine} execution overflows no stack on variables as deep as a body holds`, async () => {
      assertRefused((await (await post(engine, DEEP_BODY)).json()) as Answer, 'variableDepth')
    })

    test(`${engine} execution answers an honest query beside a burst of them, at the cost of that query alone`, async () => {
      const honest = { query: operation, variables: { id } }
      const expected = await send(engine, honest)
      assert.equal(expected.errors, undefined)
      const cost = world.callsPerVendor()
      world.forgetCalls()
      const burst = ATTACKS.flatMap((attack) => [attack, attack, attack])
      const [answer, ...refused] = await Promise.all([
        send(engine, honest),
        ...burst.map((attack) => send(engine, attack.operation)),
      ])
      assert.deepEqual(answer, expected)
      assert.deepEqual(world.callsPerVendor(), cost)
      assert.ok(refused.every(({ errors }) => errors?.[0]?.extensions?.code === 'LIMIT_EXCEEDED'))
    })
  }

  test('none of them is planned, or leaves anything in the plan cache', async () => {
    const { counters } = world.executions.planned
    const before = { ...counters.plans }
    for (const { operation: attack } of ATTACKS) await send('planned', attack)
    const { entries, bytes } = counters.plans
    assert.deepEqual([entries, bytes], [before.entries, before.bytes])
  })
})
