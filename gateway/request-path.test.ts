import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const HERE = new URL('./', import.meta.url)
const headings = [...readFileSync(new URL('request-path.md', HERE), 'utf8').matchAll(/^## (.+)$/gm)].map(
  ([, heading = '']) => heading,
)

test('every layer that request-path.md describes is there', () => {
  assert.deepEqual(
    headings.filter((file) => !existsSync(new URL(file, HERE))),
    [],
  )
})

for (const folder of ['http', 'transports']) {
  test(`every layer in ${folder}/ is described in request-path.md`, () => {
    const files = readdirSync(new URL(`${folder}/`, HERE)).filter((name) =>
      /(?<!\.test|\.test-support)\.ts$/.test(name),
    )
    assert.deepEqual(
      files.filter((name) => !headings.includes(`${folder}/${name}`)),
      [],
    )
  })
}
