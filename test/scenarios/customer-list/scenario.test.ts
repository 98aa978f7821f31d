import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { LAYOUTS } from '../../support/split-world.ts'
import { type Stage, VENDORS } from '../../support/world.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

interface CustomerNode {
  id: string
  displayName: string
  status: string | null
  supportTier: string | null
  creditHold: boolean | null
  billingEmail: string | null
}
interface Page {
  customers: { nodes: CustomerNode[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}

for (const { layout, engines, missedCalls, start } of LAYOUTS) {
  describe(`a list of customers with a field of every system ${layout}`, () => {
    let world: Stage & AsyncDisposable
    before(async () => {
      world = await start()
    })
    after(() => world[Symbol.asyncDispose]())

    const page = async (variables: Record<string, unknown>, engine = engines[0]): Promise<Page> => {
      const { data, errors } = await world.query(operation, variables, engine ? { engine } : {})
      assert.equal(errors, undefined)
      return data as unknown as Page
    }

    for (const engine of engines) {
      test(`${engine} execution answers fifty customers without an error`, async () => {
        const { customers } = await page({ first: 50 }, engine)
        assert.equal(customers.nodes.length, 50)
        const ordinary = customers.nodes.find(({ displayName }) => displayName === 'Alder Logistics')
        const { id: _, ...fields } = ordinary as CustomerNode
        assert.deepEqual(fields, {
          displayName: 'Alder Logistics',
          status: 'ACTIVE',
          supportTier: 'Standard',
          creditHold: false,
          billingEmail: 'robin@alder-logistics.com',
          invoices: fields['invoices' as keyof typeof fields],
          cases: fields['cases' as keyof typeof fields],
        })
      })
    }

    test('pages visit every customer once, by name', async () => {
      const seen: CustomerNode[] = []
      let after: string | null = null
      do {
        const { customers }: Page = await page({ first: 20, after })
        seen.push(...customers.nodes)
        after = customers.pageInfo.hasNextPage ? customers.pageInfo.endCursor : null
      } while (after !== null)
      assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length)
      assert.ok(seen.length >= 64)
      const names = seen.map(({ displayName }) => displayName.toLowerCase())
      assert.deepEqual(
        names,
        [...names].sort((one, other) => one.localeCompare(other, 'en')),
      )
    })

    test('a system without a record of a customer answers null for it, not an error', async () => {
      const { customers } = await page({ first: 100 })
      const hooli = customers.nodes.find(({ displayName }) => displayName === 'Hooli')
      assert.deepEqual([hooli?.status, hooli?.creditHold], ['ACTIVE', null])
    })

    test('five times the customers cost no more calls, but for what Stripe can only search by ten', async () => {
      const callsFor = async (first: number) => {
        world.forgetCalls()
        await page({ first })
        return world.callsPerVendor()
      }
      const few = await callsFor(10)
      const many = await callsFor(50)
      for (const vendor of VENDORS.filter((name) => name !== 'stripe'))
        assert.ok(Math.abs((many[vendor] ?? 0) - (few[vendor] ?? 0)) <= missedCalls, vendor)
      assert.ok((many.stripe ?? 0) <= 3 * Math.ceil(50 / 10), `${many.stripe} calls to Stripe`)
    })
  })
}
