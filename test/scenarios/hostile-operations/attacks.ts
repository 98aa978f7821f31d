import type { Operation } from '#gateway/execution/operation.ts'

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

/** Twenty fragments that each spread the next one twice: a million selections from about a thousand characters. */
const nestedFragments = `{ customers { nodes { ...f0 } } } ${times(
  20,
  (index) => `fragment f${index} on Customer { parent { ...f${index + 1} ...f${index + 1} } }`,
)} fragment f20 on Customer { id }`

const page = 'query ($first: Int) { customers(first: $first) { nodes { id } } }'

/** A few hundred selections, each of them for every kind of entitlement above it. */
function throughInterfaces(levels: number): string {
  if (levels === 0) return '{ legalName }'
  const inside = throughInterfaces(levels - 1)
  return `{ ${times(2, (index) => `a${index}: entitlements(first: 1) { nodes { customer ${inside} } }`)} }`
}

const nest = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** Variables deeper than a program that calls itself for every level could read. */
export const DEEP_BODY = `{"query":"{ systems { apiVersion } }","variables":{"deep":${nest(200_000)}}}`

/** What must not cost more than to count it: by what it does, and the limit that it passes. */
export const ATTACKS: readonly { title: string; limit: string; operation: Operation }[] = [
  { title: 'nested fragments', limit: 'selections', operation: { query: nestedFragments } },
  {
    title: 'fragments that spread each other',
    limit: 'fragmentCycles',
    operation: { query: '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }' },
  },
  {
    title: 'an alias flood',
    limit: 'aliases',
    operation: { query: `{ customer(id: "1") { ${times(1000, (index) => `a${index}: displayName`)} } }` },
  },
  {
    title: 'a deep operation',
    limit: 'depth',
    operation: { query: `{ customer(id: "1") ${'{ parent '.repeat(40)}{ id }${' }'.repeat(40)} }` },
  },
  {
    title: 'brackets deeper than a stack',
    limit: 'nesting',
    operation: { query: '{a'.repeat(30_000) },
  },
  {
    title: 'a wide operation',
    limit: 'selections',
    operation: { query: `{ customer(id: "1") { ${'id '.repeat(3000)} } }` },
  },
  {
    title: 'many root fields',
    limit: 'rootFields',
    operation: { query: `{ ${'customers { nodes { id } } '.repeat(100)} }` },
  },
  {
    title: 'a directive flood',
    limit: 'directives',
    operation: { query: `{ customer(id: "1") ${'@skip(if: false) '.repeat(1000)}{ id } }` },
  },
  { title: 'words without end', limit: 'tokens', operation: { query: `{ ${'a '.repeat(40_000)}}` } },
  { title: 'text without end', limit: 'characters', operation: { query: `#${'x'.repeat(300_000)}\n{ a }` } },
  {
    title: 'interfaces inside interfaces, which take seconds to plan',
    limit: 'typedSelections',
    operation: { query: `{ customer(id: "1") ${throughInterfaces(5)} }` },
  },
  {
    title: 'lists inside lists',
    limit: 'listItems',
    operation: {
      query: `{ customers(first: 100) { nodes { children(first: 100) { nodes { cases(first: 100) { nodes { id } } } } } } }`,
    },
  },
  {
    title: 'a list as long as a variable says',
    limit: 'listItems',
    operation: { query: page, variables: { first: 1_000_000 } },
  },
  {
    title: 'a list as long as a default says',
    limit: 'listItems',
    operation: { query: page.replace('Int)', 'Int = 1000000)') },
  },
  {
    title: 'deep variables',
    limit: 'variableDepth',
    operation: { query: '{ systems { apiVersion } }', variables: { deep: JSON.parse(nest(1000)) } },
  },
  {
    title: 'large variables',
    limit: 'variableSize',
    operation: { query: '{ systems { apiVersion } }', variables: { text: 'x'.repeat(500_000) } },
  },
]
