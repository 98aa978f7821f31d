import assert from 'node:assert/strict'
import { isUnreadable, type UnreadableRecord } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'

/** A page or a list of which every record could be read; anything else as it is. */
export type Readable<Value> =
  Value extends Page<infer Item>
    ? Page<Exclude<Item, UnreadableRecord>>
    : Value extends readonly (infer Item)[]
      ? Exclude<Item, UnreadableRecord>[]
      : Value

/** What a provider answered, after a check that nothing in it is unreadable. */
export function readable<Value>(value: Value): Readable<Value> {
  const isPage = typeof value === 'object' && value !== null && 'items' in value
  const items: unknown = isPage ? value.items : value
  for (const item of Array.isArray(items) ? items : [])
    if (typeof item === 'object' && item !== null) assert.ok(!isUnreadable(item), 'every record can be read')
  return value as Readable<Value>
}
