import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readLimitsFile } from './limits-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'limits-'))
after(() => rmSync(folder, { recursive: true }))

function read(text: string) {
  const file = join(folder, 'limits.yaml')
  writeFileSync(file, text)
  return readLimitsFile(file)
}

test('no file changes no limit, a file changes what it names', () => {
  assert.equal(readLimitsFile(undefined), undefined)
  assert.deepEqual(read('portal: { depth: 12, aliases: 30 }\nservice: { listItems: 200000 }'), {
    portal: { depth: 12, aliases: 30 },
    service: { listItems: 200_000 },
  })
})

const NONSENSE: [title: string, text: string, named: RegExp][] = [
  ['a class that is none', 'visitors: { depth: 1 }', /visitors/],
  ['a limit that is none', 'portal: { width: 1 }', /portal.*width/],
  ['no number', 'portal: { depth: deep }', /portal\.depth/],
  ['half a number', 'portal: { depth: 1.5 }', /portal\.depth/],
  ['nothing at all', 'portal: { depth: 0 }', /portal\.depth/],
  ['nesting that no stack holds', 'staff: { nesting: 100000 }', /staff\.nesting/],
  ['a list', '- portal', /LIMITS_FILE/],
  ['no YAML', 'portal: {', /cannot be read/],
  ['an empty file', '', /LIMITS_FILE/],
]
for (const [title, text, message] of NONSENSE) {
  test(`${title} is refused by name`, () => {
    assert.throws(() => read(text), { code: 'INVALID_SETTING', message })
  })
}

test('a file that is not there is refused by name', () => {
  assert.throws(() => readLimitsFile(join(folder, 'nowhere.yaml')), {
    code: 'INVALID_SETTING',
    message: /nowhere/,
  })
})
