import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { nonexistent } from '../problems.ts'
import { recordUrl, typeOf } from '../record-types/index.ts'
import { findRow } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { type Body, type Format, showSublist, toBody } from './present.ts'

const singular = (body: Body): EmulatorResponse => ({
  status: 200,
  headers: { 'content-type': 'application/vnd.oracle.resource+json; type=singular; charset=UTF-8' },
  body,
})

/** `GET /record/v1/{type}/{id}`, where id may be `eid:{external id}`. */
export function getRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const type = typeOf(request)
  const row = findRow(context.state.database, type, request.params.id ?? '')
  if (!row) throw nonexistent(request.path)
  const body = toBody(type, row, context, formatOf(request))
  return singular(select(body, request.query.get('fields')))
}

/** `GET /record/v1/{type}/{id}/{sublist}`: where the links of an unexpanded record lead. */
export function getSublist(request: EmulatorRequest, context: Context): EmulatorResponse {
  const type = typeOf(request)
  const name = request.params.sublist ?? ''
  const sublist = Object.hasOwn(type.sublists, name) ? type.sublists[name] : undefined
  const row = findRow(context.state.database, type, request.params.id ?? '')
  if (!sublist || !row) throw nonexistent(request.path)
  const href = `${recordUrl(context.baseUrl, type.name, String(row.id))}/${name}`
  return singular(showSublist(sublist, { row, href }, context, formatOf(request)))
}

const formatOf = ({ query }: EmulatorRequest): Format => ({
  expanded: query.get('expandSubResources') === 'true',
  simpleEnums: query.get('simpleEnumFormat') === 'true',
})

function select(body: Body, fields: string | null): Body {
  if (fields === null) return body
  const wanted = new Set(['links', 'id', ...fields.split(',')])
  return Object.fromEntries(Object.entries(body).filter(([name]) => wanted.has(name)))
}
