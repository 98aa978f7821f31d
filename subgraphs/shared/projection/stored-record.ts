import { deserialize, serialize } from 'node:v8'
import type { CanonicalRecord } from '../provenance.ts'

/** Records hold dates and big integers, which JSON does not have. */
export function toStored(record: CanonicalRecord): Buffer {
  return serialize(record)
}

/** A record as it was read, known to be the system's own until `currentAt`; it says so, with all that lies in it. */
export function fromStored<Item extends CanonicalRecord>(stored: Buffer, currentAt: Date): Item {
  const record = deserialize(stored) as Item
  markKept(record, currentAt)
  return record
}

function markKept(value: unknown, currentAt: Date): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return
  if (Array.isArray(value)) {
    for (const item of value) markKept(item, currentAt)
    return
  }
  for (const [name, part] of Object.entries(value)) {
    if (name === 'fieldSources') continue
    if (name === 'source') Object.assign(part, { readMode: 'EVENT', currentAt })
    else markKept(part, currentAt)
  }
}
