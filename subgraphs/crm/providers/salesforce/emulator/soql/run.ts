import { invalidType, malformedQuery, queryPosition, SalesforceRefusal } from '../errors.ts'
import { findObject, type SObject } from '../objects.ts'
import { findRow, type Org, type Row, rowsOf, toWire } from '../org.ts'
import { keyOf, toPredicate } from './conditions.ts'
import { parseQuery } from './parse.ts'
import { type ResolvedPath, resolvePath, valueAt } from './resolve.ts'
import type { Query, Selection } from './syntax.ts'

/** What a query answers before it is cut into pages. `records` is undefined for COUNT(). */
export interface QueryResult {
  totalSize: number
  records: unknown[] | undefined
}

interface Scope {
  org: Org
  object: SObject
  /** `v66.0`: stands in the records' URLs. */
  version: string
}

type Column = (row: Row, record: Record<string, unknown>) => void

/** Runs SOQL text over the org. */
export function runQuery(text: string, org: Org, version: string): QueryResult {
  const query = parseQuery(text)
  const object = findObject(query.from.name)
  if (!object) throw invalidType(query.from.name)
  const scope = { org, object, version }
  const rows = selectRows(query, rowsOf(org, object.name), scope)
  if (query.select.some(({ kind }) => kind === 'count')) {
    if (query.select.length > 1) throw malformedQuery(`${queryPosition(text, 0)}COUNT() must stand alone`)
    return { totalSize: rows.length, records: undefined }
  }
  return { totalSize: rows.length, records: toRecords(query, rows, scope) }
}

/** WHERE, ORDER BY, OFFSET and LIMIT. */
function selectRows(query: Query, rows: readonly Row[], { org, object }: Scope): Row[] {
  const { where, text } = query
  const found = where ? rows.filter(toPredicate(where, { org, object, text })) : [...rows]
  const keys = query.orderBy.map(({ path, ...order }) => ({
    ...order,
    path: resolvePath(path, object, text),
  }))
  const ordered = keys.length === 0 ? found : found.sort((one, other) => compareRows(org, keys, one, other))
  const end = query.limit === undefined ? undefined : query.offset + query.limit
  return ordered.slice(query.offset, end)
}

interface OrderKey {
  path: ResolvedPath
  descending: boolean
  nullsLast: boolean
}

function compareRows(org: Org, keys: readonly OrderKey[], one: Row, other: Row): number {
  for (const { path, descending, nullsLast } of keys) {
    const first = keyOf(path.kind, valueAt(org, one, path))
    const second = keyOf(path.kind, valueAt(org, other, path))
    if (first === second) continue
    // Nulls come first, whatever the direction, unless NULLS LAST says otherwise.
    if (first === null || second === null) return (first === null) === nullsLast ? 1 : -1
    return first < second === descending ? 1 : -1
  }
  return 0
}

function toRecords(query: Query, rows: readonly Row[], scope: Scope): Record<string, unknown>[] {
  const columns = query.select.map((selection) => toColumn(selection, query, scope))
  return rows.map((row) => {
    const record: Record<string, unknown> = { attributes: attributesOf(scope.object, row, scope.version) }
    for (const column of columns) column(row, record)
    return record
  })
}

export function attributesOf(object: SObject, row: Row, version: string): { type: string; url: string } {
  return { type: object.name, url: `/services/data/${version}/sobjects/${object.name}/${row.Id}` }
}

function toColumn(selection: Selection, query: Query, scope: Scope): Column {
  if (selection.kind === 'children') return childColumn(selection.query, scope)
  if (selection.kind === 'count')
    throw malformedQuery(`${queryPosition(query.text, 0)}unexpected token: 'COUNT'`)
  const path = resolvePath(selection.path, scope.object, query.text)
  return (row, record) => setField(record, row, path, scope)
}

/** Parent fields nest: `Owner.Name` is `{ Owner: { attributes, Name } }`, or `{ Owner: null }` where there is no owner. */
function setField(
  record: Record<string, unknown>,
  row: Row,
  path: ResolvedPath,
  { org, version }: Scope,
): void {
  let target = record
  let at = row
  for (const { name, field, object } of path.parents) {
    const id = at[field]
    const parent = typeof id === 'string' ? findRow(org, object.name, id) : undefined
    if (!parent) {
      target[name] = null
      return
    }
    target[name] ??= { attributes: attributesOf(object, parent, version) }
    target = target[name] as Record<string, unknown>
    at = parent
  }
  target[path.field] = toWire(path.kind, at[path.field] ?? null)
}

/** A sub-query: its own WHERE, ORDER BY and LIMIT for each parent; null where a parent has none. */
function childColumn(query: Query, { org, object, version }: Scope): Column {
  const { name, at } = query.from
  const found = Object.entries(object.children).find(([key]) => key.toLowerCase() === name.toLowerCase())
  const child = found && findObject(found[1].object)
  if (!found || !child) throw unknownChildren(name, queryPosition(query.text, at))
  if (query.select.some(({ kind }) => kind !== 'field'))
    throw malformedQuery(`${queryPosition(query.text, at)}only one level of sub-queries`)
  const [relationship, { field }] = found
  const byParent = Map.groupBy(rowsOf(org, child.name), (row) => row[field])
  const scope = { org, object: child, version }
  // Compiled once for its refusals, even when no parent has children.
  selectRows(query, [], scope)
  return (row, record) => {
    const rows = selectRows(query, byParent.get(row.Id) ?? [], scope)
    record[relationship] =
      rows.length === 0
        ? null
        : { totalSize: rows.length, done: true, records: toRecords(query, rows, scope) }
  }
}

function unknownChildren(name: string, position: string): SalesforceRefusal {
  return new SalesforceRefusal(
    400,
    'INVALID_TYPE',
    `${position}Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom ` +
      "relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL " +
      'or the describe call for the appropriate names.',
  )
}
