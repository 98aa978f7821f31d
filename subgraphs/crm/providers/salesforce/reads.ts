import type { z } from 'zod'
import type { ListedRecord, ListRequest } from '#crm/provider.ts'
import { type Answer, answerOf } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import { type Listed, naming, toUnreadable, type UnreadableRecord } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import type { SalesforceClient } from './client.ts'
import type { SalesforceFields } from './fields.ts'
import type { NativeRow } from './query-rows.ts'
import { idKey, inConditions, isRecordId, quote, selectListOf, withProviderNames } from './soql.ts'
import type { MappingContext } from './to-canonical/record.ts'

/** One kind of native record: where it lives, what we read of it, and what it becomes. */
export interface NativeKind<Schema extends z.ZodObject, Canonical> {
  object: string
  schema: Schema
  custom?: SalesforceFields['customerCustom']
  toCanonical(native: z.infer<Schema>, context: MappingContext): Canonical
}

/** Compiled for one connection. */
export interface Reader<Canonical> {
  object: string
  select: string
  refOf(row: NativeRow): NativeRef
  /** INVALID_RESPONSE, with the record's name, for a row that is not what the vendor's reference promises. */
  toRecord(row: NativeRow): Canonical | WeftError
}

export function createReader<Schema extends z.ZodObject, Canonical>(
  kind: NativeKind<Schema, Canonical>,
  context: MappingContext,
): Reader<Canonical> {
  const { object, schema } = kind
  const { fields, connection } = context
  const refOf = ({ Id }: NativeRow): NativeRef => ({
    connectionId: connection.id,
    objectType: object,
    nativeId: String(Id),
  })
  const invalid = (row: NativeRow, cause: unknown): WeftError =>
    naming(
      refOf(row),
      new WeftError('INVALID_RESPONSE', `a record of ${object} is not as expected`, {}, cause),
    )
  return {
    object,
    select: selectListOf(schema, fields, kind.custom),
    refOf,
    toRecord(row) {
      const parsed = schema.safeParse(withProviderNames(row, fields))
      if (!parsed.success) return invalid(row, parsed.error)
      try {
        return kind.toCanonical(parsed.data, context)
      } catch (error) {
        if (error instanceof WeftError) return invalid(row, error)
        throw error
      }
    },
  }
}

/** The field that records are looked up by. Of several records with the same value the newest is taken. */
export interface LookupField {
  name: string
  holdsRecordIds: boolean
}

const BY_ID: LookupField = { name: 'Id', holdsRecordIds: true }

/** Records by id, or by another field, in the order asked. */
export async function getRecords<Canonical>(
  client: SalesforceClient,
  reader: Reader<Canonical>,
  { keys, by = BY_ID }: { keys: readonly string[]; by?: LookupField },
  call: CallContext,
): Promise<Answer<Canonical>[]> {
  const keyOf = by.holdsRecordIds ? idKey : (key: string) => key
  const asked = [...new Set(by.holdsRecordIds ? keys.filter(isRecordId) : keys)]
  const order = by === BY_ID ? '' : ' ORDER BY CreatedDate, Id'
  const rows = await queryAll(
    client,
    inConditions(by.name, asked).map(
      (condition) => `SELECT ${reader.select} FROM ${reader.object} WHERE ${condition}${order}`,
    ),
    call,
  )
  const byKey = new Map(rows.map((row) => [keyOf(String(row[by.name])), row]))
  return keys.map((key) => {
    const row = byKey.get(keyOf(key))
    return row && reader.toRecord(row)
  })
}

/** A child relationship: of which object, under which name, with what order. */
export interface Children<Canonical> {
  parent: string
  relationship: string
  reader: Reader<Canonical>
}

const NEWEST_FIRST = 'ORDER BY CreatedDate DESC, Id DESC'

/**
 * One page of an account's children for each request. The limit stands inside the sub-query, so that it holds for each
 * account: a large one cannot crowd the others out.
 */
export async function listChildren<Request extends ListRequest, Canonical extends ListedRecord>(
  client: SalesforceClient,
  { parent, relationship, reader }: Children<Canonical>,
  requests: readonly Request[],
  { conditionOf, call }: { conditionOf(request: Request): string | undefined; call: CallContext },
): Promise<Answer<Page<Listed<Canonical>>>[]> {
  const children = (request: Request): string => {
    const conditions = [conditionOf(request), afterCondition(request)].filter((part) => part !== undefined)
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
    return `SELECT ${reader.select} FROM ${relationship}${where} ${NEWEST_FIRST} LIMIT ${request.first + 1}`
  }
  const groups = Map.groupBy(requests, children)
  const found = await Promise.all(
    [...groups].map(async ([subQuery, members]) => {
      const ids = members.map(({ customerNativeId }) => customerNativeId)
      return [subQuery, await childRows(client, { parent, relationship, subQuery, ids }, call)] as const
    }),
  )
  const bySubQuery = new Map(found)
  return requests.map((request) => {
    const rows = bySubQuery.get(children(request))?.get(idKey(request.customerNativeId))
    return rows && toPage(rows, request, reader)
  })
}

function afterCondition({ after }: ListRequest): string | undefined {
  if (!after) return undefined
  const createdAt = after.at.toISOString()
  return `(CreatedDate < ${createdAt} OR (CreatedDate = ${createdAt} AND Id < ${quote(after.nativeId)}))`
}

function toPage<Canonical extends ListedRecord>(
  rows: readonly NativeRow[],
  { first, after }: ListRequest,
  reader: Reader<Canonical>,
): Page<Listed<Canonical>> {
  const items: Listed<Canonical>[] = []
  for (const row of rows.slice(0, first)) {
    const record = reader.toRecord(row)
    const place = items.at(-1)?.createdAt ?? after?.at
    items.push(record instanceof WeftError ? unreadable(row, place, { reader, failure: record }) : record)
  }
  return { items, hasNextPage: rows.length > first }
}

/** Stands where its row says, and behind the row before it where the row does not say. */
function unreadable<Canonical>(
  row: NativeRow,
  place: Date | undefined,
  { reader, failure }: { reader: Reader<Canonical>; failure: WeftError },
): UnreadableRecord {
  const createdAt = new Date(String(row.CreatedDate))
  const isDated = !Number.isNaN(createdAt.getTime())
  return toUnreadable(reader.refOf(row), isDated ? createdAt : (place ?? new Date()), failure)
}

function orThrow<Canonical>(record: Canonical | WeftError): Canonical {
  if (record instanceof WeftError) throw record
  return record
}

/**
 * Every child of each parent: the lines of a document, in the order that `orderBy` says. A document without one of its
 * lines would be another document: a line that cannot be read fails the document's lines.
 */
export async function getLines<Canonical>(
  client: SalesforceClient,
  { parent, relationship, reader, orderBy }: Children<Canonical> & { orderBy: string },
  parentIds: readonly string[],
  call: CallContext,
): Promise<Answer<Canonical[]>[]> {
  const subQuery = `SELECT ${reader.select} FROM ${relationship} ORDER BY ${orderBy}`
  const rows = await childRows(client, { parent, relationship, subQuery, ids: parentIds }, call)
  return parentIds.map((id) => {
    return answerOf(() => rows.get(idKey(id))?.map((row) => orThrow(reader.toRecord(row))))
  })
}

/** Child rows by the key of their parent; a parent that is not there is not in the map. */
async function childRows(
  client: SalesforceClient,
  query: { parent: string; relationship: string; subQuery: string; ids: readonly string[] },
  call: CallContext,
): Promise<Map<string, NativeRow[]>> {
  const { parent, relationship, subQuery } = query
  const ids = [...new Set(query.ids.filter(isRecordId))]
  const parents = await queryAll(
    client,
    inConditions('Id', ids).map((condition) => `SELECT Id, (${subQuery}) FROM ${parent} WHERE ${condition}`),
    call,
  )
  return new Map(parents.map((row) => [idKey(String(row.Id)), (row[relationship] ?? []) as NativeRow[]]))
}

async function queryAll(
  client: SalesforceClient,
  queries: readonly string[],
  call: CallContext,
): Promise<NativeRow[]> {
  return (await Promise.all(queries.map((soql) => client.query(soql, call)))).flat()
}
