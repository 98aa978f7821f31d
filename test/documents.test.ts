import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object }

/** Decisions tell of what stood where when they were taken. */
const HISTORY = new Set(['DECISIONS.md', 'CHANGELOG.md'])

const documents = globSync('**/*.md', { cwd: ROOT, exclude: ['**/node_modules', '**/.*'] }).filter(
  (file) => !HISTORY.has(file),
)

const groupsOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, group = '']) => group)

/** Links to files, from where the document stands; paths in code, from the root. */
function pathsIn(file: string, text: string): string[] {
  const links = groupsOf(text, /\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)
  const paths = groupsOf(text, /`((?:gateway|subgraphs|test)\/[\w./-]+)`/g)
  return [...links.map((link) => path.join(path.dirname(file), link)), ...paths]
}

for (const file of documents) {
  const text = readFileSync(path.join(ROOT, file), 'utf8')

  test(`${file}: every path leads somewhere`, () => {
    assert.deepEqual(
      pathsIn(file, text).filter((target) => !existsSync(path.join(ROOT, target))),
      [],
    )
  })

  test(`${file}: every script is one`, () => {
    const named = groupsOf(text, /npm run (?:-s |--silent )?([\w:]+)/g)
    assert.deepEqual(
      named.filter((name) => !Object.hasOwn(scripts, name)),
      [],
    )
  })
}
