import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getOperationAST, parse } from 'graphql'
import { mintId } from '#shared/global-id.ts'
import { idsOf } from './ids-of.ts'

const [ONE, TWO, THREE] = [1, 2, 3].map((at) => mintId('Customer', new Date(at)))

const idsAsked = (text: string, coerced: Record<string, unknown> = {}, name?: string): readonly string[] => {
  const document = parse(text)
  const operation = getOperationAST(document, name) ?? assert.fail()
  return idsOf({ document, operation, coerced })
}

test('ids that stand in the text are told like those of variables, however they are written', () => {
  const escaped = ONE?.replace('c', '\\u0063')
  const texts = [
    `{ customer(id: "${ONE}") { id } }`,
    `{ customer(id: "${escaped}") { id } }`,
    `{ customer(id: """${ONE}""") { id } }`,
    `mutation { change(input: { why: "Jane", of: [{ id: "${ONE}" }] }) { id } }`,
    `query A { ...rest } fragment rest on Query { nodes(ids: ["${ONE}", "x"]) { id } }`,
  ]
  for (const text of texts) assert.deepEqual(idsAsked(text), [ONE], text)
  assert.deepEqual(idsAsked(`{ a(id: "${ONE}") b(id: $b) }`, { b: TWO, same: ONE }), [ONE, TWO])
})

test('what another operation of the document names is not told', () => {
  const text = `query A { a(id: "${ONE}") } query B { b(id: "${TWO}") }`
  assert.deepEqual(idsAsked(text, { c: THREE }, 'B'), [TWO, THREE])
})

test('no id of many hides behind others', () => {
  const ids = Array.from({ length: 101 }, (_, at) => mintId('Customer', new Date(at)))
  assert.deepEqual(idsAsked('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }), ids)
})
