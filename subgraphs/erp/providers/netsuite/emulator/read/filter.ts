import type { SQLInputValue } from 'node:sqlite'
import { invalidQuery, Refusal } from '../problems.ts'
import type { Field, Fields } from '../record-types/field.ts'

/** A condition of SQL and what it binds. */
export interface Condition {
  sql: string
  params: SQLInputValue[]
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\(|\)|[^\s()"[\]]+)/y

/**
 * `email START_WITH "a" AND NOT …`: the language of `?q=`. AND binds tighter than OR, brackets group.
 * A condition is `field OPERATOR [value]`; dates come in the account's format.
 */
export function parseFilter(q: string, fields: Fields): Condition {
  const tokens = tokenize(q)
  const condition = parseOr(tokens, fields)
  if (tokens.length > 0) throw badFilter(`Unexpected '${tokens[0]}'.`)
  return condition
}

function tokenize(q: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < q.trimEnd().length) {
    const match = TOKEN.exec(q)
    if (!match?.[1]) throw badFilter('Invalid or unsupported search.')
    tokens.push(match[1])
  }
  return tokens
}

const parseOr = (tokens: string[], fields: Fields): Condition =>
  parseChain(tokens, 'OR', () => parseAnd(tokens, fields))
const parseAnd = (tokens: string[], fields: Fields): Condition =>
  parseChain(tokens, 'AND', () => parseTerm(tokens, fields))

function parseChain(tokens: string[], word: string, next: () => Condition): Condition {
  const parts = [next()]
  while (tokens[0]?.toUpperCase() === word) {
    tokens.shift()
    parts.push(next())
  }
  return {
    sql: `(${parts.map(({ sql }) => sql).join(` ${word} `)})`,
    params: parts.flatMap(({ params }) => params),
  }
}

function parseTerm(tokens: string[], fields: Fields): Condition {
  const first = tokens.shift()
  if (first === undefined) throw badFilter('Invalid or unsupported search.')
  if (first === '(') {
    const inner = parseOr(tokens, fields)
    if (tokens.shift() !== ')') throw badFilter('Invalid or unsupported search.')
    return inner
  }
  const field = first === 'id' ? ID : fields[first]
  if (!field?.column) throw badFilter(`Field '${first}' not found.`)
  const name = tokens.shift()?.toUpperCase() ?? ''
  const build = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (!build) throw badFilter(`Operator '${name}' is not supported.`)
  const values = build.length < 2 ? [] : readOperand(tokens.shift(), field)
  const column = `${field.reversed ? '-' : ''}r."${field.column}"`
  return build(column, values)
}

const ID: Field = { kind: 'number', column: 'id' }

type Build = (column: string, values: SQLInputValue[]) => Condition

const compare =
  (operator: string): Build =>
  (column, values) => ({ sql: `${column} ${operator} ?`, params: values.slice(0, 1) })
const like =
  (before: string, after: string): Build =>
  (column, values) => ({ sql: `${column} LIKE ?`, params: [`${before}${values[0]}${after}`] })
const negated =
  (build: Build): Build =>
  (column, values) => {
    const { sql, params } = build(column, values)
    return { sql: `NOT (${sql})`, params }
  }
const anyOf: Build = (column, values) => ({
  sql: `${column} IN (${values.map(() => '?').join(', ')})`,
  params: values,
})
const between: Build = (column, values) => ({
  sql: `${column} BETWEEN ? AND ?`,
  params: values.slice(0, 2),
})
/** A moment of that day, whether the column holds days or instants. */
const onDay: Build = (column, values) => ({
  sql: `substr(${column}, 1, 10) = ?`,
  params: values.slice(0, 1),
})
const byDay =
  (operator: string): Build =>
  (column, values) => ({ sql: `substr(${column}, 1, 10) ${operator} ?`, params: values.slice(0, 1) })

const OPERATORS: Readonly<Record<string, Build>> = {
  IS: compare('='),
  IS_NOT: compare('<>'),
  EQUAL: compare('='),
  EQUAL_NOT: compare('<>'),
  GREATER: compare('>'),
  GREATER_OR_EQUAL: compare('>='),
  LESS: compare('<'),
  LESS_OR_EQUAL: compare('<='),
  CONTAIN: like('%', '%'),
  CONTAIN_NOT: negated(like('%', '%')),
  START_WITH: like('', '%'),
  START_WITH_NOT: negated(like('', '%')),
  END_WITH: like('%', ''),
  END_WITH_NOT: negated(like('%', '')),
  ANY_OF: anyOf,
  ANY_OF_NOT: negated(anyOf),
  BETWEEN: between,
  BETWEEN_NOT: negated(between),
  ON: onDay,
  ON_NOT: negated(onDay),
  AFTER: byDay('>'),
  ON_OR_AFTER: byDay('>='),
  BEFORE: byDay('<'),
  ON_OR_BEFORE: byDay('<='),
  EMPTY: (column) => ({ sql: `${column} IS NULL`, params: [] }),
  EMPTY_NOT: (column) => ({ sql: `${column} IS NOT NULL`, params: [] }),
}

function readOperand(token: string | undefined, field: Field): SQLInputValue[] {
  if (token === undefined) throw badFilter('Invalid or unsupported search.')
  const texts = token.startsWith('[') ? token.slice(1, -1).split(',') : [token]
  return texts.map((text) => readValue(unquote(text.trim()), field))
}

function readValue(text: string, { kind }: Field): SQLInputValue {
  if (kind === 'boolean') return text.toLowerCase() === 'true' ? 'T' : 'F'
  if (kind === 'number' || kind === 'reference') return Number(text)
  if (kind !== 'date' && kind !== 'instant') return text
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (!parts) throw badFilter(`Invalid date '${text}'.`)
  const [, month = '', day = '', year] = parts
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const unquote = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text

const badFilter = (description: string): Refusal =>
  new Refusal(invalidQuery(`Search error occurred: ${description}`))
