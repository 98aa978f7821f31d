import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../answer.ts'
import type { Connection } from '../connections/connection.ts'
import { WeftError } from '../errors.ts'
import { createLoaderFactories, keysInEach, loadFromAny } from './loader-factories.ts'

interface Provider {
  connection: Connection
  getNames(ids: readonly string[]): Promise<Answer<string>[]>
}

const down = new WeftError('SYSTEM_UNAVAILABLE', 'down')

/** Answers each id in capitals; knows no `unknown`, and refuses `bad`. */
function createProvider(id: string, asked: string[][] = []): Provider {
  return {
    connection: { id } as Connection,
    async getNames(ids) {
      asked.push([...ids])
      return ids.map((each) => {
        if (each === 'bad') return new WeftError('INVALID_RESPONSE', 'bad')
        return each === 'unknown' ? undefined : each.toUpperCase()
      })
    },
  }
}

const broken: Provider = { connection: { id: 'broken' } as Connection, getNames: () => Promise.reject(down) }

test('each connection is asked once for its own keys, each key once', async () => {
  const asked: string[][] = []
  const seen: string[] = []
  const { byNativeId } = createLoaderFactories([createProvider('a', asked), createProvider('b', asked)])
  const names = byNativeId<string>(
    (provider, ids) => provider.getNames(ids),
    (name) => seen.push(name),
  )
  const keys = [
    { connectionId: 'a', nativeId: 'x' },
    { connectionId: 'b', nativeId: 'y' },
    { connectionId: 'a', nativeId: 'unknown' },
    { connectionId: 'a', nativeId: 'x' },
  ]
  assert.deepEqual(await Promise.all(keys.map((key) => names.load(key))), ['X', 'Y', undefined, 'X'])
  assert.deepEqual(asked, [['x', 'unknown'], ['y']])
  assert.deepEqual(seen.sort(), ['X', 'Y'])
})

test('a bad key, a broken connection and one that is not configured fail nobody else', async () => {
  const { byNativeId } = createLoaderFactories([createProvider('a'), broken])
  const names = byNativeId((provider, ids) => provider.getNames(ids))
  const keys = [
    { connectionId: 'a', nativeId: 'x' },
    { connectionId: 'a', nativeId: 'bad' },
    { connectionId: 'broken', nativeId: 'x' },
    { connectionId: 'gone', nativeId: 'x' },
  ]
  const settled = await Promise.allSettled(keys.map((key) => names.load(key)))
  assert.deepEqual(
    settled.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.code)),
    ['X', 'INVALID_RESPONSE', 'SYSTEM_UNAVAILABLE', 'NOT_CONFIGURED'],
  )
})

test('of several connections the one that has the record answers, though another is broken', async () => {
  const { byNativeId } = createLoaderFactories([broken, createProvider('a')])
  const names = byNativeId((provider, ids) => provider.getNames(ids))
  const inBoth = (nativeId: string) => keysInEach(['broken', 'a'], [{ nativeId }])
  assert.equal(await loadFromAny(names, inBoth('x')), 'X')
  await assert.rejects(loadFromAny(names, inBoth('unknown')), { code: 'SYSTEM_UNAVAILABLE' })
  assert.equal(await loadFromAny(names, [{ connectionId: 'a', nativeId: 'unknown' }]), undefined)
})
