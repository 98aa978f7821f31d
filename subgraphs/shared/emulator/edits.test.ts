import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyEdits, type Step } from './edits.ts'

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')
const body = { items: [{ id: 'a', total: 1 }, { id: 'b' }], batch: [{ body: base64({ rows: [1, 2] }) }] }

const CASES: readonly { at: Step[]; expected: unknown }[] = [
  { at: ['items', 0, 'total'], expected: { ...body, items: [{ id: 'a', total: 'X' }, { id: 'b' }] } },
  { at: ['items', { id: 'b' }], expected: { ...body, items: [{ id: 'a', total: 1 }, 'X'] } },
  { at: ['items', '*', 'id'], expected: { ...body, items: [{ id: 'X', total: 1 }, { id: 'X' }] } },
  { at: ['items', '*', 'total'], expected: { ...body, items: [{ id: 'a', total: 'X' }, { id: 'b' }] } },
  {
    at: ['batch', 0, 'body', 'rows', 1],
    expected: { ...body, batch: [{ body: base64({ rows: [1, 'X'] }) }] },
  },
  { at: ['items', { id: 'c' }, 'total'], expected: body },
  { at: ['items', 0, 'id', 'deeper'], expected: body },
  { at: [], expected: 'X' },
]

for (const { at, expected } of CASES) {
  test(`an edit at ${JSON.stringify(at)} changes what stands there and nothing else`, () => {
    const before = structuredClone(body)
    assert.deepEqual(applyEdits(body, [{ at, value: 'X' }]), expected)
    assert.deepEqual(body, before)
  })
}
