import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { createDays, type Days } from '../../support/days.ts'
import { LAYOUTS } from '../../support/split-world.ts'
import { type Stage, VENDORS } from '../../support/world.ts'
import { EXPECTED_ENTITLEMENTS, EXPECTED_REFS, expectedAcme } from './expected.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

interface Budget {
  kind: string
  limit: number
  remaining: number
}

interface Answer {
  customer: {
    entitlements: { nodes: { feature?: { name: string }; slaName?: string }[] }
    externalRefs: { system: { domain: string }; objectType: string; externalId: string; url: string | null }[]
  }
}

for (const { layout, engines, missedCalls, start } of LAYOUTS) {
  describe(`one query reads a customer across four systems ${layout}`, () => {
    let world: Stage & AsyncDisposable
    let days: Days
    let id: string

    before(async () => {
      days = createDays(new Date())
      world = await start()
      id = await world.customerId('Acme Industries')
    })
    after(() => world[Symbol.asyncDispose]())

    for (const engine of engines) {
      test(`${engine} execution answers the whole context`, async () => {
        const { data, errors } = await world.query(operation, { id }, { engine })
        assert.equal(errors, undefined)
        const { entitlements, externalRefs, ...context } = (data as unknown as Answer).customer
        assert.deepEqual(context, expectedAcme(days))
        const names = entitlements.nodes.map(({ feature, slaName }) => feature?.name ?? slaName)
        assert.deepEqual(names.sort(), EXPECTED_ENTITLEMENTS)
        const refs = externalRefs.map(({ system, objectType, externalId }) => [
          system.domain,
          { objectType, externalId },
        ])
        assert.deepEqual(Object.fromEntries(refs), EXPECTED_REFS)
      })
    }

    test('no system is asked more than it takes', async () => {
      world.forgetCalls()
      await world.query(operation, { id })
      const calls = world.callsPerVendor()
      const expected = { salesforce: 2, stripe: 6, servicenow: 1, netsuite: 2 }
      for (const vendor of VENDORS) {
        const more = (calls[vendor] ?? 0) - expected[vendor]
        assert.ok(more >= 0 && more <= missedCalls, JSON.stringify(calls))
      }
    })

    test('systems say what is left of their limits, learnt from their own answers', async () => {
      await world.query(operation, { id })
      const { data } = await world.query(
        '{ systems { system { provider } circuit budget { kind limit remaining } } }',
      )
      const { systems } = data as {
        systems: { system: { provider: string }; circuit: string; budget: Budget | null }[]
      }
      assert.deepEqual(new Set(systems.map(({ circuit }) => circuit)), new Set(['CLOSED']))
      const daily = systems.find(({ system }) => system.provider === 'salesforce')?.budget
      assert.equal(daily?.kind, 'daily')
      assert.ok(daily.remaining > 0 && daily.remaining < daily.limit)
    })

    test('the correlation id of the operation reaches every system', async () => {
      world.forgetCalls()
      await world.query(operation, { id }, { correlationId: 'desk-42' })
      const ids = world.calls().map(({ headers }) => headers['x-correlation-id'])
      assert.ok(ids.length > 0)
      assert.deepEqual(new Set(ids), new Set(['desk-42']))
    })
  })
}
