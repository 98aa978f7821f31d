import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseVerb, readInstant } from './run-command.ts'

const VERBS = { list: 'all', enable: 'one' }

test('a verb is chosen with the one that it is about', () => {
  assert.deepEqual(chooseVerb(VERBS, ['list'], 'usage'), { run: 'all', id: '' })
  assert.deepEqual(chooseVerb(VERBS, ['enable', 'partner'], 'usage'), { run: 'one', id: 'partner' })
})

for (const words of [[], ['toString', 'x'], ['enable'], ['list', 'x'], ['enable', 'x', 'y']]) {
  test(`“${words.join(' ')}” is refused with what may be said`, () => {
    assert.throws(() => chooseVerb(VERBS, words, 'usage'), { code: 'INVALID_ARGUMENT', message: 'usage' })
  })
}

test('a day begins in UTC, and what is no time is refused', () => {
  assert.equal(readInstant('2026-11-25')?.toISOString(), '2026-11-25T00:00:00.000Z')
  assert.equal(readInstant(undefined), undefined)
  assert.throws(() => readInstant('soon'), { code: 'INVALID_ARGUMENT', message: 'soon is no time' })
})
