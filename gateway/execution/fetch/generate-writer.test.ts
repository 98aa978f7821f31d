import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, type GraphQLObjectType, Kind, OperationTypeNode, parse } from 'graphql'
import { createFailures } from '../failures.ts'
import { generateShape, generateWriter } from './generate-writer.ts'
import { compileObjectWriters } from './local-fields.ts'
import { interpretFields, type ObjectWriter } from './write-fields.ts'
import type { LocalRun } from './local-run.ts'

const schema = buildSchema(`
  enum Rating { GOOD BAD }
  scalar Day
  type Book { id: ID! title: String rating: Rating day: Day pages(first: Int = 3): Int tags: [String!] author: Author authors: [Author] }
  type Author { name: String! }
  type Query { book: Book }
`)
const bookType = schema.getType('Book') as GraphQLObjectType
const { day } = bookType.getFields()
if (day)
  Object.assign(day.type, { serialize: (value: unknown) => (value === 'never' ? undefined : `day ${value}`) })

/** Book's writer, not compiled yet. */
function compileWriter(): ObjectWriter {
  const selection = '{ __typename id title rating day pages tags author { name } authors { name } }'
  const [operation] = parse(selection).definitions
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION)
  let fields = 0
  return compileObjectWriters([{ selectionSet: operation.selectionSet, conditions: [] }], {
    schema,
    supergraphSchema: schema,
    operation: { ...operation, operation: OperationTypeNode.QUERY },
    fragments: {},
    renames: new Map(),
    nextIndex: () => fields++,
    keysAt: (position) => (position === 'book' ? ['stock'] : []),
    position: 'book',
  })(bookType)
}

interface Written {
  target: object
  failed: string[]
}

/** What a way of writing makes of a source, and where it fails; once all promises are settled. */
async function write(
  way: (writer: ObjectWriter) => ObjectWriter['write'],
  source: unknown,
  isRepeated: boolean,
): Promise<Written> {
  const failures = createFailures()
  const failed: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const add: typeof failures.add = (_, key, { cause }) =>
    void failed.push(`${key}: ${(cause as Error).message}`)
  const run: LocalRun = {
    ...{ context: {}, variables: {}, calls: [], pending: 1, isRepeated },
    failures: { ...failures, add },
    done: resolve,
  }
  const target = {}
  way(compileWriter())(source, target, run)
  run.pending -= 1
  if (run.pending > 0) await promise
  return { target: JSON.parse(JSON.stringify(target)), failed: failed.sort() }
}

const whole = {
  ...{ id: 'b1', title: 'One', rating: 'GOOD', day: 'Monday', pages: 7, tags: ['a', 'b'] },
  ...{ author: { name: 'Ada' }, authors: [{ name: 'Ada' }, null, { name: 'Bob' }] },
}

const throwing = (field: string) =>
  Object.defineProperty({ ...whole }, field, {
    get() {
      throw new Error('unreadable')
    },
  })

const sources: Record<string, unknown> = {
  'an object that has everything': whole,
  'an object that has nothing': {},
  'an object full of nulls': Object.fromEntries(Object.keys(whole).map((key) => [key, null])),
  'values of other types': { ...whole, id: 7, title: true, rating: 'UGLY', pages: 1.5, tags: 'a', author: 4 },
  'a scalar without a representation': { ...whole, day: 'never' },
  'promises of values': {
    ...whole,
    title: Promise.resolve('Later'),
    author: Promise.resolve({ name: 'Ada' }),
    authors: [Promise.resolve({ name: 'Ada' }), Promise.reject(new Error('lost'))],
  },
  'methods instead of properties': {
    ...whole,
    pages: ({ first }: { first: number }) => first,
    title: () => () => 1,
  },
  'errors instead of values': { ...whole, author: new Error('none'), tags: ['a', new Error('torn')] },
  'a field that throws when it is read': throwing('title'),
  'a last field that throws when it is read': throwing('authors'),
  'a text instead of an object': 'text',
  'lists in lists': { ...whole, tags: [['a']], authors: [[{ name: 'Ada' }]] },
}

for (const [meaning, source] of Object.entries(sources))
  test(`${meaning}: compiled code writes what the interpreter writes`, async () => {
    const interpret =
      (writer: ObjectWriter): ObjectWriter['write'] =>
      (...parameters) =>
        interpretFields(writer, ...parameters)
    const expected = await write(interpret, source, false)
    const { target, failed } = await write(generateWriter, source, true)
    assert.deepEqual(target, expected.target)
    assert.deepEqual(failed, expected.failed)
  })

test('an object is made with a place for everything that may be written to it', () => {
  const shape = generateShape(compileWriter())()
  assert.deepEqual(Object.keys(shape), ['__typename', ...Object.keys(whole), 'stock'])
})
