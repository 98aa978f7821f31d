import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { Field, Fields } from '../record-types/field.ts'
import { RECORD_PATH, RECORD_TYPES, typeOf } from '../record-types/index.ts'
import type { RecordType } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'

const CATALOGUE = `${RECORD_PATH}/metadata-catalog`
const SCHEMA = 'application/schema+json'
const OPENAPI = 'application/swagger+json'

/** `GET /record/v1/metadata-catalog?select=customer,invoice`: the records of this account, or their description. */
export function showCatalogue(request: EmulatorRequest, { baseUrl }: Context): EmulatorResponse {
  const selected = request.query.get('select')
  const types =
    selected === null ? Object.values(RECORD_TYPES) : selected.split(',').map((name) => typeOf(request, name))
  const accept = String(request.headers.accept ?? '')
  if (accept.includes(OPENAPI)) return described(OPENAPI, openApi(types, baseUrl))
  if (accept.includes(SCHEMA)) return described(SCHEMA, { $schema: DRAFT, definitions: schemasOf(types) })
  return { status: 200, body: { items: types.map((type) => entry(type, baseUrl)) } }
}

/** `GET /record/v1/metadata-catalog/{type}` */
export function showMetadata(request: EmulatorRequest, { baseUrl }: Context): EmulatorResponse {
  const type = typeOf(request)
  return String(request.headers.accept ?? '').includes(OPENAPI)
    ? described(OPENAPI, openApi([type], baseUrl))
    : described(SCHEMA, { $schema: DRAFT, ...schemaOf(type) })
}

const DRAFT = 'http://json-schema.org/draft-06/hyper-schema#'
const described = (type: string, body: unknown): EmulatorResponse => ({
  status: 200,
  headers: { 'content-type': type },
  body,
})

function entry({ name }: RecordType, baseUrl: string): unknown {
  const href = `${baseUrl}${CATALOGUE}/${name}`
  return {
    name,
    links: [
      { rel: 'canonical', href, mediaType: 'application/json' },
      { rel: 'alternate', href, mediaType: OPENAPI },
      { rel: 'alternate', href, mediaType: SCHEMA },
      { rel: 'describes', href: `${baseUrl}${RECORD_PATH}/${name}` },
    ],
  }
}

const schemasOf = (types: readonly RecordType[]): Record<string, unknown> =>
  Object.fromEntries(types.map((type) => [type.name, schemaOf(type)]))

function openApi(types: readonly RecordType[], baseUrl: string): unknown {
  return {
    openapi: '3.0.1',
    info: { title: 'NetSuite REST Record API', version: 'v1' },
    servers: [{ url: baseUrl + RECORD_PATH }],
    paths: {},
    components: { schemas: schemasOf(types) },
  }
}

function schemaOf({ fields, sublists }: RecordType): Record<string, unknown> {
  const lists = Object.entries(sublists).map(([name, list]) => [name, listSchema(list.fields)])
  return {
    type: 'object',
    properties: {
      id: { title: 'Internal ID', type: 'string' },
      ...propertiesOf(fields),
      ...Object.fromEntries(lists),
    },
  }
}

const listSchema = (fields: Fields): unknown => ({
  type: 'object',
  properties: {
    items: { type: 'array', items: { type: 'object', properties: propertiesOf(fields) } },
    totalResults: { type: 'integer' },
  },
})

const propertiesOf = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, propertyOf(field)]))

const TYPES: Readonly<Record<Field['kind'], unknown>> = {
  text: { type: 'string' },
  number: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
  enum: {
    type: 'object',
    properties: { id: { type: 'string' }, refName: { type: 'string' } },
  },
  reference: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      externalId: { type: 'string' },
      refName: { type: 'string' },
    },
  },
  ignored: {},
}

function propertyOf({ kind, readOnly, names, target }: Field): unknown {
  return {
    ...(TYPES[kind] as object),
    ...(readOnly ? { readOnly: true } : {}),
    ...(names && Object.keys(names).length > 0 ? { enum: Object.keys(names) } : {}),
    ...(target ? { 'x-ns-record': target.record } : {}),
    nullable: true,
  }
}
