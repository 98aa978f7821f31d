import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageInHand } from './invoice-lines.ts'
import type { InvoiceLineRecord } from './provider.ts'

/** Only what decides about pages. */
const line = (nativeId: string) => ({ source: { nativeId } }) as InvoiceLineRecord
const items = ['a', 'b', 'c'].map(line)

for (const [more, first, after, expected, hasNextPage] of [
  [false, 2, undefined, 'ab', true],
  [false, 3, undefined, 'abc', false],
  [false, 9, undefined, 'abc', false],
  [false, 9, 'b', 'c', false],
  [true, 3, undefined, 'abc', true],
  [true, 2, 'a', 'bc', true],
  [true, 4, undefined, undefined, undefined],
  [true, 2, 'b', undefined, undefined],
  [true, 1, 'beyond', undefined, undefined],
] as const) {
  const what = expected === undefined ? 'goes to the vendor' : `is ${expected} of what came with the invoice`
  test(`of three lines${more ? ' and more' : ''}, ${first} after ${after ?? 'the start'} ${what}`, () => {
    const page = pageInHand({ items, hasNextPage: more }, { first, after })
    assert.equal(page?.items.map(({ source }) => source.nativeId).join(''), expected)
    assert.equal(page?.hasNextPage, hasNextPage)
  })
}
