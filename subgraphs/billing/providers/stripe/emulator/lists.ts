import { invalid, invalidInteger, noSuch, unknownParameter } from './errors.ts'
import { listOf, type Params, textOf } from './form.ts'
import type { Row } from './state.ts'

const DEFAULT_LIMIT = 10
const LARGEST_LIMIT = 100

/** Parameters that every list takes. https://docs.stripe.com/api/pagination (read 2026-11-22) */
export const LIST_PARAMS = ['limit', 'starting_after', 'ending_before', 'expand'] as const

export function assertKnown(params: Params, known: readonly string[]): void {
  for (const name of Object.keys(params)) if (!known.includes(name)) throw unknownParameter(name)
}

export function limitOf(params: Params): number {
  const text = textOf(params, 'limit')
  if (text === undefined) return DEFAULT_LIMIT
  if (!/^-?\d+$/.test(text)) throw invalidInteger('limit', text)
  const limit = Number(text)
  if (limit > LARGEST_LIMIT)
    throw invalid(`This value must be less than or equal to ${LARGEST_LIMIT}.`, 'limit')
  if (limit < 1) throw invalid('This value must be greater than or equal to 1.', 'limit')
  return limit
}

export const expandOf = (params: Params): string[] => listOf(params, 'expand')

/**
 * One page of the rows that pass `keep`, newest first. A cursor names any record of the collection, also one that the
 * filter leaves out: the page continues from where that one stands.
 */
export function pageOf(
  collection: { name: string; rows: readonly Row[] },
  keep: (row: Row) => boolean,
  params: Params,
  url: string,
) {
  const after = textOf(params, 'starting_after')
  const before = textOf(params, 'ending_before')
  if (after !== undefined && before !== undefined) {
    throw invalid('You can only use one of: starting_after, ending_before.')
  }
  const limit = limitOf(params)
  const { rows } = collection
  if (before !== undefined) {
    const newer = rows.slice(0, positionOf(collection, before, 'ending_before')).filter(keep)
    return { object: 'list', url, has_more: newer.length > limit, data: newer.slice(-limit) }
  }
  const start = after === undefined ? 0 : positionOf(collection, after, 'starting_after') + 1
  const older = rows.slice(start).filter(keep)
  return { object: 'list', url, has_more: older.length > limit, data: older.slice(0, limit) }
}

function positionOf(
  { name, rows }: { name: string; rows: readonly Row[] },
  id: string,
  param: string,
): number {
  const index = rows.findIndex((row) => row.id === id)
  if (index < 0) throw noSuch(name, id, param, 400)
  return index
}

/** `created=1`, or `created[gte]=1&created[lt]=2`. */
export function inRange(value: unknown, param: Params[string] | undefined): boolean {
  if (param === undefined) return true
  if (typeof value !== 'number' || Array.isArray(param)) return false
  if (typeof param === 'string') return value === integerOf('created', param)
  return Object.entries(param).every(([operator, limit]) => {
    const bound = integerOf(operator, String(limit))
    if (operator === 'gt') return value > bound
    if (operator === 'gte') return value >= bound
    if (operator === 'lt') return value < bound
    if (operator === 'lte') return value <= bound
    throw unknownParameter(operator)
  })
}

function integerOf(param: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw invalidInteger(param, text)
  return Number(text)
}
