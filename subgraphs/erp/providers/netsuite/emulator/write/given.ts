import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { EmulatorRequest } from '#shared/emulator/emulator.ts'
import { problem, Refusal } from '../problems.ts'
import type { Fields } from '../record-types/field.ts'
import type { RecordType, Sublist } from '../record-types/record-type.ts'
import { isObject, type Json, type JsonObject, parseBody } from './json.ts'
import { toCell } from './values.ts'

/** Column → what the caller wants in it. Numbers are decimal text, and have the sign that REST shows. */
export type GivenCells = Record<string, SQLInputValue>

export interface GivenLine {
  cells: GivenCells
  path: string
}

export interface GivenList {
  lines: readonly GivenLine[]
  /** `?replace=`: these lines and no others. */
  replace: boolean
}

/** A request's body, checked and read into columns. */
export interface Given {
  cells: GivenCells
  lists: Readonly<Record<string, GivenList>>
}

interface Reading {
  database: DatabaseSync
  /** `X-NetSuite-PropertyNameValidation`: Warning, the default, lets an unknown name pass unheard. */
  refusesNames: boolean
  /** `X-NetSuite-PropertyValueValidation`: Error is the default. */
  refusesValues: boolean
}

export function readGiven(request: EmulatorRequest, type: RecordType, database: DatabaseSync): Given {
  const reading: Reading = {
    database,
    refusesNames: headerValue(request, 'x-netsuite-propertynamevalidation', 'Warning') === 'Error',
    refusesValues: headerValue(request, 'x-netsuite-propertyvaluevalidation', 'Error') === 'Error',
  }
  const body = parseBody(request.body)
  const replaced = new Set((request.query.get('replace') ?? '').split(','))
  const lists = Object.entries(type.sublists)
    .filter(([name]) => body[name] !== undefined)
    .map(([name, sublist]) => [
      name,
      { lines: readLines(name, sublist, body[name], reading), replace: replaced.has(name) },
    ])
  const known = { ...type.fields, ...type.sublists }
  refuseUnknown(body, known, { reading, path: '' })
  return { cells: readCells(body, type.fields, '', reading), lists: Object.fromEntries(lists) }
}

const LEVELS = ['Error', 'Warning', 'Ignore']

function headerValue(request: EmulatorRequest, name: string, absent: string): string {
  const value = String(request.headers[name] ?? absent)
  const level = LEVELS.find((known) => known.toLowerCase() === value.toLowerCase())
  if (level) return level
  throw new Refusal(
    problem(400, 'INVALID_HEADER', `Invalid value '${value}' of the header.`, { 'o:errorHeader': name }),
  )
}

/** What every record has besides its fields. */
const ALWAYS_KNOWN = new Set(['id', 'links', 'refName'])

function refuseUnknown(
  body: JsonObject,
  known: Readonly<Record<string, unknown>>,
  { reading, path }: { reading: Reading; path: string },
): void {
  if (!reading.refusesNames) return
  const stranger = Object.keys(body).find((name) => !Object.hasOwn(known, name) && !ALWAYS_KNOWN.has(name))
  if (stranger === undefined) return
  throw new Refusal(
    problem(400, 'INVALID_CONTENT', `Unknown property name '${stranger}'.`, {
      'o:errorPath': path + stranger,
    }),
  )
}

function readCells(body: JsonObject, fields: Fields, prefix: string, reading: Reading): GivenCells {
  const cells: GivenCells = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = body[name]
    if (value === undefined || field.readOnly || field.kind === 'ignored') continue
    try {
      cells[field.column] = toCell(value, field, { name, path: prefix + name }, reading.database)
    } catch (error) {
      if (!(error instanceof Refusal) || reading.refusesValues) throw error
    }
  }
  return cells
}

/** `{"items": [{…}]}`. */
function readLines(
  name: string,
  { fields, subrecord }: Sublist,
  value: Json | undefined,
  reading: Reading,
): GivenLine[] {
  const items = isObject(value) ? value.items : undefined
  if (!Array.isArray(items)) {
    throw new Refusal(
      problem(400, 'INVALID_CONTENT', `The sublist '${name}' must have the form {"items": […]}.`, {
        'o:errorPath': name,
      }),
    )
  }
  return items.map((item, index) => {
    const path = `${name}.items[${index}].`
    const body = isObject(item) ? item : {}
    const nested = subrecord ? body[subrecord.name] : undefined
    refuseUnknown(body, { ...fields, ...(subrecord ? { [subrecord.name]: true } : {}) }, { reading, path })
    const inner =
      subrecord && isObject(nested)
        ? readCells(nested, subrecord.fields, `${path}${subrecord.name}.`, reading)
        : {}
    return { path, cells: { ...readCells(body, fields, path, reading), ...inner } }
  })
}
