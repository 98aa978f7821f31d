import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

/** Property → whether it may be absent and whether it may be null, from the official client's published types. */
function publishedProperties(
  resource: string,
  type: string,
): Map<string, { optional: boolean; nullable: boolean }> {
  const url = new URL(`./resources/${resource}.d.ts`, import.meta.resolve('stripe'))
  const source = readFileSync(url, 'utf8')
  const body = new RegExp(`export interface ${type} \\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? ''
  const properties = [...body.matchAll(/^ {4}(\w+)(\??): ([^;]*);?/gm)].map(
    ([, name = '', optional, text = '']) =>
      [name, { optional: optional === '?', nullable: text.includes('null') }] as const,
  )
  assert.ok(properties.length > 3, `${type} was not found in the published types`)
  return new Map(properties)
}

/** A record must have what is published for it and nothing else, null only where that is allowed. */
export function assertPublished(record: object, resource: string, type: string): void {
  const answer = record as Record<string, unknown>
  const properties = publishedProperties(resource, type)
  for (const [property, { optional, nullable }] of properties) {
    assert.ok(optional || property in answer, `${type}.${property} is missing`)
    assert.ok(nullable || answer[property] !== null, `${type}.${property} must not be null`)
  }
  const own = Object.keys(answer).filter((property) => property !== 'lastResponse')
  assert.deepEqual(
    own.filter((property) => !properties.has(property)),
    [],
    type,
  )
}
