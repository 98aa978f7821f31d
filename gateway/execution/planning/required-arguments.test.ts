import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, print } from 'graphql'
import { bindRequiredArguments } from './required-arguments.ts'

const SUPERGRAPH = `
schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Query }
directive @join__field(graph: join__Graph, requires: String, external: Boolean) repeatable on FIELD_DEFINITION
enum join__Graph { A B }
type Query { product: Product }
type Product {
  price(in: String): Int @join__field(graph: A, external: true) @join__field(graph: B)
  usd: Int @join__field(graph: A, requires: "price(in: \\"USD\\") parts { weight(unit: KG) }")
  eur: Int @join__field(graph: A, requires: "price(in: \\"EUR\\")")
  parts: [Part]
}
interface Part { weight(unit: String): Int }
type Screw implements Part { weight(unit: String): Int @join__field(graph: B) }`

test('each required call becomes a hidden field that is found where the called one is', () => {
  const { supergraph, bound } = bindRequiredArguments(parse(SUPERGRAPH))
  const text = print(supergraph)
  assert.match(text, /requires: "price__r0 parts { weight__r1 }"/)
  assert.match(text, /requires: "price__r2"/)
  assert.match(
    text,
    /price__r0: Int @join__field\(graph: A, external: true\) @join__field\(graph: B\) @inaccessible/,
  )
  assert.match(
    text,
    /type Screw implements Part {\n.*\n {2}weight__r1: Int @join__field\(graph: B\) @inaccessible/,
  )
  assert.match(text, /inaccessible\/v0\.2/)
  assert.deepEqual(
    [...bound].map(([key, { name }]) => [key, name]),
    [
      ['price__r0', 'price'],
      ['weight__r1', 'weight'],
      ['price__r2', 'price'],
    ],
  )
})

test('a supergraph without such requirements stays as it is', () => {
  const document = parse('type Query { a: Int }')
  assert.equal(bindRequiredArguments(document).supergraph, document)
})
