import { deserialize, serialize } from 'node:v8'
import type { CanonicalRecord, FieldSources } from '../provenance.ts'

/** Records hold dates and big integers, which JSON does not have. */
export function toStored(record: CanonicalRecord): Buffer {
  return serialize(pack(record))
}

/** Where a mapping reads its fields is one constant for all its records: a text here, and one object again when it is read. */
function pack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (Array.isArray(value)) return value.map(pack)
  const entries = Object.entries(value).map(([name, part]) => [
    name,
    name === 'fieldSources' ? JSON.stringify(part) : pack(part),
  ])
  return Object.fromEntries(entries)
}

/** A record as it was read, known to be the system's own until `currentAt`; it says so, with all that lies in it. */
export function fromStored<Item extends CanonicalRecord>(stored: Buffer, currentAt: Date): Item {
  const record: unknown = deserialize(stored)
  unpack(record, currentAt)
  return record as Item
}

function unpack(value: unknown, currentAt: Date): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return
  if (Array.isArray(value)) {
    for (const item of value) unpack(item, currentAt)
    return
  }
  const fields = value as Record<string, unknown>
  for (const name in fields) {
    const part = fields[name]
    if (name === 'fieldSources') fields[name] = fieldSourcesOf(String(part))
    else if (name === 'source') Object.assign(part as object, { readMode: 'EVENT', currentAt })
    else unpack(part, currentAt)
  }
}

const known = new Map<string, FieldSources>()

function fieldSourcesOf(text: string): FieldSources {
  const earlier = known.get(text)
  if (earlier) return earlier
  const parsed: FieldSources = JSON.parse(text)
  known.set(text, parsed)
  return parsed
}
