import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { WeftError } from '../errors.ts'
import { createGroupCommit } from './group-commit.ts'

/** A store whose commits end when told to; refuses what is called `bad`. */
function createWrites(refusal: Error = new WeftError('INVALID_ARGUMENT', 'a text holds a character')) {
  const batches: string[][] = []
  const open: PromiseWithResolvers<void>[] = []
  return {
    batches,
    async write(items: readonly string[]) {
      batches.push([...items])
      const ended = Promise.withResolvers<void>()
      open.push(ended)
      await ended.promise
      if (items.includes('bad')) throw refusal
      return items.map((item) => item.toUpperCase())
    },
    async end() {
      open.shift()?.resolve()
      await nextTurn()
    },
  }
}

test('what comes while a batch is written is the next batch; each is answered its own', async () => {
  const { write, batches, end } = createWrites()
  const commit = createGroupCommit({ write, most: 10 })
  const first = ['a', 'b'].map(commit)
  await nextTurn()
  const second = ['c', 'd'].map(commit)
  await nextTurn()
  assert.deepEqual(batches, [['a', 'b']])
  await end()
  await end()
  assert.deepEqual(await Promise.all([...first, ...second]), ['A', 'B', 'C', 'D'])
  assert.deepEqual(batches, [
    ['a', 'b'],
    ['c', 'd'],
  ])
})

test('a batch holds so much at most, and what is larger has one of its own', async () => {
  const { write, batches, end } = createWrites()
  const commit = createGroupCommit({ write, most: 3, sizeOf: (item: string) => item.length })
  const all = Promise.all(['a', 'bb', 'cccc', 'd'].map(commit))
  await nextTurn()
  for (const _ of 'three') await end()
  await all
  assert.deepEqual(batches, [['a', 'bb'], ['cccc'], ['d']])
})

test('who is refused is refused alone', async () => {
  const { write, end } = createWrites()
  const commit = createGroupCommit({ write, most: 10 })
  const all = Promise.allSettled(['a', 'bad', 'c'].map(commit))
  await nextTurn()
  for (const _ of 'four') await end()
  const [one, bad, other] = await all
  assert.deepEqual(
    [one, other],
    [
      { status: 'fulfilled', value: 'A' },
      { status: 'fulfilled', value: 'C' },
    ],
  )
  assert.equal(bad?.status, 'rejected')
})

test('a store that does not answer is not asked again for each', async () => {
  const { write, batches, end } = createWrites(new WeftError('STORE_UNAVAILABLE', 'away'))
  const commit = createGroupCommit({ write, most: 10 })
  const all = Promise.allSettled(['a', 'bad', 'c'].map(commit))
  await nextTurn()
  await end()
  assert.deepEqual(
    (await all).map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  )
  assert.equal(batches.length, 1)
})
