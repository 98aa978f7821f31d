import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { isWeftError } from '#shared/errors.ts'
import { ENGINES, startWorld, type World } from '../../support/world.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || isWeftError(value)) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}

/** What systems answer is shared by operations: whoever changed a record of it would change it for all. */
describe('records that answers are made of cannot be changed, and need not be', () => {
  let world: World
  let caseId: string
  let id: string
  before(async () => {
    world = await startWorld({ cache: { maxAgeSeconds: 60 } })
    const { cache } = world.domains
    const { read: readThrough } = cache
    cache.read = async (reading) => freeze(await readThrough(reading))
    id = await world.customerId('Acme Industries')
    const cases = 'query ($id: ID!) { customer(id: $id) { cases(first: 1) { nodes { id } } } }'
    const { data } = await world.query(cases, { id })
    const { customer } = data as unknown as { customer: { cases: { nodes: { id: string }[] } } }
    caseId = customer.cases.nodes[0]?.id ?? ''
  })
  after(() => world[Symbol.asyncDispose]())

  for (const engine of ENGINES)
    test(`cold and warm, every system's records are read and left as they are, on ${engine} execution`, async () => {
      const operations: [string, Record<string, unknown>][] = [
        ['../account-360/operation.graphql', { id }],
        ['../customer-list/operation.graphql', { first: 20 }],
        ['../case-with-payment-problem/operation.graphql', { id: caseId }],
        ['../kept-lists/operation.graphql', { first: 20, maxAge: 60 }],
      ]
      for (const [path, variables] of operations)
        for (const time of ['cold', 'warm']) {
          const { data, errors } = await world.query(read(path), variables, { engine })
          assert.deepEqual([path, time, errors], [path, time, undefined])
          assert.ok(data)
        }
    })
})
