import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertId, ID_PREFIXES, mintId, typeOfId } from './global-id.ts'

const now = new Date('2026-11-24T12:00:00Z')

test('an id tells its type and nothing of a vendor', () => {
  for (const type of Object.keys(ID_PREFIXES) as (keyof typeof ID_PREFIXES)[]) {
    const id = mintId(type, now)
    assert.equal(typeOfId(id), type)
    assert.match(id, /^[a-z]{3}_[0-9A-Z]{26}$/)
  }
})

test('a thousand ids of one instant are all different', () => {
  assert.equal(new Set(Array.from({ length: 1000 }, () => mintId('Customer', now))).size, 1000)
})

test('ids sort by when they were minted', () => {
  const earlier = mintId('Invoice', now)
  const later = mintId('Invoice', new Date(now.getTime() + 1))
  assert.ok(earlier < later)
})

for (const id of [
  '',
  'cus_',
  'cus_123',
  'CUS_01HXXXXXXXXXXXXXXXXXXXXXXX',
  'zzz_01HXXXXXXXXXXXXXXXXXXXXXXX',
  `cus_${'I'.repeat(26)}`,
  `cus_${'0'.repeat(27)}`,
  '001000000000001AAA',
  "cus_' OR 1=1 --",
]) {
  test(`${JSON.stringify(id)} is not an id of ours`, () => {
    assert.equal(typeOfId(id), undefined)
    assert.throws(() => assertId('Customer', id), { code: 'INVALID_ID' })
  })
}

test('the id of one type is refused where another is asked for', () => {
  assert.throws(() => assertId('Customer', mintId('Invoice', now)), { code: 'INVALID_ID' })
})
