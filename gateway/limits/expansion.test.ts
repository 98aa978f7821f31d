import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql'
import { aliases } from './aliases.ts'
import { depth } from './depth.ts'
import { createExpansion, type Measure } from './expansion.ts'
import { rootFields } from './root-fields.ts'
import { selections } from './selections.ts'

/** The last one may be spread by the one before it, and spreads one that is not there. */
const LAST_FRAGMENT = 5

/** Selections as text; a fragment spreads only later ones, so that none contains itself. */
function selectionSet(level: number, firstFragment: number): fc.Arbitrary<string> {
  const alias = fc.constantFrom('', 'x: ', 'y: ')
  const field = fc.constantFrom('a', 'b')
  const leaf = fc.tuple(alias, field).map(([as, name]) => `${as}${name}`)
  const spread = fc.integer({ min: firstFragment, max: LAST_FRAGMENT }).map((index) => `...f${index}`)
  if (level === 0) return fc.array(fc.oneof(leaf, spread), { minLength: 1, maxLength: 3 }).map(braced)
  const below = selectionSet(level - 1, firstFragment)
  const branch = fc.tuple(alias, field, below).map(([as, name, set]) => `${as}${name} ${set}`)
  const inline = below.map((set) => `... on T ${set}`)
  return fc.array(fc.oneof(leaf, spread, branch, inline), { minLength: 1, maxLength: 3 }).map(braced)
}

const braced = (selections: readonly string[]): string => `{ ${selections.join(' ')} }`

const documents = fc
  .tuple(selectionSet(2, 0), ...[0, 1, 2, 3, 4].map((index) => selectionSet(1, index + 1)))
  .map(([operation, ...fragments]) =>
    [operation, ...fragments.map((set, index) => `fragment f${index} on T ${set}`)].join('\n'),
  )
  .map((text) => parse(text))

/** The same document with every spread replaced by what it stands for. */
function writtenOut({ definitions }: DocumentNode, set: SelectionSetNode): SelectionSetNode {
  const expand = (inside: SelectionSetNode): SelectionSetNode =>
    writtenOut({ definitions } as DocumentNode, inside)
  const selections = set.selections.map((node) => {
    if (node.kind !== Kind.FRAGMENT_SPREAD)
      return node.selectionSet ? { ...node, selectionSet: expand(node.selectionSet) } : node
    const fragment = definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
    )
    const inside =
      fragment?.kind === Kind.FRAGMENT_DEFINITION
        ? expand(fragment.selectionSet)
        : { kind: Kind.SELECTION_SET as const, selections: [] }
    return { kind: Kind.INLINE_FRAGMENT as const, selectionSet: inside }
  })
  return { ...set, selections }
}

const measures: [string, Measure][] = [
  ['selections', selections],
  ['depth', depth],
  ['aliases', aliases],
  ['root fields', rootFields],
]
for (const [name, measure] of measures) {
  test(`${name} with fragments are those of the document written out`, () => {
    fc.assert(
      fc.property(documents, (document) => {
        const [operation] = document.definitions
        assert.equal(operation?.kind, Kind.OPERATION_DEFINITION)
        if (operation?.kind !== Kind.OPERATION_DEFINITION) return
        const alone: DocumentNode = {
          kind: Kind.DOCUMENT,
          definitions: [{ ...operation, selectionSet: writtenOut(document, operation.selectionSet) }],
        }
        const [expanded] = createExpansion(document).measure(measure)
        assert.deepEqual([expanded], createExpansion(alone).measure(measure))
      }),
    )
  })
}

const chain = (levels: number): DocumentNode => {
  const fragments = Array.from(
    { length: levels },
    (_, i) => `fragment f${i} on T { a { ...f${i + 1} } b { ...f${i + 1} } }`,
  )
  return parse(`{ ...f0 } ${fragments.join(' ')} fragment f${levels} on T { a }`)
}

test('each selection is looked at once, however often its fragment is spread', () => {
  const visits = [10, 20, 40].map((levels) => {
    const expansion = createExpansion(chain(levels))
    expansion.measure(selections)
    return expansion.visits
  })
  assert.deepEqual(visits, [42, 82, 162])
})

test('a chain of fragments longer than the stack is measured', () => {
  const fragments = Array.from({ length: 50_000 }, (_, i) => `fragment f${i} on T { ...f${i + 1} }`)
  const document = parse(`{ ...f0 } ${fragments.join(' ')} fragment f50000 on T { a }`)
  assert.deepEqual(createExpansion(document).measure(depth), [1])
})

test('a fragment that nothing spreads is measured on its own', () => {
  const document = parse('{ a } fragment unused on T { a { b { c } } }')
  assert.deepEqual(createExpansion(document).measure(depth), [1, 3])
})

test('a fragment that contains itself is refused, whichever way it is entered', () => {
  for (const text of [
    'fragment a on T { ...b } fragment b on T { x { ...c } } fragment c on T { ... { ...a } }',
    '{ x } fragment a on T { ...a }',
  ])
    assert.throws(() => createExpansion(parse(text)), {
      code: 'LIMIT_EXCEEDED',
      facts: { limit: 'fragmentCycles', allowed: 0, found: 1 },
    })
})

test('a fragment spread from two places is no cycle', () => {
  const document = parse(
    '{ ...a ...b } fragment a on T { ...c } fragment b on T { ...c } fragment c on T { x }',
  )
  assert.deepEqual(createExpansion(document).measure(rootFields), [2])
})
