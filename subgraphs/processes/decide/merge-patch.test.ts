import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergePatch } from './merge-patch.ts'

// The examples of RFC 7396, appendix A.
for (const [target, patch, merged] of [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
] as const) {
  test(`${JSON.stringify(patch)} makes ${JSON.stringify(target)} ${JSON.stringify(merged)}`, () => {
    assert.deepEqual(mergePatch(target, patch), merged)
  })
}

test('a name that objects know otherwise is a name like any other', () => {
  const merged = mergePatch({}, JSON.parse('{"__proto__":{"reached":true}}')) as object
  assert.equal(Object.getPrototypeOf(merged), Object.prototype)
  assert.equal('reached' in {}, false)
})
