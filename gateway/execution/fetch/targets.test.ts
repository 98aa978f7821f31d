import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateTargets, targetsAt } from './targets.ts'

const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]

const found: [title: string, path: string[], root: Record<string, unknown>, expected: object[]][] = [
  ['the root', [], a, [a]],
  ['an object', ['book'], { book: a }, [a]],
  ['the items of a list', ['books', '@'], { books: [a, b] }, [a, b]],
  [
    'lists in objects of lists',
    ['shops', '@', 'books', '@'],
    { shops: [{ books: [a] }, { books: [b, c] }] },
    [a, b, c],
  ],
  ['what is there among nulls', ['books', '@'], { books: [null, a, undefined] }, [a]],
  ['lists in lists', ['books', '@'], { books: [[a, b], [[c]]] }, [a, b, c]],
  ['a list that the path does not tell of', ['shop', 'book'], { shop: [{ book: a }, { book: [b] }] }, [a, b]],
  ['an object where the path tells of a list', ['books', '@'], { books: a }, []],
  ['text where the path goes on', ['books', '@', 'author'], { books: ['text'] }, []],
  ['nothing', ['books', '@'], {}, []],
]
for (const [title, path, root, expected] of found)
  test(`a path leads to ${title}, interpreted and compiled`, () => {
    assert.deepEqual(targetsAt(root, path), expected)
    assert.deepEqual(generateTargets(path)(root), expected)
  })
