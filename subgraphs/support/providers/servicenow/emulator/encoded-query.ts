import { findField, type Instance, type InstanceRow, stamp, valueAt } from './state.ts'

/**
 * Encoded queries, as "Encoded query strings" and "Operators available for filters and queries" describe them. `^` joins
 * conditions, `^OR` binds to the condition before it, `^NQ` begins a new query whose rows are added.
 */
export interface ParsedQuery {
  /** Any of these. */
  queries: Conjunction[]
  order: { path: string; descending: boolean }[]
  /** Parts that named no field or no operator; the platform leaves them out. */
  invalid: string[]
}

/** All of these groups; any condition of a group. */
type Conjunction = Test[][]
type Test = (row: InstanceRow) => boolean

// Longer operators first: `>=` before `>`, `NOT LIKE` before `LIKE`.
const OPERATORS = [
  'ISNOTEMPTY',
  'ISEMPTY',
  'ANYTHING',
  'EMPTYSTRING',
  'NOT IN',
  'NOT LIKE',
  'STARTSWITH',
  'ENDSWITH',
  'BETWEEN',
  'SAMEAS',
  'NSAMEAS',
  'LIKE',
  'IN',
  '!=',
  '>=',
  '<=',
  '=',
  '>',
  '<',
] as const
type Operator = (typeof OPERATORS)[number]

/** What a query is asked of, and when. */
interface Scope {
  instance: Instance
  table: string
  now: Date
}

export function parseQuery(scope: Scope, text: string): ParsedQuery {
  const parsed: ParsedQuery = { queries: [[]], order: [], invalid: [] }
  for (const part of splitAtCarets(text)) readPart(scope, part, parsed)
  return parsed
}

/** Whether a value of the query is code that the platform would run. */
export const holdsScript = (text: string): boolean =>
  splitAtCarets(text).some((part) => /^[\w.]*([A-Z ]+|[=!<>]+)(.*@)?javascript:/.test(part))

export function matches({ queries }: ParsedQuery, row: InstanceRow): boolean {
  return queries.some((groups) => groups.every((group) => group.some((test) => test(row))))
}

export function compareBy(instance: Instance, table: string, { order }: ParsedQuery) {
  return (one: InstanceRow, other: InstanceRow): number => {
    for (const { path, descending } of order) {
      const field = findField(instance, table, path)
      const difference = compare(
        valueAt(instance, table, one, path),
        valueAt(instance, table, other, path),
        field?.type === 'integer',
      )
      if (difference !== 0) return descending ? -difference : difference
    }
    return 0
  }
}

/** `^^` is a caret within a value. */
function splitAtCarets(text: string): string[] {
  return text
    .replaceAll('^^', '\0')
    .split('^')
    .map((part) => part.replaceAll('\0', '^'))
    .filter((part) => part !== '')
}

function readPart(scope: Scope, part: string, parsed: ParsedQuery): void {
  // How the platform's own lists end a query.
  if (part === 'EQ') return
  const order = /^ORDERBY(DESC)?(.+)$/.exec(part)
  if (order?.[2] !== undefined) {
    if (findField(scope.instance, scope.table, order[2]))
      parsed.order.push({ path: order[2], descending: order[1] === 'DESC' })
    else parsed.invalid.push(part)
    return
  }
  const joined = /^(OR|NQ)?(.*)$/s.exec(part)
  const [join, condition] = [joined?.[1], joined?.[2] ?? '']
  if (join === 'NQ') parsed.queries.push([])
  const query = parsed.queries.at(-1) ?? []
  const test = condition === '' ? undefined : readCondition(scope, condition)
  if (!test) {
    if (condition !== '') parsed.invalid.push(part)
    return
  }
  const last = query.at(-1)
  if (join === 'OR' && last) last.push(test)
  else query.push([test])
}

function readCondition({ instance, table, now }: Scope, condition: string): Test | undefined {
  const name = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*/.exec(condition)?.[0]
  const field = name === undefined ? undefined : findField(instance, table, name)
  if (name === undefined || !field) return undefined
  const rest = condition.slice(name.length)
  const relative = readRelative(rest, now)
  if (relative) return (row) => relative(valueAt(instance, table, row, name))
  const operator = OPERATORS.find((each) => rest.startsWith(each))
  if (operator === undefined) return undefined
  const value = rest.slice(operator.length)
  const numeric = field.type === 'integer'
  const other = operator === 'SAMEAS' || operator === 'NSAMEAS' ? value : undefined
  return (row) =>
    holds(
      operator,
      valueAt(instance, table, row, name),
      other === undefined ? value : valueAt(instance, table, row, other),
      numeric,
    )
}

const COMPARISONS: Readonly<Record<string, Operator>> = { GT: '>', GE: '>=', LT: '<', LE: '<=' }
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** `RELATIVEGE` and the like, as a distance from now: `hour@ago@2`, `day@ahead@7`. */
function readRelative(text: string, now: Date): ((value: string) => boolean) | undefined {
  const [, comparison = '', unit = '', direction, count] =
    /^RELATIVE(GT|GE|LT|LE)@?(\w+)@(ago|ahead)@(\d+)$/.exec(text) ?? []
  const [operator, unitMs] = [COMPARISONS[comparison], UNIT_MS[unit]]
  if (operator === undefined || unitMs === undefined) return undefined
  const distanceMs = (direction === 'ago' ? -1 : 1) * Number(count) * unitMs
  const instant = stamp(new Date(now.getTime() + distanceMs))
  return (value) => holds(operator, value, instant, false)
}

function holds(operator: Operator, actual: string, wanted: string, numeric: boolean): boolean {
  const has = (text: string): boolean => actual.toLowerCase().includes(text.toLowerCase())
  switch (operator) {
    case '=':
    case 'SAMEAS':
      return actual === wanted
    case '!=':
    case 'NSAMEAS':
      return actual !== wanted
    case '>':
      return actual !== '' && compare(actual, wanted, numeric) > 0
    case '>=':
      return actual !== '' && compare(actual, wanted, numeric) >= 0
    case '<':
      return actual !== '' && compare(actual, wanted, numeric) < 0
    case '<=':
      return actual !== '' && compare(actual, wanted, numeric) <= 0
    case 'IN':
      return wanted.split(',').includes(actual)
    case 'NOT IN':
      return !wanted.split(',').includes(actual)
    case 'LIKE':
      return has(wanted)
    case 'NOT LIKE':
      return !has(wanted)
    case 'STARTSWITH':
      return actual.toLowerCase().startsWith(wanted.toLowerCase())
    case 'ENDSWITH':
      return actual.toLowerCase().endsWith(wanted.toLowerCase())
    case 'BETWEEN': {
      const [from = '', to = ''] = wanted.split('@', 2)
      return actual !== '' && compare(actual, from, numeric) >= 0 && compare(actual, to, numeric) <= 0
    }
    case 'ISEMPTY':
    case 'EMPTYSTRING':
      return actual === ''
    case 'ISNOTEMPTY':
      return actual !== ''
    case 'ANYTHING':
      return true
  }
}

function compare(one: string, other: string, numeric: boolean): number {
  if (numeric) return Number(one) - Number(other)
  return one < other ? -1 : one > other ? 1 : 0
}
