import { type CacheTag, customerTag, recordTag } from './cache.ts'

/** What an answer holds. */
export interface Contents {
  /** Of its records, and of the customers that they name. */
  tags: Set<CacheTag>
  /** About how much memory it takes. */
  bytes: number
  /** Whether a part of it could not be read. */
  hasFailure: boolean
}

interface Ref {
  connectionId: string
  nativeId: string
}

/** What records call the customer that they hang on. */
const CUSTOMER_FIELDS = new Set(['customer', 'account'])

const BYTES_PER_VALUE = 16
const BYTES_PER_OBJECT = 48

/** Looks through an answer, whatever it is made of: records lie in pages, lists and other records. */
export function contentsOf(answer: unknown): Contents {
  const contents: Contents = { tags: new Set(), bytes: 0, hasFailure: false }
  visit(answer, contents)
  return contents
}

function visit(value: unknown, contents: Contents): void {
  contents.bytes += BYTES_PER_VALUE
  if (typeof value === 'string') contents.bytes += value.length
  if (typeof value !== 'object' || value === null) return
  contents.bytes += BYTES_PER_OBJECT
  if (value instanceof Error) contents.hasFailure = true
  else if (Array.isArray(value)) for (const item of value) visit(item, contents)
  else visitObject(value, contents)
}

function visitObject(object: object, contents: Contents): void {
  for (const [name, value] of Object.entries(object)) {
    // Where a mapping reads its fields: one constant for all records that it makes.
    if (name === 'fieldSources') continue
    if (name === 'source' && isRef(value)) contents.tags.add(recordTag(value))
    if (CUSTOMER_FIELDS.has(name) && isRef(value))
      contents.tags.add(customerTag(value.connectionId, value.nativeId))
    visit(value, contents)
  }
}

function isRef(value: unknown): value is Ref {
  if (typeof value !== 'object' || value === null) return false
  const { connectionId, nativeId } = value as Partial<Ref>
  return typeof connectionId === 'string' && typeof nativeId === 'string'
}
