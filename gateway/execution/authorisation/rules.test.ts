import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildASTSchema, isObjectType, parse } from 'graphql'
import { readDeclaredRequirements } from './declared.ts'
import {
  allOf,
  implies,
  isMet,
  NEVER,
  NOTHING,
  oneOf,
  type Requirement,
  requirementOf,
  TOKEN,
} from './requirement.ts'
import { createRules } from './rules.ts'

const SPECIFICATIONS = ['authenticated', 'requiresScopes', 'policy']
  .map((name) => `@link(url: "https://specs.apollo.dev/${name}/v0.1", for: SECURITY)`)
  .join(' ')

function rulesOf(types: string, links = SPECIFICATIONS) {
  const supergraph = parse(`schema ${links} { query: Query } ${types}`)
  const schema = buildASTSchema(supergraph, { assumeValidSDL: true })
  const rules = createRules(schema, readDeclaredRequirements(supergraph))
  return (place: string): Requirement => {
    const [name = '', field] = place.split('.')
    const type = schema.getType(name)
    assert.ok(isObjectType(type))
    return field === undefined ? rules.ofObject(type) : rules.ofField(type, field)
  }
}

const A = [['a']]
const B = [['b']]

test('requirements that let the same callers in have one form', () => {
  assert.deepEqual(
    requirementOf([
      ['b', 'a', 'b'],
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]),
    [['a', 'b']],
  )
  assert.deepEqual(allOf([A, B, A]), [['a', 'b']])
  assert.deepEqual(allOf([oneOf([A, B]), A]), A)
  assert.deepEqual(allOf([A, NEVER]), NEVER)
  assert.deepEqual(oneOf([A, NOTHING]), NOTHING)
  assert.ok(implies([['a', 'b']], A) && !implies(A, [['a', 'b']]))
})

test('nobody has what no list lets in; everybody has what asks for nothing', () => {
  const nobody = { scopes: new Set<string>(), isAnonymous: true as const }
  assert.deepEqual(
    [isMet(NEVER, nobody), isMet(NOTHING, nobody), isMet([[TOKEN]], nobody)],
    [false, true, false],
  )
})

test('a field takes what it says itself, and what its object and its value take', () => {
  const of = rulesOf(`
    type Query { t: T @requiresScopes(scopes: [["q"]]) e: E ts: [T!]! open: Int }
    type T @requiresScopes(scopes: [["a"]]) { f: Int @authenticated }
    enum E @requiresScopes(scopes: ["b"]) { X }
  `)
  assert.deepEqual(['Query.t', 'Query.ts', 'Query.e', 'Query.open', 'T.f', 'T'].map(of), [
    [['a', 'q']],
    A,
    B,
    NOTHING,
    [[TOKEN, 'a']],
    A,
  ])
})

test('a value that may be of several types is refused to whoever may see none of them', () => {
  const of = rulesOf(`
    type Query { u: U i: I }
    union U = S | T
    interface I { id: ID }
    type S implements I @requiresScopes(scopes: [["a"]]) { id: ID }
    type T @requiresScopes(scopes: [["b"]]) { id: ID }
  `)
  assert.deepEqual(['Query.u', 'Query.i'].map(of), [[['a'], ['b']], A])
})

test('what composition writes on an interface for its objects together binds none of them', () => {
  const of = rulesOf(`
    type Query { i: I }
    interface I @authenticated { f: Int @requiresScopes(scopes: [["a", "b"]]) }
    type S implements I { f: Int @requiresScopes(scopes: [["a"]]) }
    type T implements I @authenticated { f: Int @requiresScopes(scopes: [["b"]]) }
    type V implements I { f: Int }
  `)
  assert.deepEqual(['S.f', 'T.f', 'V.f'].map(of), [A, [[TOKEN, 'b']], NOTHING])
})

test('what an interface takes by itself binds all of its objects', () => {
  const of = rulesOf(`
    type Query { i: I }
    interface I @authenticated { f: Int @requiresScopes(scopes: [["a"]]) }
    type S implements I { f: Int g: Int }
  `)
  assert.deepEqual(['S', 'S.f', 'S.g'].map(of), [[[TOKEN]], [[TOKEN, 'a']], [[TOKEN]]])
})

test('the directives are known by whatever name a supergraph gives them', () => {
  const links = `
    @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@scopes" }])
    @link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "known")
  `
  const of = rulesOf(
    'type Query { a: Int @scopes(scopes: [["a"]]) b: Int @known c: Int @authenticated }',
    links,
  )
  assert.deepEqual(['Query.a', 'Query.b', 'Query.c'].map(of), [A, [[TOKEN]], [[TOKEN]]])
})

test('a policy is nobody’s, and what cannot be read lets nobody in', () => {
  const of = rulesOf(`type Query {
    a: Int @policy(policies: [["p"], ["q"]]) b: Int @requiresScopes c: Int @requiresScopes(scopes: [[1]])
  }`)
  const anybody = { scopes: new Set(['p', 'q', 'policy p']) }
  assert.deepEqual(
    ['Query.a', 'Query.b', 'Query.c'].map((place) => isMet(of(place), anybody)),
    [false, false, false],
  )
})
