import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../answer.ts'
import { recordTag } from '../cache/cache.ts'
import { createEntityCache } from '../cache/entity-cache.ts'
import type { Connection } from '../connections/connection.ts'
import { WeftError } from '../errors.ts'
import type { RequestContext } from './context.ts'
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

const RECEIVED = new Date('2026-11-25T09:00:00Z')

/** Loaders of one operation, which came `seconds` after the first. */
function createFactories(providers: readonly Provider[], cache = createEntityCache(), seconds = 0) {
  const request = { receivedAt: new Date(RECEIVED.getTime() + seconds * 1_000) } as RequestContext
  return createLoaderFactories(providers, { request, cache })
}

const broken: Provider = { connection: { id: 'broken' } as Connection, getNames: () => Promise.reject(down) }

test('each connection is asked once for its own keys, each key once', async () => {
  const asked: string[][] = []
  const seen: string[] = []
  const { byNativeId } = createFactories([createProvider('a', asked), createProvider('b', asked)])
  const names = byNativeId<string>('name', (provider, ids) => provider.getNames(ids), {
    seen: (name) => seen.push(name),
  })
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
  const { byNativeId } = createFactories([createProvider('a'), broken])
  const names = byNativeId('name', (provider, ids) => provider.getNames(ids))
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
  const { byNativeId } = createFactories([broken, createProvider('a')])
  const names = byNativeId('name', (provider, ids) => provider.getNames(ids))
  const inBoth = (nativeId: string) => keysInEach(['broken', 'a'], [{ nativeId }])
  assert.equal(await loadFromAny(names, inBoth('x')), 'X')
  await assert.rejects(loadFromAny(names, inBoth('unknown')), { code: 'SYSTEM_UNAVAILABLE' })
  assert.equal(await loadFromAny(names, [{ connectionId: 'a', nativeId: 'unknown' }]), undefined)
})

test('what one operation read serves the next without its provider, and each tells what it saw', async () => {
  const asked: string[][] = []
  const cache = createEntityCache({ maxAgeSeconds: 60, clock: { now: () => RECEIVED } })
  const load = async (seconds: number, ids: readonly string[]) => {
    const seen: string[] = []
    const { byNativeId } = createFactories([createProvider('a', asked)], cache, seconds)
    const names = byNativeId<string>('name', (provider, wanted) => provider.getNames(wanted), {
      seen: (name) => seen.push(name),
    })
    return [await Promise.all(ids.map((nativeId) => names.load({ connectionId: 'a', nativeId }))), seen]
  }
  assert.deepEqual(await load(0, ['x']), [['X'], ['X']])
  assert.deepEqual(await load(60, ['x', 'y']), [
    ['X', 'Y'],
    ['X', 'Y'],
  ])
  assert.deepEqual(asked, [['x'], ['y']])
  cache.invalidate([recordTag({ connectionId: 'a', nativeId: 'x' })])
  await load(60, ['x', 'y'])
  assert.deepEqual(asked.slice(2), [['x']])
})

test('needs of the same key and requests of other words are other questions', async () => {
  const asked: string[] = []
  const cache = createEntityCache({ maxAgeSeconds: 60, clock: { now: () => RECEIVED } })
  const { byNativeId, byRequest } = createFactories([createProvider('a')], cache)
  const note = (word: string) => async (_: Provider, keys: readonly unknown[]) => {
    asked.push(word)
    return keys.map(() => word)
  }
  const at = { connectionId: 'a', nativeId: 'x' }
  const page = byRequest<{ first: number; now: Date }, string>('page', note('page'), {
    tagsOf: () => [],
    wordsOf: ({ now: _, ...request }) => request,
  })
  await byNativeId('one', note('one')).load(at)
  await byNativeId('other', note('other')).load(at)
  await page.load({ connectionId: 'a', first: 1, now: new Date(1) })
  await page.load({ connectionId: 'a', first: 1, now: new Date(2) })
  await page.load({ connectionId: 'a', first: 2, now: new Date(1) })
  assert.deepEqual(asked, ['one', 'other', 'page', 'page'])
})

test('a value or a failure that is known already is not asked for, and one that was asked for stays', async () => {
  const asked: string[][] = []
  const { byNativeId } = createFactories([createProvider('a', asked)])
  const names = byNativeId<string>('name', (provider, ids) => provider.getNames(ids))
  const key = (nativeId: string) => ({ connectionId: 'a', nativeId })
  names.prime(key('x'), 'known')
  names.prime(key('y'), down)
  assert.equal(await names.load(key('x')), 'known')
  await assert.rejects(names.load(key('y')), down)
  await names.load(key('z'))
  names.prime(key('z'), 'late')
  assert.equal(await names.load(key('z')), 'Z')
  assert.deepEqual(asked, [['z']])
})

test('what is kept elsewhere is not asked for, and remembered as old as it is', async () => {
  const asked: string[][] = []
  const cache = createEntityCache({ maxAgeSeconds: 60, clock: { now: () => RECEIVED } })
  const looks: [ids: string[], since: number][] = []
  const load = (seconds: number, { maxAgeSeconds = 60, ids = ['x', 'y'] } = {}) => {
    const receivedAt = new Date(RECEIVED.getTime() + seconds * 1_000)
    const request = { receivedAt, maxAgeSeconds } as RequestContext
    const { byNativeId } = createLoaderFactories([createProvider('a', asked)], { request, cache })
    const names = byNativeId<string>('name', (provider, wanted) => provider.getNames(wanted), {
      async findKept(_, keys, since) {
        looks.push([keys.map(({ nativeId }) => nativeId), (since - RECEIVED.getTime()) / 1_000])
        const currentAt = new Date(RECEIVED.getTime() - 20_000)
        return keys.map(({ nativeId }) => (nativeId === 'x' ? { value: 'kept x', currentAt } : undefined))
      },
    })
    return Promise.all(ids.map((nativeId) => names.load({ connectionId: 'a', nativeId })))
  }
  assert.deepEqual(await load(0), ['kept x', 'Y'])
  assert.deepEqual(await load(40), ['kept x', 'Y'])
  assert.deepEqual(looks, [[['x', 'y'], -60]])
  await load(41, { ids: ['x'] })
  assert.deepEqual(looks.slice(1), [[['x'], -19]])
  assert.deepEqual(await load(0, { maxAgeSeconds: 0 }), ['X', 'Y'])
  assert.equal(looks.length, 2)
  assert.deepEqual(asked, [['y'], ['x']])
})

test('what was invalidated while it was looked for elsewhere is not remembered', async () => {
  const cache = createEntityCache({ maxAgeSeconds: 60, clock: { now: () => RECEIVED } })
  let looks = 0
  const load = () => {
    const { byNativeId } = createFactories([createProvider('a')], cache)
    const names = byNativeId<string>('name', (provider, wanted) => provider.getNames(wanted), {
      async findKept(connectionId, keys) {
        looks += 1
        cache.invalidate([recordTag({ connectionId, nativeId: 'x' })])
        return keys.map(() => ({ value: 'kept', currentAt: RECEIVED }))
      },
    })
    return names.load({ connectionId: 'a', nativeId: 'x' })
  }
  await load()
  await load()
  assert.equal(looks, 2)
})
