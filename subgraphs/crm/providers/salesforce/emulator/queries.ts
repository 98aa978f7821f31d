import { randomBytes } from 'node:crypto'
import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { DataRequest } from './data-request.ts'
import { malformedQuery, SalesforceRefusal } from './errors.ts'
import { type Cursor, withDeletedRows } from './org.ts'
import { runQuery } from './soql/run.ts'

const DEFAULT_BATCH = 2000
const SMALLEST_BATCH = 200
const MAX_SOQL_CHARACTERS = 100_000
const CURSOR_MS = 2 * 24 * 60 * 60 * 1000

/** `GET /query?q=` */
export function answerQuery(request: DataRequest): EmulatorResponse {
  const soql = request.query.get('q')
  if (soql === null) throw malformedQuery('SOQL statements cannot be empty or null')
  if (soql.length > MAX_SOQL_CHARACTERS)
    throw new SalesforceRefusal(
      400,
      'QUERY_TOO_COMPLICATED',
      'SOQL statements cannot be longer than 100000 characters.',
    )
  const { org, version, now } = request
  const { totalSize, records } = runQuery(soql, org, version)
  // COUNT() answers a number and no rows.
  if (!records) return { status: 200, body: { totalSize, done: true, records: [] } }
  const batchSize = batchSizeOf(request.headers['sforce-query-options'])
  return toPage(request, { records, totalSize, batchSize, madeAt: now }, newLocator(), 0)
}

/** `GET /queryAll?q=`: deleted rows as well. */
export function answerQueryAll(request: DataRequest): EmulatorResponse {
  return answerQuery({ ...request, org: withDeletedRows(request.org) })
}

/** `GET /query/01g…-2000`: the cursor and how many rows were answered before. */
export function answerQueryMore(request: DataRequest, locator: string): EmulatorResponse {
  const [, id = '', start = ''] = /^(01g[\w]{15})-(\d+)$/.exec(locator) ?? []
  const cursor = request.org.cursors.get(id)
  if (!cursor || request.now.getTime() - cursor.madeAt.getTime() > CURSOR_MS)
    throw new SalesforceRefusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  return toPage(request, cursor, id, Number(start))
}

function toPage({ org, version }: DataRequest, cursor: Cursor, id: string, start: number): EmulatorResponse {
  const { records, totalSize, batchSize } = cursor
  const end = start + batchSize
  if (end >= records.length) {
    org.cursors.delete(id)
    return { status: 200, body: { totalSize, done: true, records: records.slice(start) } }
  }
  org.cursors.set(id, cursor)
  const nextRecordsUrl = `/services/data/${version}/query/${id}-${end}`
  return { status: 200, body: { totalSize, done: false, nextRecordsUrl, records: records.slice(start, end) } }
}

/** `Sforce-Query-Options: batchSize=500`, kept within 200 and 2,000. */
function batchSizeOf(header: string | string[] | undefined): number {
  const wanted = /batchSize\s*=\s*(\d+)/i.exec(String(header ?? ''))?.[1]
  if (wanted === undefined) return DEFAULT_BATCH
  return Math.min(DEFAULT_BATCH, Math.max(SMALLEST_BATCH, Number(wanted)))
}

const newLocator = (): string => `01g${randomBytes(8).toString('hex').slice(0, 15)}`
