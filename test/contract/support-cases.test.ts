import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serviceNowSysId } from '#demo-world/native-ids.ts'
import { systemClock } from '#shared/clock.ts'
import { startEmulator } from '#shared/emulator/emulator.ts'
import { mintId } from '#shared/global-id.ts'
import { encodeCursor } from '#shared/page.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { supportProviders } from '#support/providers/index.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import { createSupportSubgraph } from '#support/subgraph.ts'
import { createMemoryCrosswalk } from '../support/memory-crosswalk.ts'
import { connectionTo } from './support.ts'
import { askSubgraph, codesOf, type Json, startSupportGraph } from './support-world.ts'

test('cases are paged by cursors that hold their place', async () => {
  await using graph = await startSupportGraph()
  const ask = async (pageArguments: string) => {
    const { entities: found, errors } = await graph.entities(
      'Customer',
      `cases${pageArguments} { nodes { caseNumber } pageInfo { hasNextPage hasPreviousPage endCursor } }`,
      [graph.customer('Acme Industries')],
    )
    assert.equal(errors, undefined)
    return (found[0] as { cases: { nodes: { caseNumber: string }[]; pageInfo: Json } }).cases
  }
  const first = await ask('(first: 1)')
  assert.deepEqual(first.nodes, [{ caseNumber: 'CS0001001' }])
  assert.equal(first.pageInfo.hasNextPage, true)
  const second = await ask(`(first: 1, after: "${first.pageInfo.endCursor}")`)
  assert.deepEqual(second.nodes, [{ caseNumber: 'CS0001002' }])
  assert.deepEqual([second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage], [false, true])
  const closed = await ask('(statuses: [CLOSED])')
  assert.deepEqual(closed.nodes, [{ caseNumber: 'CS0001002' }])
})

for (const [title, pageArguments, code] of [
  ['first over 100', 'first: 101', 'PAGE_TOO_LARGE'],
  ['first of 0', 'first: 0', 'PAGE_TOO_LARGE'],
  ['a cursor of nothing', 'after: "x"', 'INVALID_CURSOR'],
  ['a cursor of another list', `after: "${encodeCursor('Customer.invoices', '1')}"`, 'INVALID_CURSOR'],
  ['a cursor that names no place', `after: "${encodeCursor('Customer.cases', 'x')}"`, 'INVALID_CURSOR'],
  [
    'a cursor with a query in it',
    `after: "${encodeCursor('Customer.cases', '2026-11-24T09:00:00.000Z/1^ORstate=1')}"`,
    'INVALID_CURSOR',
  ],
] as const) {
  test(`${title} is ${code}`, async () => {
    await using graph = await startSupportGraph()
    const { errors } = await graph.entities('Customer', `cases(${pageArguments}) { nodes { id } }`, [
      graph.customer('Globex'),
    ])
    assert.deepEqual(codesOf(errors), [code])
  })
}

test('cases of two support systems are one list, newest first', async () => {
  await using graph = await startSupportGraph()
  const second = await startEmulator(createServicenowEmulator())
  const connection = { ...connectionTo(second), id: 'support-acquired' }
  const acquired = supportProviders.servicenow(connection, { logger: silentLogger, clock: systemClock })
  try {
    const all = new Map([...graph.connections, [connection.id, connection]])
    const merged = createMemoryCrosswalk([...all.values()])
    for (const [connectionId, key] of [
      [graph.provider.connection.id, 'globex'],
      [connection.id, 'acme'],
    ] as const) {
      const ref = {
        connectionId,
        objectType: 'customer_account',
        nativeId: serviceNowSysId('customer_account', key),
      }
      await merged.addLinks([{ id: graph.idOf('Globex'), ref, method: 'MANUAL' }])
    }
    const providers = [graph.provider, acquired]
    const both = askSubgraph(createSupportSubgraph({ providers, crosswalk: merged, connections: all }))
    const numbers: string[] = []
    let after: string | null = null
    do {
      const { entities: found, errors } = await both.entities(
        'Customer',
        `cases(first: 2, after: ${JSON.stringify(after)}) { nodes { caseNumber } pageInfo { hasNextPage endCursor } }`,
        [graph.customer('Globex')],
      )
      assert.equal(errors, undefined)
      const { nodes, pageInfo } = (
        found[0] as {
          cases: { nodes: { caseNumber: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
        }
      ).cases
      numbers.push(...nodes.map(({ caseNumber }) => caseNumber))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
    assert.deepEqual(numbers, ['CS0001010', 'CS0001001', 'CS0001002'])
  } finally {
    await acquired.close()
    await second.close()
  }
})

test('a case is found by its id', async () => {
  await using graph = await startSupportGraph()
  const id = await graph.globexCaseId()
  const { data, errors } = await graph.run('query($id: ID!) { case(id: $id) { id caseNumber escalated } }', {
    id,
  })
  assert.equal(errors, undefined)
  assert.deepEqual(data?.case, { id, caseNumber: 'CS0001010', escalated: true })
})

for (const [title, id, code] of [
  ['an id of another type', mintId('Customer', new Date()), 'INVALID_ID'],
  ['an id of no form', '42', 'INVALID_ID'],
  ['an id that names nothing', mintId('Case', new Date()), undefined],
] as const) {
  test(`${title} answers null${code === undefined ? '' : ` and ${code}`}`, async () => {
    await using graph = await startSupportGraph()
    const { data, errors } = await graph.run('query($id: ID!) { case(id: $id) { id } }', { id })
    assert.equal(data?.case, null)
    assert.deepEqual(codesOf(errors), code === undefined ? undefined : [code])
  })
}

test('a caller limited to some customers sees no other’s case or entitlement', async () => {
  await using graph = await startSupportGraph()
  const id = await graph.globexCaseId()
  const limited = { customerIds: [graph.idOf('Acme Industries')] }
  const own = { customerIds: [graph.idOf('Globex')] }
  const seen = async (caller: Partial<Caller>) => {
    const byRoot = await graph.run(
      'query($id: ID!) { case(id: $id) { id } }',
      { id },
      graph.createContext(caller),
    )
    const byReference = await graph.entities(
      'Case',
      'id',
      [{ __typename: 'Case', id }],
      graph.createContext(caller),
    )
    return [byRoot.data?.case !== null, byReference.entities[0] !== null]
  }
  assert.deepEqual(await seen(limited), [false, false])
  assert.deepEqual(await seen(own), [true, true])
})
