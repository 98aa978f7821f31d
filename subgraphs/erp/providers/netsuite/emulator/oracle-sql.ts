import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

/** What a column of a row may hold. */
export type Cell = SQLOutputValue

/** Teaches the engine the Oracle functions that SuiteQL offers and SQLite lacks. */
export function addOracleFunctions(database: DatabaseSync): void {
  const pure = { deterministic: true }
  database.function('to_date', pure, (text: Cell, format: Cell) =>
    text === null ? null : parseDate(String(text), String(format)),
  )
  database.function('to_number', pure, (text: Cell) => (text === null ? null : Number(text)))
  database.function('nvl', pure, (value: Cell, otherwise: Cell) => value ?? otherwise)
  database.function('to_char', { ...pure, varargs: true }, (value: Cell, format: Cell = null) => {
    if (value === null) return null
    if (typeof format === 'string') return formatDate(String(value), format)
    return typeof value === 'number' ? numberText(value).replace(/^(-?)0\./, '$1.') : String(value)
  })
}

/**
 * Rewrites SuiteQL into the engine's dialect: the table and column named `transaction` (a keyword here), `BUILTIN.DF`,
 * `BUILTIN.CF` and `FETCH FIRST`. Text inside quotes stays as it is.
 */
export function toEngineSql(query: string): string {
  return query
    .split(/('(?:[^']|'')*')/)
    .map((part, index) => (index % 2 === 1 ? part : rewrite(part)))
    .join('')
}

/** How many `?` a query has outside quotes. */
export function countParameters(query: string): number {
  return query.replaceAll(/'(?:[^']|'')*'/g, '').split('?').length - 1
}

function rewrite(sql: string): string {
  return sql
    .replaceAll(/\bBUILTIN\.DF\(\s*(\w+)\.(\w+)\s*\)/gi, (_, alias: string, column: string) =>
      displayOf(alias, column),
    )
    .replaceAll(/\bBUILTIN\.CF\(\s*(\w+)\.status\s*\)/gi, "($1.type || ':' || $1.status)")
    .replaceAll(/\bFETCH\s+FIRST\s+(\d+)\s+ROWS\s+ONLY\b/gi, 'LIMIT $1')
    .replaceAll(/(?<!")\btransaction\b(?!")/gi, '"transaction"')
}

/** Column → the table it refers to and that table's display column. */
const DISPLAY: Readonly<Record<string, readonly [table: string, column: string]>> = {
  currency: ['currency', 'name'],
  entity: ['customer', 'altname'],
  subsidiary: ['subsidiary', 'name'],
  terms: ['term', 'name'],
  item: ['item', 'itemid'],
  postingperiod: ['accountingperiod', 'periodname'],
  revenuerecognitionrule: ['revenuerecognitionrule', 'name'],
  taxschedule: ['taxschedule', 'name'],
  incomeaccount: ['account', 'fullname'],
  account: ['account', 'fullname'],
}

function displayOf(alias: string, column: string): string {
  const target = DISPLAY[column.toLowerCase()]
  if (!target) return `${alias}.${column}`
  return `(SELECT shown.${target[1]} FROM ${target[0]} shown WHERE shown.id = ${alias}.${column})`
}

/** A result cell as NetSuite sends it: text, whatever the column's type; dates in the account's format. */
export function cellText(value: Cell, declaredType: string | null): string | undefined {
  if (value === null) return undefined
  if (declaredType === 'DATE') return formatDate(String(value), 'MM/DD/YYYY')
  return typeof value === 'number' ? numberText(value) : String(value)
}

/** At most eight digits after the point: what a ledger keeps, and what hides binary fractions. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return value
    .toFixed(8)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0')
}

const TOKENS = /YYYY|MM|DD|HH24|MI|SS|"[^"]*"/g
const PARTS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  YYYY: [0, 4],
  MM: [5, 7],
  DD: [8, 10],
  HH24: [11, 13],
  MI: [14, 16],
  SS: [17, 19],
}

function formatDate(stored: string, format: string): string {
  const whole = stored.length > 10 ? stored : `${stored} 00:00:00`
  return format.replaceAll(TOKENS, (token) => {
    const range = PARTS[token]
    return range ? whole.slice(...range) : token.slice(1, -1)
  })
}

function parseDate(text: string, format: string): string {
  const found: Record<string, string> = { YYYY: '0000', MM: '01', DD: '01', HH24: '00', MI: '00', SS: '00' }
  let shift = 0
  for (const match of format.matchAll(TOKENS)) {
    const token = match[0]
    const length = token.startsWith('"') ? token.length - 2 : token === 'HH24' ? 2 : token.length
    if (!token.startsWith('"')) found[token] = text.slice(match.index + shift, match.index + shift + length)
    shift += length - token.length
  }
  const day = `${found.YYYY}-${found.MM}-${found.DD}`
  return format.includes('HH24') ? `${day} ${found.HH24}:${found.MI}:${found.SS}` : day
}
