import type { SQLOutputValue } from 'node:sqlite'
import type { Field, Fields, Target } from '../record-types/field.ts'
import { recordUrl } from '../record-types/index.ts'
import type { Cells, RecordType, Sublist } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'

/** How the caller wants a record shown. */
export interface Format {
  /** Sublists and subrecords in full instead of links. */
  expanded: boolean
  /** Enumerations as their id alone, as before 2021.1. */
  simpleEnums: boolean
}

export type Body = Record<string, unknown>

/** A record's row as REST shows it: what is empty is left out. */
export function toBody(type: RecordType, row: Cells, context: Context, format: Format): Body {
  const self = recordUrl(context.baseUrl, type.name, String(row.id))
  const body: Body = {
    links: selfLink(self),
    id: String(row.id),
    ...showFields(type.fields, row, context, format),
    ...type.computed?.(row, context),
  }
  for (const [name, sublist] of Object.entries(type.sublists)) {
    const href = `${self}/${name}`
    body[name] = format.expanded
      ? showSublist(sublist, { row, href }, context, format)
      : { links: selfLink(href) }
  }
  return body
}

/** A sublist's lines with what REST puts around a collection. */
export function showSublist(
  sublist: Sublist,
  { row, href }: { row: Cells; href: string },
  context: Context,
  format: Format,
): Body {
  const rows = sublist.rows(row, context.state.database)
  const items = rows.map((line) => ({
    ...showFields(sublist.fields, line, context, format),
    ...(sublist.subrecord && {
      [sublist.subrecord.name]: showFields(sublist.subrecord.fields, line, context, format),
    }),
  }))
  return { links: selfLink(href), items, totalResults: items.length }
}

function showFields(fields: Fields, row: Cells, context: Context, format: Format): Body {
  const shown = Object.entries(fields)
    .filter(([, field]) => !field.writeOnly)
    .map(([name, field]) => [name, showValue(field, row[field.column], context, format)])
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined))
}

type Show = (field: Field, value: SQLOutputValue, context: Context, format: Format) => unknown

const SHOW: Readonly<Record<Field['kind'], Show>> = {
  text: (_, value) => String(value),
  date: (_, value) => String(value),
  instant: (_, value) => `${String(value).replace(' ', 'T')}Z`,
  boolean: (_, value) => value === 'T',
  number: ({ reversed }, value) => (reversed ? 0 - Number(value) : Number(value)),
  enum: ({ names = {} }, value, _, { simpleEnums }) => {
    const id = String(value)
    return simpleEnums ? id : { id, refName: names[id] ?? id }
  },
  reference: ({ target }, value, context) => target && showReference(target, value, context),
  ignored: () => undefined,
}

function showValue(
  field: Field,
  value: SQLOutputValue | undefined,
  context: Context,
  format: Format,
): unknown {
  return value === undefined || value === null ? undefined : SHOW[field.kind](field, value, context, format)
}

function showReference({ record, table, label }: Target, id: SQLOutputValue, context: Context): unknown {
  const { database } = context.state
  const row = database.prepare(`SELECT "${label}" AS label FROM "${table}" WHERE id = ?`).get(id)
  return {
    links: selfLink(recordUrl(context.baseUrl, record, String(id))),
    id: String(id),
    refName: row?.label == null ? undefined : String(row.label),
  }
}

export const selfLink = (href: string) => [{ rel: 'self', href }]
