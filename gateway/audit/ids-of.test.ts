import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getOperationAST, parse } from 'graphql'
import { mintId } from '#shared/global-id.ts'
import { type ExternalRef, markOf, parseExternalRef } from './external-ref.ts'
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

test('a record that is named by another system’s id leaves a mark, by which who has the id finds it', () => {
  const mark = markOf(parseExternalRef('crm-salesforce/Account/001/x') ?? assert.fail())
  assert.match(mark, /^ref_[0-9a-f]{32}$/)
  const ref: ExternalRef = { systemId: 'crm-salesforce', objectType: 'Account', externalId: '001/x' }
  const written = '{ systemId: "crm-salesforce", objectType: "Account", externalId: "001/x" }'
  const variables = '{ systemId: $system, objectType: "Account", externalId: $id }'
  const asked: [text: string, coerced: Record<string, unknown>][] = [
    ['query ($ref: ExternalRefInput) { customer(externalRef: $ref) { id } }', { ref }],
    ['mutation ($in: In!) { change(input: $in) { id } }', { in: { key: 'k', of: [{ ref }] } }],
    [`{ customer(externalRef: ${written}) { id } }`, {}],
    [`mutation { change(input: { key: "k", externalRef: ${written} }) { id } }`, {}],
    [
      `query ($system: ID!, $id: String!) { ...more } fragment more on Query { customer(externalRef: ${variables}) { id } }`,
      { system: 'crm-salesforce', id: '001/x' },
    ],
  ]
  for (const [text, coerced] of asked) assert.deepEqual(idsAsked(text, coerced), [mark], text)
  const [, other] = ['001/x', '001/y'].map((externalId) => markOf({ ...ref, externalId }))
  assert.notEqual(other, mark)
})
