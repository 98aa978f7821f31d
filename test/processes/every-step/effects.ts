import type { Books, Row } from './books.ts'

/**
 * What changed between two looks into the books, in sentences that are the same for every run that did the same: records that were
 * made and removed, fields that were changed, without names and times that are others in every run.
 */
export function effectsBetween(before: Books, after: Books): string[] {
  const forget = forgetting([...after.keys()].filter((key) => !before.has(key)))
  const sentences = [...after].flatMap(([key, row]) => {
    const old = before.get(key)
    const [vendor, table] = key.split(' ')
    if (old === undefined) return [`made ${vendor} ${table} ${forget(row)}`]
    const changed = Object.keys(row).filter(
      (field) => !MARKS.has(field) && forget(row[field]) !== forget(old[field]),
    )
    const fields = Object.fromEntries(changed.map((field) => [field, row[field]]))
    return changed.length > 0 ? [`changed ${key} ${forget(fields)}`] : []
  })
  const removed = [...before.keys()].filter((key) => !after.has(key)).map((key) => `removed ${key}`)
  return [...sentences, ...removed].toSorted()
}

/** Books as they would be if something else had happened to them alone: what the world does by itself is nobody's effect. */
export function withChanges(books: Books, { before, after }: { before: Books; after: Books }): Books {
  const changed = new Map(books)
  for (const [key, row] of after) {
    const [old, known] = [before.get(key), books.get(key)]
    if (old === undefined) changed.set(key, row)
    else if (known) changed.set(key, { ...known, ...changedFields(old, row) })
  }
  for (const key of before.keys()) if (!after.has(key)) changed.delete(key)
  return changed
}

function changedFields(before: Row, after: Row): Row {
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field])),
  )
}

/** Who touched a record last and how often it was, and what a vendor draws by lot. */
const MARKS = new Set([
  ...['sys_mod_count', 'sys_updated_by', 'Weft_Last_Write__c'],
  ...['client_secret', 'invoice_prefix', 'next_invoice_sequence'],
])

/** Names and instants. */
const PASSING: readonly [RegExp, string][] = [
  [/\b[0-9A-Z]{8}-\d{4}\b/g, '#'],
  [/\bweft-[\w-]{32}/g, '#'],
  [/run_[0-9A-Z]{26}(:\d+)?/g, 'run'],
  [/\b[0-9a-f]{32,64}\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, '#'],
  [/\b[a-z]+(_[a-z]+)*_[A-Za-z0-9]{12,}\b/g, '#'],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+0000)?/g, '@'],
  [/\b\d{9,}\b/g, '#'],
]

/** Writes a value down without what is another in every run. `made`: keys of records that the run made. */
function forgetting(made: readonly string[]): (value: unknown) => string {
  const ids = made.flatMap((key) => key.split(' ')[2] ?? []).filter((id) => id.length > 6)
  const named = ids.length > 0 ? new RegExp(ids.join('|'), 'g') : undefined
  return (value) => {
    const text = JSON.stringify(value, (field, part) => (MARKS.has(field) ? undefined : part)) ?? ''
    const nameless = named ? text.replaceAll(named, '#') : text
    return PASSING.reduce((left, [pattern, word]) => left.replaceAll(pattern, word), nameless)
  }
}
