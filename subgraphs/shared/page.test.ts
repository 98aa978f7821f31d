import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeCursor, encodeCursor, pageOf, parsePageArguments, toConnection } from './page.ts'

const letters = ['a', 'b', 'c', 'd', 'e']
const self = (letter: string): string => letter

test('pages of two visit every item once, in order', () => {
  const seen: string[] = []
  let after: string | null = null
  do {
    const given = parsePageArguments('Letters', { first: 2, after })
    const connection = toConnection('Letters', pageOf(letters, given, self), given.after, {
      positionOf: self,
      nodeOf: self,
    })
    seen.push(...connection.nodes)
    after = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null
  } while (after !== null)
  assert.deepEqual(seen, letters)
})

test('an empty connection has no cursors and no next page', () => {
  const given = parsePageArguments('Letters', {})
  const { pageInfo } = toConnection('Letters', pageOf([], given, self), given.after, {
    positionOf: self,
    nodeOf: self,
  })
  assert.deepEqual(pageInfo, {
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  })
})

for (const first of [0, -1, 101, 1.5, Number.NaN]) {
  test(`first: ${first} is refused`, () => {
    assert.throws(() => parsePageArguments('Letters', { first }), { code: 'PAGE_TOO_LARGE' })
  })
}

for (const cursor of ['', 'x', '!!!', encodeCursor('Numbers', '1'), `${encodeCursor('Letters', 'a')}=`]) {
  test(`${JSON.stringify(cursor)} is not a cursor of Letters`, () => {
    assert.throws(() => decodeCursor('Letters', cursor), { code: 'INVALID_CURSOR' })
  })
}

test('a cursor whose item is gone is refused, not answered from the start', () => {
  assert.throws(() => pageOf(letters, { first: 2, after: 'z' }, self), { code: 'INVALID_CURSOR' })
})

test('a position may hold anything, line breaks included', () => {
  assert.equal(decodeCursor('Letters', encodeCursor('Letters', 'a\nb\u0000ä')), 'a\nb\u0000ä')
})
