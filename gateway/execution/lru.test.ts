import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBoundedCache } from './lru.ts'

test('what was used longest ago is forgotten first', () => {
  const cache = createBoundedCache<string>(20)
  cache.set('a', 'A', 10)
  cache.set('b', 'B', 10)
  cache.get('a')
  cache.set('c', 'C', 10)
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => cache.get(key)),
    ['A', undefined, 'C'],
  )
  assert.deepEqual(cache.counters, { hits: 3, misses: 1, evictions: 1, entries: 2, bytes: 20 })
})

test('however much was used, what comes new is kept, and the bound holds', () => {
  const cache = createBoundedCache<string>(30)
  for (const key of ['a', 'b', 'c']) cache.set(key, key, 10)
  for (const key of ['a', 'b', 'c']) cache.get(key)
  cache.set('d', 'd', 10)
  assert.equal(cache.get('d'), 'd')
  assert.deepEqual([cache.counters.entries, cache.counters.bytes], [3, 30])
})

test('a value larger than the cache is not kept, and evicts nothing', () => {
  const cache = createBoundedCache<string>(20)
  cache.set('a', 'A', 10)
  cache.set('b', 'B', 30)
  assert.equal(cache.get('b'), undefined)
  assert.equal(cache.get('a'), 'A')
})

test('a key that is set again counts once', () => {
  const cache = createBoundedCache<string>(20)
  cache.set('a', 'A', 10)
  cache.set('a', 'B', 15)
  assert.equal(cache.get('a'), 'B')
  assert.deepEqual([cache.counters.entries, cache.counters.bytes], [1, 15])
})
