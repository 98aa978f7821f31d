import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pageOf } from '#shared/page.ts'
import type { CanonicalRecord } from '#shared/provenance.ts'
import { loadMergedPage } from './merged-page.ts'

interface Item extends CanonicalRecord {
  createdAt: Date
}

function item(connectionId: string, nativeId: string, day: number): Item {
  const source = { connectionId, objectType: 'invoice', nativeId, readAt: new Date(0) }
  return {
    createdAt: new Date(day * 86_400_000),
    source: { ...source, readMode: 'LIVE', sourceUpdatedAt: undefined },
    fieldSources: {},
  }
}

/** Lists of two owners, newest first. */
const lists = fc.tuple(fc.array(fc.nat(30), { maxLength: 12 }), fc.array(fc.nat(30), { maxLength: 12 }))

test('paging over several lists shows every record once, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 5 }), async (days, first) => {
      const owners = ['a', 'b'].map((connectionId) => ({ connectionId, nativeId: 'customer' }))
      const listOf = new Map(
        owners.map(({ connectionId }, index) => {
          const newestFirst = (days[index] ?? []).toSorted((one, other) => other - one)
          return [
            connectionId,
            newestFirst.map((day, rank) => item(connectionId, `${connectionId}${rank}`, day)),
          ]
        }),
      )
      const seen: Item[] = []
      let after: string | undefined
      for (let more = true; more; ) {
        const page = await loadMergedPage(owners, { first, after }, async ({ connectionId }, position) =>
          pageOf(listOf.get(connectionId) ?? [], { first, after: position }, ({ source }) => source.nativeId),
        )
        seen.push(...page.items.map(({ record }) => record))
        after = page.items.at(-1)?.position
        more = page.hasNextPage
      }
      assert.equal(seen.length, new Set(seen).size)
      assert.equal(seen.length, days.flat().length)
      const times = seen.map(({ createdAt }) => createdAt.getTime())
      assert.deepEqual(
        times,
        times.toSorted((one, other) => other - one),
      )
    }),
  )
})

for (const after of ['nonsense', '[]', '{"a": 1}', 'null']) {
  test(`the position ${after} is refused`, async () => {
    await assert.rejects(
      loadMergedPage([], { first: 1, after }, () => assert.fail('nothing is loaded')),
      { code: 'INVALID_CURSOR' },
    )
  })
}
