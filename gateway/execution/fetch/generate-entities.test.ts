import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFailures } from '../failures.ts'
import type { Target } from '../planning/rewrites.ts'
import { generateEntities } from './generate-entities.ts'
import type { ObjectWriter } from './write-fields.ts'
import type { LocalRun } from './local-run.ts'

/** What each entity's way was, by its id. */
function waysOf(...entities: Target[]): string[] {
  const ways: string[] = []
  const say =
    (way: string) =>
    (target: Target): void =>
      void ways.push(`${way} ${target.id}`)
  const writer = {
    write: (_source: unknown, target: Target) => say('written')(target),
  } as unknown as ObjectWriter
  const writeEntities = generateEntities({
    typeName: 'Book',
    resolve: (representation) => {
      const { answer } = representation as Target
      if (answer === 'throw') throw new Error('lost')
      return answer
    },
    info: {},
    writer,
    ...{ fetch: say('fetched'), finish: say('finished'), fail: say('failed') },
  })
  const run: LocalRun = {
    ...{ context: {}, variables: {}, calls: [], pending: 1, isRepeated: true },
    failures: createFailures(),
    done: () => {},
  }
  writeEntities({ targets: entities, representations: entities }, run)
  return ways
}

const book = (id: number, answer: unknown) => ({ __typename: 'Book', id, answer })

test('what is found at once is written; promises, errors and nothing go the long way', () => {
  const found = [{ title: 'One' }, Promise.resolve({}), new Error('none'), null, undefined, 'text']
  assert.deepEqual(waysOf(...found.map((answer, id) => book(id, answer))), [
    ...['written 0', 'finished 1', 'finished 2', 'finished 3', 'finished 4', 'finished 5'],
  ])
})

test('an entity that throws fails alone', () => {
  assert.deepEqual(waysOf(book(0, 'throw'), book(1, {})), ['failed 0', 'written 1'])
})

test('an entity of another type is fetched by itself', () => {
  assert.deepEqual(waysOf({ __typename: 'Map', id: 0 }, book(1, {})), ['fetched 0', 'written 1'])
})
