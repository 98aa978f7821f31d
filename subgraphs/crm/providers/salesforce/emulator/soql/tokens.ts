import { malformedQuery, queryPosition } from '../errors.ts'

export interface Token {
  kind: 'name' | 'text' | 'number' | 'date' | 'datetime' | 'symbol' | 'end'
  value: string
  at: number
}

const PATTERNS: readonly [Token['kind'], RegExp][] = [
  ['datetime', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})/y],
  ['date', /\d{4}-\d{2}-\d{2}/y],
  ['number', /[-+]?\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/y],
  ['text', /'(?:[^'\\]|\\.)*'/y],
  ['symbol', /<=|>=|!=|<>|[=<>(),]/y],
]

/** Cuts a query into tokens; the last one is `end`. */
export function tokenise(query: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < query.length) {
    if (/\s/.test(query.charAt(at))) at += 1
    else {
      const token = tokenAt(query, at)
      tokens.push(token)
      at += token.value.length
    }
  }
  return [...tokens, { kind: 'end', value: '<EOF>', at: query.length }]
}

function tokenAt(query: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const match = pattern.exec(query)
    if (match) return { kind, value: match[0], at }
  }
  throw malformedQuery(`${queryPosition(query, at)}unexpected token: '${query.charAt(at)}'`)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** The text of a quoted literal: `'It\'s'` → `It's`. */
export function unquote(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char)
}
