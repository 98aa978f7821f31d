import { queryPosition, SalesforceRefusal } from '../errors.ts'
import type { FieldKind, SObject } from '../objects.ts'
import type { FieldValue, Org, Row } from '../org.ts'
import { type ResolvedPath, resolvePath, valueAt } from './resolve.ts'
import type { Condition, Literal, Operator, Path } from './syntax.ts'

export type Predicate = (row: Row) => boolean

/** Compiles a WHERE clause against an object, refusing unknown fields and literals of the wrong type. */
export function toPredicate(
  condition: Condition,
  { org, object, text }: { org: Org; object: SObject; text: string },
): Predicate {
  const compile = (part: Condition): Predicate => toPredicate(part, { org, object, text })
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map(compile)
      return (row) => parts.every((part) => part(row))
    }
    case 'or': {
      const parts = condition.parts.map(compile)
      return (row) => parts.some((part) => part(row))
    }
    case 'not': {
      const part = compile(condition.part)
      return (row) => !part(row)
    }
    case 'in': {
      const path = resolvePath(condition.path, object, text)
      const wanted = new Set(condition.values.map((value) => toKey(path, value, condition.path, text)))
      return (row) => wanted.has(keyOf(path.kind, valueAt(org, row, path))) !== condition.negated
    }
    case 'compare': {
      const path = resolvePath(condition.path, object, text)
      const wanted = toKey(path, condition.value, condition.path, text)
      const test = testOf(condition.operator, wanted)
      return (row) => test(keyOf(path.kind, valueAt(org, row, path)))
    }
  }
}

type Key = string | number | boolean | null

/** Text compares without case, ids by their first 15 characters, instants as milliseconds. */
export function keyOf(kind: FieldKind, value: FieldValue): Key {
  if (typeof value !== 'string') return value
  if (kind === 'id' || kind === 'reference') return value.slice(0, 15)
  if (kind === 'datetime') return Date.parse(value)
  return kind === 'date' ? value : value.toLowerCase()
}

const LITERALS: Readonly<Record<FieldKind, readonly Literal['kind'][]>> = {
  id: ['text'],
  reference: ['text'],
  string: ['text'],
  picklist: ['text'],
  multipicklist: ['text'],
  boolean: ['boolean'],
  int: ['number'],
  double: ['number'],
  percent: ['number'],
  currency: ['number'],
  date: ['date'],
  datetime: ['datetime'],
}

function toKey(path: ResolvedPath, literal: Literal, written: Path, text: string): Key {
  if (literal.kind === 'null') return null
  if (!LITERALS[path.kind].includes(literal.kind)) {
    const quoted = literal.kind === 'text'
    throw new SalesforceRefusal(
      400,
      'INVALID_FIELD',
      `${queryPosition(text, written.at)}value of filter criterion for field '${path.field}' must be of type ` +
        `${path.kind}${quoted ? ' and should not be enclosed in quotes' : ''}`,
    )
  }
  return keyOf(path.kind, literal.value)
}

function testOf(operator: Operator, wanted: Key): (value: Key) => boolean {
  switch (operator) {
    case '=':
      return (value) => value === wanted
    case '!=':
      return (value) => value !== wanted
    case 'LIKE': {
      const pattern = toPattern(String(wanted))
      return (value) => typeof value === 'string' && pattern.test(value)
    }
    default:
      return (value) => isInOrder(operator, value, wanted)
  }
}

/** Null is neither smaller nor larger than anything. */
function isInOrder(operator: '<' | '<=' | '>' | '>=', value: Key, wanted: Key): boolean {
  if (value === null || wanted === null) return false
  switch (operator) {
    case '<':
      return value < wanted
    case '<=':
      return value <= wanted
    case '>':
      return value > wanted
    case '>=':
      return value >= wanted
  }
}

/** `%` is any text, `_` any one character. */
function toPattern(like: string): RegExp {
  const source = like
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.')
  return new RegExp(`^${source}$`, 's')
}
