import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DOMAINS = ['crm', 'billing', 'support', 'erp']
const VENDOR_FILES = ['README.md', 'index.ts', 'client.ts', 'native.ts', 'errors.ts', 'emulator/index.ts']

/**
 * What a file may import, by where it stands: the first pattern that matches a path is its layer. `tests` are checked
 * by none of this: a test may start anything.
 */
const LAYERS: readonly { layer: RegExp; may: readonly RegExp[] }[] = [
  // Files directly in subgraphs/ are composition roots: they start things.
  { layer: /^subgraphs\/[^/]+\.ts$/, may: [/^subgraphs\/(?!.*\/providers\/.*\/emulator\/)/, /^gateway\//] },
  { layer: /^subgraphs\/__generated__\//, may: [/^subgraphs\/[^/]+\/providers\/[^/]+\/emulator\//] },
  { layer: /^subgraphs\/shared\//, may: [/^subgraphs\/shared\//] },
  {
    layer: /^subgraphs\/demo-world\//,
    may: [/^subgraphs\/demo-world\//, /^subgraphs\/shared\/(money|clock)\.ts$/],
  },
  {
    layer: /^subgraphs\/([^/]+)\/providers\/([^/]+)\/emulator\//,
    may: [
      /^subgraphs\/$1\/providers\/$2\/emulator\//,
      /^subgraphs\/shared\/(emulator\/|money|clock)/,
      /^subgraphs\/demo-world\//,
    ],
  },
  {
    layer: /^subgraphs\/([^/]+)\/providers\/index\.ts$/,
    may: [/^subgraphs\/$1\/providers\/[^/]+\/index\.ts$/],
  },
  {
    layer: /^subgraphs\/([^/]+)\/providers\/([^/]+)\//,
    may: [
      /^subgraphs\/$1\/providers\/$2\/(?!emulator\/)/,
      /^subgraphs\/$1\/(provider|writes)\.ts$/,
      /^subgraphs\/shared\/(?!emulator\/)/,
    ],
  },
  {
    layer: /^subgraphs\/processes\//,
    may: [
      /^subgraphs\/processes\//,
      /^subgraphs\/[^/]+\/(provider|writes|operations)\.ts$/,
      /^subgraphs\/shared\/(?!emulator\/)/,
    ],
  },
  {
    layer: /^subgraphs\/([^/]+)\//,
    may: [/^subgraphs\/$1\/(?!providers\/)/, /^subgraphs\/shared\/(?!emulator\/)/],
  },
  { layer: /^gateway\/main\.ts$/, may: [/^gateway\//, /^subgraphs\/(?!.*\/emulator\/)/] },
  { layer: /^gateway\//, may: [/^gateway\//, /^subgraphs\/shared\/(?!emulator\/)/] },
  { layer: /^codegen\.ts$/, may: [/^subgraphs\/shared\//] },
]

const allFiles = (folder: string): string[] =>
  globSync(`${folder}/**/*.ts`, { cwd: ROOT, exclude: ['**/node_modules'] })

const sourceFiles = (folder: string): string[] =>
  allFiles(folder).filter((file) => !/\.test(-support)?\.ts$/.test(file))

/** The files of this project that a file imports, as paths from the root. */
function importsOf(file: string, source: string): string[] {
  const names = [...source.matchAll(/(?:from|import)\s*\(?\s*'([.#][^']+)'/g)].map((match) => match[1] ?? '')
  return names.map((name) =>
    name.startsWith('#')
      ? name.startsWith('#gateway/')
        ? name.slice(1)
        : `subgraphs/${name.slice(1)}`
      : path.normalize(path.join(path.dirname(file), name)),
  )
}

/** Imports that the layer of `file` does not allow, as sentences. */
function forbiddenImports(file: string, source: string): string[] {
  const rule = LAYERS.find(({ layer }) => layer.test(file))
  const captured = rule?.layer.exec(file) ?? []
  const allowed = (rule?.may ?? []).map(
    ({ source: pattern }) =>
      new RegExp(pattern.replaceAll(/\$(\d)/g, (_, group: string) => captured[Number(group)] ?? '')),
  )
  return importsOf(file, source)
    .filter((target) => !allowed.some((pattern) => pattern.test(target)))
    .map((target) => `${file} must not import ${target}`)
}

test('imports go one way', () => {
  const files = ['gateway', 'subgraphs'].flatMap(sourceFiles)
  assert.deepEqual(
    files.flatMap((file) => forbiddenImports(file, readFileSync(path.join(ROOT, file), 'utf8'))),
    [],
  )
})

/** What a file needs before it can run: imports of types alone are gone by then. */
const neededBy = (file: string, source: string): string[] =>
  importsOf(file, source.replaceAll(/^(?:import|export) type [^']*'[^']*'/gm, ''))

/** The files that need each other, in a ring. */
function findRing(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const follow = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return []
    done.add(file)
    for (const next of needs.get(file) ?? []) {
      const ring = follow(next, [...way, file])
      if (ring.length > 0) return ring
    }
    return []
  }
  return [...needs.keys()].map((file) => follow(file, [])).find((ring) => ring.length > 0) ?? []
}

test('no file needs itself, by whatever way', () => {
  const files = ['gateway', 'subgraphs'].flatMap(sourceFiles)
  const needs = files.map(
    (file) => [file, neededBy(file, readFileSync(path.join(ROOT, file), 'utf8'))] as const,
  )
  assert.deepEqual(findRing(new Map(needs)), [])
})

test('a ring of three files is found, and types alone make none', () => {
  const needs = Object.entries({
    'a/one.ts': "import { two } from './two.ts'",
    'a/two.ts': "import { type Three, three } from '../b/three.ts'",
    'b/three.ts': "import { one } from '../a/one.ts'\nimport type { Two } from '../a/two.ts'",
  }).map(([file, source]) => [file, neededBy(file, source)] as const)
  assert.deepEqual(findRing(new Map(needs)), ['a/one.ts', 'a/two.ts', 'b/three.ts', 'a/one.ts'])
  const withoutValue = needs.map(([file, of]) => [file, file.startsWith('b') ? [] : of] as const)
  assert.deepEqual(findRing(new Map(withoutValue)), [])
})

/** Functions, classes and constants that a file exports by a declaration. */
const exportedBy = (source: string): string[] =>
  [...source.matchAll(/^export (?:async )?(?:function\*?|class|const|let) (\w+)/gm)].map(
    ([, name = '']) => name,
  )

/** Whole import declarations, and what is taken from a module that is loaded when it is needed. */
const IMPORTS = /\bimport\b[^']*'[.#][^']*'|\{[^}]*\} = await import\('/g

/** What GraphQL Code Generator finds by its name. */
const CALLED_BY_NAME = new Set(['plugin'])

test('what is exported is imported somewhere', () => {
  const sources = ['gateway', 'subgraphs', 'test']
    .flatMap(allFiles)
    .filter((file) => !file.includes('__generated__'))
    .map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')] as const)
  const imports = sources.flatMap(([, source]) => source.match(IMPORTS) ?? [])
  const imported = new Set(imports.flatMap((words) => words.match(/\w+/g) ?? []))
  const unused = sources.flatMap(([file, source]) =>
    exportedBy(source)
      .filter((name) => !imported.has(name) && !CALLED_BY_NAME.has(name))
      .map((name) => `${file} exports ${name}`),
  )
  assert.deepEqual(unused, [])
})

for (const [file, source] of [
  ['subgraphs/shared/money.ts', "import { x } from '#crm/provider.ts'"],
  ['subgraphs/crm/loaders.ts', "import { x } from '../billing/provider.ts'"],
  ['subgraphs/crm/loaders.ts', "import { x } from './providers/salesforce/client.ts'"],
  ['subgraphs/crm/providers/salesforce/client.ts', "import { x } from './emulator/index.ts'"],
  ['subgraphs/crm/providers/salesforce/emulator/index.ts', "import type { x } from '../native.ts'"],
  ['subgraphs/crm/providers/hubspot/client.ts', "import { x } from '../salesforce/client.ts'"],
  ['gateway/server.ts', "import { x } from '#erp/provider.ts'"],
] as const) {
  test(`${file} is refused ${source.slice(source.indexOf("'"))}`, () => {
    assert.equal(forbiddenImports(file, source).length, 1)
  })
}

for (const domain of DOMAINS) {
  const folder = path.join(ROOT, 'subgraphs', domain, 'providers')
  const vendors = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  for (const { name } of vendors) {
    test(`the folder of ${name} has the files that every vendor has`, () => {
      const files = [...VENDOR_FILES, `${name}.test.ts`]
      assert.deepEqual(
        files.filter((file) => !existsSync(path.join(folder, name, file))),
        [],
      )
    })
  }
}

for (const folder of ['gateway', 'subgraphs', 'test']) {
  const children = readdirSync(path.join(ROOT, folder), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== '__generated__',
  )
  test(`every folder of ${folder}/ says what it is in at most 40 lines`, () => {
    const without = children.filter(({ name }) => {
      const readme = path.join(ROOT, folder, name, 'README.md')
      return !existsSync(readme) || readFileSync(readme, 'utf8').split('\n').length > 41
    })
    assert.deepEqual(
      without.map(({ name }) => `${folder}/${name}`),
      [],
    )
  })
}
