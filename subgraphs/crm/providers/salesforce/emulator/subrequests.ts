import type { DataRequest } from './data-request.ts'
import { SalesforceRefusal } from './errors.ts'

/** One part of a composite, batch or graph call. */
export interface Part {
  method: string
  url: string
  referenceId: string
  body: unknown
  headers: Record<string, string>
}

export const requiredMissing = (name: string): SalesforceRefusal =>
  new SalesforceRefusal(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${name}]`)

export const limitExceeded = (message: string): SalesforceRefusal =>
  new SalesforceRefusal(400, 'LIMIT_EXCEEDED', `Limit exceeded. ${message}`)

/** The parts of a body member that must be a list of `most` at most. */
export function partsOf(value: unknown, name: string, most: number): Part[] {
  if (!Array.isArray(value) || value.length === 0) throw requiredMissing(name)
  if (value.length > most) throw limitExceeded(`Maximum number of subrequests is ${most}`)
  return value.map((part: Record<string, unknown>) => ({
    method: String(part.method ?? 'GET').toUpperCase(),
    url: String(part.url ?? ''),
    referenceId: String(part.referenceId ?? ''),
    body: part.body ?? part.richInput,
    headers: lowerCased(part.httpHeaders),
  }))
}

function lowerCased(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {}
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}

/** A part as a data call of its own, at the version that its address names. */
export function toSubrequest(outer: DataRequest, { method, url, body, headers }: Part): DataRequest {
  const [path = '', query = ''] = url.split('?', 2)
  const [, version = outer.version, rest = ''] = /^\/services\/data\/(v\d+\.\d)(\/.*)?$/.exec(path) ?? []
  return {
    ...outer,
    method,
    version,
    path: rest.replace(/\/$/, ''),
    query: new URLSearchParams(query),
    headers,
    body,
  }
}
