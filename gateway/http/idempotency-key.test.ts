import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readIdempotencyKey } from './idempotency-key.ts'

const HEADERS: [header: string | string[] | undefined, key: string | undefined][] = [
  ['order-4711', 'order-4711'],
  ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
  [' padded ', 'padded'],
  ['half"quoted', 'half"quoted'],
  [['first', 'second'], 'first'],
  ['', undefined],
  [undefined, undefined],
]
for (const [header, key] of HEADERS)
  test(`${JSON.stringify(header) ?? 'no header'} says ${key ?? 'nothing'}`, () => {
    assert.equal(readIdempotencyKey(header), key)
  })
