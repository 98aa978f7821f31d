import { SalesforceRefusal } from './errors.ts'
import type { Part } from './subrequests.ts'

const REFERENCE = /@\{(\w+)((?:\.\w+|\[\d+\])*)\}/g

/** A part with every `@{ref.id}`, `@{ref[0].id}` or `@{ref.records[0].Id}` replaced by what an earlier part answered. */
export function resolveReferences(part: Part, answered: ReadonlyMap<string, unknown>): Part {
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replaceAll(REFERENCE, (_, name: string, path: string) => lookUp(answered, name, path))
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolve(entry)]))
  }
  return {
    ...part,
    url: resolve(part.url) as string,
    body: resolve(part.body),
    headers: resolve(part.headers) as Part['headers'],
  }
}

function lookUp(answered: ReadonlyMap<string, unknown>, name: string, path: string): string {
  let value: unknown = answered.get(name)
  for (const [step] of path.matchAll(/\w+/g))
    value = (value as Record<string, unknown> | null | undefined)?.[step]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  throw new SalesforceRefusal(
    400,
    'PROCESSING_HALTED',
    `Invalid reference specified. No value for ${name}${path} found in ${name}.`,
  )
}
