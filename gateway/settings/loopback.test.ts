import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLoopback } from './loopback.ts'

test('loopback is what no other machine reaches', () => {
  assert.deepEqual(
    ['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'].map(isLoopback),
    Array(5).fill(true),
  )
  assert.deepEqual(
    ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com'].map(isLoopback),
    Array(4).fill(false),
  )
})
