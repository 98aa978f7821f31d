import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRecentlyUsed } from './recently-used.ts'

test('what is asked for stays, and what is not is gone within two minutes, without anybody asking', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const recent = createRecentlyUsed<object>(10)
  const value = {}
  recent.set('used', value)
  recent.set('unused', {})
  for (let minutes = 0; minutes < 5; minutes += 1) {
    context.mock.timers.tick(60_000)
    assert.equal(recent.get('used'), value)
  }
  assert.equal(recent.get('unused'), undefined)
  for (let minutes = 0; minutes < 2; minutes += 1) context.mock.timers.tick(60_000)
  assert.equal(recent.get('used'), undefined)
})

test('there are never more than twice as many as there may be', () => {
  const recent = createRecentlyUsed<number>(10)
  for (let n = 0; n < 1_000; n += 1) recent.set(String(n), n)
  const kept = Array.from({ length: 1_000 }, (_, n) => recent.get(String(n))).filter((n) => n !== undefined)
  assert.ok(kept.length >= 10 && kept.length <= 20, String(kept.length))
})
