import { emptyParameter, invalid, invalidInteger, noSuch, unknownParameter } from '../errors.ts'
import type { Param, Params } from '../form.ts'
import type { GivenMetadata } from '../metadata.ts'
import { type CollectionName, findById, type State } from '../state.ts'

/** Reads one parameter; `name` is its whole name (`items[0][price]`), for the refusal. */
export type Read<Value> = (value: Param, name: string, state: State) => Value
export type Fields = Readonly<Record<string, Read<unknown>>>
export type Values<Known extends Fields> = { [Name in keyof Known]?: ReturnType<Known[Name]> }

/** Reads parameters strictly: what is not known is refused. */
export function readFields<Known extends Fields>(
  params: Params,
  fields: Known,
  { state, prefix = '' }: { state: State; prefix?: string },
): Values<Known> {
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(params)) {
    const fullName = prefix === '' ? name : `${prefix}[${name}]`
    const read = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!read) throw unknownParameter(fullName)
    values[name] = read(value, fullName, state)
  }
  return values as Values<Known>
}

const LONGEST_TEXT = 5000

function plain(value: Param, name: string): string {
  if (typeof value !== 'string') throw invalid(`Invalid string: ${JSON.stringify(value)}`, name)
  return value
}

/** Text; an empty one clears the field. */
export const text: Read<string | null> = (value, name) => {
  const given = plain(value, name)
  if (given.length > LONGEST_TEXT)
    throw invalid(`Invalid string: must be at most ${LONGEST_TEXT} characters`, name)
  return given === '' ? null : given
}

/** Text that cannot be cleared. */
export const fullText: Read<string> = (value, name) => {
  const given = text(value, name, NOWHERE)
  if (given === null) throw emptyParameter(name)
  return given
}

const NOWHERE = {} as State

export const email: Read<string | null> = (value, name) => {
  const given = text(value, name, NOWHERE)
  if (given !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given))
    throw invalid(`Invalid email address: ${given}`, name, 'email_invalid')
  return given
}

export const url: Read<string> = (value, name) => {
  const given = plain(value, name)
  if (!/^https?:\/\//.test(given) || !URL.canParse(given))
    throw invalid('Not a valid URL', name, 'url_invalid')
  return given
}

export const integer: Read<number> = (value, name) => {
  const given = plain(value, name)
  if (!/^-?\d{1,15}$/.test(given)) throw invalidInteger(name, given)
  return Number(given)
}

export const positive: Read<number> = (value, name, state) => {
  const given = integer(value, name, state)
  if (given < 1) throw invalid('This value must be greater than or equal to 1.', name)
  return given
}

export const unsigned: Read<number> = (value, name, state) => {
  const given = integer(value, name, state)
  if (given < 0) throw invalid('This value must be greater than or equal to 0.', name)
  return given
}

/** A decimal with at most twelve places, as text. */
export const decimal: Read<string> = (value, name) => {
  const given = plain(value, name)
  if (!/^-?\d+(\.\d{1,12})?$/.test(given)) throw invalid(`Invalid decimal: ${given}`, name)
  return given
}

export const boolean: Read<boolean> = (value, name) => {
  if (value !== 'true' && value !== 'false') throw invalid(`Invalid boolean: ${String(value)}`, name)
  return value === 'true'
}

export function oneOf<const Known extends readonly string[]>(...known: Known): Read<Known[number]> {
  return (value, name) => {
    if (typeof value === 'string' && known.includes(value)) return value
    throw invalid(
      `Invalid ${name}: must be one of ${known.slice(0, -1).join(', ')}, or ${known.at(-1)}`,
      name,
    )
  }
}

/** The id of a record that is there. */
export function idOf(collection: CollectionName): Read<string> {
  return (value, name, state) => {
    const id = plain(value, name)
    if (!findById(state, id)) throw noSuch(collection, id, name, 400)
    return id
  }
}

/** What the reader takes, or an empty text, which is null. */
export function orUnset<Value>(read: Read<Value>): Read<Value | null> {
  return (value, name, state) => (value === '' ? null : read(value, name, state))
}

export function hashOf<Known extends Fields>(fields: Known): Read<Values<Known>> {
  return (value, name, state) => {
    if (typeof value === 'string' || Array.isArray(value)) throw invalid('Invalid object', name)
    return readFields(value, fields, { state, prefix: name })
  }
}

export function listOf<Value>(read: Read<Value>): Read<Value[]> {
  return (value, name, state) => {
    if (value === '') return []
    if (!Array.isArray(value)) throw invalid('Invalid array', name)
    return value.map((item, index) => read(item, `${name}[${index}]`, state))
  }
}

export const metadata: Read<GivenMetadata> = (value, name) => {
  if (value === '') return null
  if (typeof value === 'string') throw invalid('Invalid object', name)
  const given = Object.entries(value).map(([key, text]): [string, string] => [
    key,
    plain(text, `${name}[${key}]`),
  ])
  for (const [key, content] of given) {
    if (key.length > 40) throw invalid(`Metadata keys can have up to 40 characters. Key: ${key}`, name)
    if (content.length > 500)
      throw invalid('Metadata values can have up to 500 characters', `${name}[${key}]`)
  }
  return Object.fromEntries(given)
}

/** The fields that were given, of those that are stored as they are given. */
export function givenOf<Value extends object>(
  values: Value,
  ...names: (keyof Value & string)[]
): Partial<Value> {
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  ) as Partial<Value>
}
