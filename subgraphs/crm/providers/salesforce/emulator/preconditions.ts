import { createHash } from 'node:crypto'
import type { DataRequest } from './data-request.ts'
import { SalesforceRefusal } from './errors.ts'
import type { SObject } from './objects.ts'
import type { Row } from './org.ts'

/** `Last-Modified`, and for accounts, which alone have one, `ETag`. */
export function validatorsOf(row: Row, { name }: SObject): Record<string, string> {
  return {
    'last-modified': new Date(modifiedAt(row)).toUTCString(),
    ...(name === 'Account' ? { etag: etagOf(row) } : {}),
  }
}

/** True for a read whose caller has the row already: 304. A date that is none is ignored. */
export function isNotModified(request: DataRequest, row: Row, object: SObject): boolean {
  const known = object.name === 'Account' ? header(request, 'if-none-match') : undefined
  if (known !== undefined) return tagsOf(known).some((tag) => tag === '*' || tag === etagOf(row))
  const since = Date.parse(header(request, 'if-modified-since') ?? '')
  return modifiedAt(row) <= since
}

/** Refuses a write with 412 when the row is no longer what its caller saw, to the second. */
export function assertUnmodified(request: DataRequest, row: Row, object: SObject): void {
  const tags = object.name === 'Account' ? header(request, 'if-match') : undefined
  if (tags !== undefined && !tagsOf(tags).some((tag) => tag === '*' || tag === etagOf(row)))
    throw preconditionFailed()
  const date = header(request, 'if-unmodified-since')
  if (date === undefined) return
  const since = Date.parse(date)
  if (!/^[A-Z][a-z]{2}, /.test(date) || Number.isNaN(since))
    throw new SalesforceRefusal(
      400,
      'INVALID_HEADER',
      `Invalid value for header If-Unmodified-Since: ${date}`,
    )
  if (modifiedAt(row) > since) throw preconditionFailed()
}

/** The guide does not show this body; clients may only rely on the status. */
const preconditionFailed = (): SalesforceRefusal =>
  new SalesforceRefusal(412, 'PRECONDITION_FAILED', 'The record was modified since it was read')

const modifiedAt = ({ LastModifiedDate }: Row): number =>
  Math.floor(Date.parse(String(LastModifiedDate)) / 1000) * 1000

const etagOf = ({ Id, SystemModstamp }: Row): string =>
  `"${createHash('sha1').update(`${Id}/${SystemModstamp}`).digest('base64')}"`

const tagsOf = (value: string): string[] => value.split(',').map((tag) => tag.trim().replace(/--gzip"$/, '"'))

function header({ headers }: DataRequest, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
