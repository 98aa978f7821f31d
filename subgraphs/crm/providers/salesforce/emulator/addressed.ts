import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { DataRequest } from './data-request.ts'
import { notFound, SalesforceRefusal } from './errors.ts'
import { findField, findObject, type SObject } from './objects.ts'
import type { Row } from './org.ts'
import { attributesOf } from './soql/run.ts'

/** The object of an address; 404 for none. */
export function objectAt(name: string): SObject {
  const object = findObject(name)
  if (!object) throw notFound()
  return object
}

/** The external id of an address; 404 for a field that is none. */
export function externalIdAt(object: SObject, name: string): string {
  const field = findField(object, name)
  if (field !== undefined && object.externalIds.includes(field)) return field
  throw new SalesforceRefusal(
    404,
    'NOT_FOUND',
    `Provided external ID field does not exist or is not accessible: ${name}`,
  )
}

/** An external id that several rows share: 300 and their addresses; nothing is written. */
export function severalRows(request: DataRequest, object: SObject, rows: readonly Row[]): EmulatorResponse {
  return { status: 300, body: rows.map((row) => attributesOf(object, row, request.version).url) }
}
