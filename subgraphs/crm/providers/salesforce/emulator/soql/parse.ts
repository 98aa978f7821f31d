import { malformedQuery, queryPosition, SalesforceRefusal } from '../errors.ts'
import type { Condition, Literal, Operator, Path, Query, Selection } from './syntax.ts'
import { type Token, tokenise, unquote } from './tokens.ts'

const MAX_OFFSET = 2000
const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', 'LIKE'])

interface Parser {
  text: string
  tokens: Token[]
  position: number
}

/** Parses the part of SOQL that this stand-in answers; anything else is MALFORMED_QUERY. */
export function parseQuery(text: string): Query {
  const parser: Parser = { text, tokens: tokenise(text), position: 0 }
  const query = readQuery(parser)
  if (peek(parser).kind !== 'end') throw unexpected(parser)
  return query
}

function readQuery(parser: Parser): Query {
  expectWord(parser, 'SELECT')
  const select = readSelections(parser)
  expectWord(parser, 'FROM')
  const { value: name, at } = expectKind(parser, 'name')
  const where = takeWord(parser, 'WHERE') ? readOr(parser) : undefined
  const orderBy = takeWord(parser, 'ORDER') ? readOrderBy(parser) : []
  const limit = takeWord(parser, 'LIMIT') ? readCount(parser) : undefined
  const offset = takeWord(parser, 'OFFSET') ? readCount(parser) : 0
  if (offset > MAX_OFFSET) {
    throw new SalesforceRefusal(
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `Maximum SOQL offset allowed is ${MAX_OFFSET}`,
    )
  }
  return { text: parser.text, select, from: { name, at }, where, orderBy, limit, offset }
}

function readSelections(parser: Parser): Selection[] {
  const selections = [readSelection(parser)]
  while (takeSymbol(parser, ',')) selections.push(readSelection(parser))
  return selections
}

function readSelection(parser: Parser): Selection {
  if (takeSymbol(parser, '(')) {
    const query = readQuery(parser)
    expectSymbol(parser, ')')
    return { kind: 'children', query }
  }
  const path = readPath(parser)
  if (path.names.length === 1 && path.names[0]?.toUpperCase() === 'COUNT' && takeSymbol(parser, '(')) {
    expectSymbol(parser, ')')
    return { kind: 'count' }
  }
  return { kind: 'field', path }
}

function readPath(parser: Parser): Path {
  const { value, at } = expectKind(parser, 'name')
  return { names: value.split('.'), at }
}

/** SOQL refuses `a AND b OR c` without parentheses; so does this. */
function readOr(parser: Parser): Condition {
  const first = readNot(parser)
  const word = isWord(parser, 'AND') ? 'AND' : isWord(parser, 'OR') ? 'OR' : undefined
  if (!word) return first
  const parts = [first]
  while (takeWord(parser, word)) parts.push(readNot(parser))
  if (isWord(parser, 'AND') || isWord(parser, 'OR')) throw unexpected(parser)
  return { kind: word === 'AND' ? 'and' : 'or', parts }
}

function readNot(parser: Parser): Condition {
  if (takeWord(parser, 'NOT')) return { kind: 'not', part: readNot(parser) }
  if (!takeSymbol(parser, '(')) return readComparison(parser)
  const inner = readOr(parser)
  expectSymbol(parser, ')')
  return inner
}

function readComparison(parser: Parser): Condition {
  const path = readPath(parser)
  const negated = takeWord(parser, 'NOT')
  if (takeWord(parser, 'IN')) return { kind: 'in', path, negated, values: readValues(parser) }
  const token = next(parser)
  const operator = token.value === '<>' ? '!=' : token.value.toUpperCase()
  if (negated || !OPERATORS.has(operator)) throw unexpected(parser, token)
  return { kind: 'compare', path, operator: operator as Operator, value: readLiteral(parser) }
}

function readValues(parser: Parser): Literal[] {
  expectSymbol(parser, '(')
  const values = [readLiteral(parser)]
  while (takeSymbol(parser, ',')) values.push(readLiteral(parser))
  expectSymbol(parser, ')')
  return values
}

function readLiteral(parser: Parser): Literal {
  const token = next(parser)
  const word = token.value.toLowerCase()
  if (token.kind === 'text') return { kind: 'text', value: unquote(token.value) }
  if (token.kind === 'number') return { kind: 'number', value: Number(token.value) }
  if (token.kind === 'date' || token.kind === 'datetime') return { kind: token.kind, value: token.value }
  if (word === 'null') return { kind: 'null' }
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' }
  throw unexpected(parser, token)
}

function readOrderBy(parser: Parser): Query['orderBy'] {
  expectWord(parser, 'BY')
  const readKey = () => {
    const path = readPath(parser)
    const descending = takeWord(parser, 'DESC')
    if (!descending) takeWord(parser, 'ASC')
    return { path, descending, nullsLast: takeWord(parser, 'NULLS') && readNullsLast(parser) }
  }
  const keys = [readKey()]
  while (takeSymbol(parser, ',')) keys.push(readKey())
  return keys
}

function readNullsLast(parser: Parser): boolean {
  if (takeWord(parser, 'LAST')) return true
  expectWord(parser, 'FIRST')
  return false
}

function readCount(parser: Parser): number {
  const token = expectKind(parser, 'number')
  if (!/^\d+$/.test(token.value)) throw unexpected(parser, token)
  return Number(token.value)
}

function peek(parser: Parser): Token {
  const token = parser.tokens[parser.position] ?? parser.tokens.at(-1)
  if (!token) throw malformedQuery('unexpected token: <EOF>')
  return token
}

function next(parser: Parser): Token {
  const token = peek(parser)
  parser.position += 1
  return token
}

function isWord(parser: Parser, word: string): boolean {
  const token = peek(parser)
  return token.kind === 'name' && token.value.toUpperCase() === word
}

function takeWord(parser: Parser, word: string): boolean {
  const found = isWord(parser, word)
  if (found) parser.position += 1
  return found
}

function takeSymbol(parser: Parser, symbol: string): boolean {
  const token = peek(parser)
  const found = token.kind === 'symbol' && token.value === symbol
  if (found) parser.position += 1
  return found
}

function expectWord(parser: Parser, word: string): void {
  if (!takeWord(parser, word)) throw unexpected(parser)
}

function expectSymbol(parser: Parser, symbol: string): void {
  if (!takeSymbol(parser, symbol)) throw unexpected(parser)
}

function expectKind(parser: Parser, kind: Token['kind']): Token {
  const token = next(parser)
  if (token.kind !== kind) throw unexpected(parser, token)
  return token
}

function unexpected(parser: Parser, token: Token = peek(parser)): SalesforceRefusal {
  return malformedQuery(`${queryPosition(parser.text, token.at)}unexpected token: '${token.value}'`)
}
