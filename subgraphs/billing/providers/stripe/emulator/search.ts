import { invalid } from './errors.ts'
import type { CollectionName, Row, State } from './state.ts'

/**
 * The search query language. https://docs.stripe.com/search#search-query-language (read 2026-11-22): clauses of field,
 * operator and value, joined by AND (or a space) or by OR but not by both, at most ten, no parentheses.
 */
export interface Clause {
  field: string
  metadataKey: string | undefined
  operator: ':' | '~' | '>' | '<' | '>=' | '<='
  value: string
  negated: boolean
}

export interface Query {
  clauses: Clause[]
  join: 'AND' | 'OR'
}

/** Fields that each resource is searched by. https://docs.stripe.com/search#query-fields-for-customers and following */
export const SEARCH_FIELDS: Readonly<Record<string, readonly string[]>> = {
  charges: ['amount', 'created', 'currency', 'customer', 'disputed', 'metadata', 'refunded', 'status'],
  customers: ['created', 'email', 'metadata', 'name', 'phone'],
  invoices: [
    'created',
    'currency',
    'customer',
    'last_finalization_error_code',
    'last_finalization_error_type',
    'metadata',
    'number',
    'receipt_number',
    'status',
    'subscription',
    'total',
  ],
  payment_intents: ['amount', 'created', 'currency', 'customer', 'metadata', 'status'],
  prices: ['active', 'currency', 'lookup_key', 'metadata', 'product', 'type'],
  products: ['active', 'description', 'metadata', 'name', 'shippable', 'url'],
  subscriptions: ['created', 'metadata', 'status', 'canceled_at'],
}

const MOST_CLAUSES = 10
const CLAUSE =
  /^(-?)([a-z_.]+)(?:\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\])?(>=|<=|[:~><])(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([\w.-]+))/

export function parseQuery(resource: string, text: string): Query {
  const clauses: Clause[] = []
  const joins = new Set<string>()
  let rest = text.trim()
  while (rest !== '') {
    const match = CLAUSE.exec(rest)
    if (!match)
      throw invalid(`We were unable to parse your search query. Rest of the query: ${rest}`, 'query')
    clauses.push(toClause(resource, match))
    rest = rest.slice(match[0].length)
    const join = /^\s+(AND|OR)\s+/i.exec(rest) ?? /^\s+/.exec(rest)
    if (rest !== '' && !join) throw invalid('We were unable to parse your search query.', 'query')
    if (join) joins.add((join[1] ?? 'AND').toUpperCase())
    rest = rest.slice(join?.[0].length ?? 0)
  }
  if (clauses.length === 0) throw invalid('We were unable to parse your search query.', 'query')
  if (clauses.length > MOST_CLAUSES) {
    throw invalid(`A search query may have at most ${MOST_CLAUSES} clauses.`, 'query')
  }
  if (joins.size > 1) throw invalid('AND and OR cannot be combined in one search query.', 'query')
  return { clauses, join: joins.has('OR') ? 'OR' : 'AND' }
}

function toClause(resource: string, match: RegExpExecArray): Clause {
  const [, minus, field = '', single, double, operator = ':', quoted, doubleQuoted, bare] = match
  const supported = SEARCH_FIELDS[resource] ?? []
  if (!supported.includes(field)) {
    const page = `http://stripe.com/docs/search#query-fields-for-${resource.replaceAll('_', '-')}`
    throw invalid(
      `Field \`${field}\` is an unsupported search field for resource \`${resource}\`. See ${page} for a list of supported fields.`,
      'query',
    )
  }
  const metadataKey = single ?? double
  if ((field === 'metadata') !== (metadataKey !== undefined))
    throw invalid(`Invalid field: ${field}`, 'query')
  const value = unquote(quoted ?? doubleQuoted ?? bare ?? '')
  if (operator === '~' && value.length < 3) throw invalid('Substring search needs three characters.', 'query')
  return {
    field,
    metadataKey: metadataKey === undefined ? undefined : unquote(metadataKey),
    operator: operator as Clause['operator'],
    value,
    negated: minus === '-',
  }
}

const unquote = (text: string): string => text.replaceAll(/\\(.)/g, '$1')

export function matchesQuery(row: Row, { clauses, join }: Query): boolean {
  return join === 'OR'
    ? clauses.some((clause) => matchesClause(row, clause))
    : clauses.every((clause) => matchesClause(row, clause))
}

function matchesClause(row: Row, clause: Clause): boolean {
  const value = searchedValue(row, clause)
  return clause.negated !== (value !== undefined && value !== null && compare(value, clause))
}

function searchedValue(row: Row, { field, metadataKey }: Clause): unknown {
  if (metadataKey !== undefined) return (row.metadata as Record<string, string>)[metadataKey]
  if (row.object === 'invoice' && field === 'subscription') {
    const parent = row.parent as { subscription_details?: { subscription: string } } | null
    return parent?.subscription_details?.subscription
  }
  return row[field]
}

function compare(value: unknown, { operator, value: wanted }: Clause): boolean {
  const text = String(value).toLowerCase()
  const sought = wanted.toLowerCase()
  switch (operator) {
    case ':':
      return text === sought
    case '~':
      return text.includes(sought)
    case '>':
      return Number(value) > Number(wanted)
    case '<':
      return Number(value) < Number(wanted)
    case '>=':
      return Number(value) >= Number(wanted)
    case '<=':
      return Number(value) <= Number(wanted)
  }
}

/** The records of a collection as the index has them, which may be behind by some seconds. */
export function indexedRows(state: State, collection: CollectionName, nowMs: number): Row[] {
  const indexedUntil = nowMs - state.searchLagSeconds * 1000
  const older = new Map<string, Row | undefined>()
  for (const { id, collection: name, until, before } of state.history.toReversed()) {
    if (until <= indexedUntil) break
    if (name === collection) older.set(id, before)
  }
  const isMade = ({ created = 0 }: Row): boolean => created * 1000 <= indexedUntil
  const rows = state.collections[collection].filter(isMade)
  if (older.size === 0) return rows
  const kept = rows.filter(({ id }) => !older.has(id))
  const then = [...older.values()].filter((row) => row !== undefined)
  return [...kept, ...then].sort((one, other) => (other.created ?? 0) - (one.created ?? 0))
}
