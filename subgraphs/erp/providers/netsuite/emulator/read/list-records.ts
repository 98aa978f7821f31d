import type { SQLInputValue } from 'node:sqlite'
import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { RECORD_PATH, recordUrl, typeOf } from '../record-types/index.ts'
import { selectRows } from '../record-types/record-type.ts'
import { envelope, readPage } from '../page.ts'
import type { Context } from '../state.ts'
import { parseFilter } from './filter.ts'
import { selfLink } from './present.ts'

/** `GET /record/v1/{type}?q=&limit=&offset=`: ids and links, never fields. */
export function listRecords(request: EmulatorRequest, context: Context): EmulatorResponse {
  const type = typeOf(request)
  const page = readPage(request.query)
  const q = request.query.get('q')
  const { sql, params } = q ? parseFilter(q, type.fields) : { sql: '1', params: [] as SQLInputValue[] }
  // The line that carries the subsidiary is joined, so the filter works on what the join gives.
  const rows = context.state.database
    .prepare(`SELECT r.id FROM (${selectRows(type)}) r WHERE ${sql} ORDER BY r.id`)
    .all(...params)
  const items = rows.map(({ id }) => ({
    links: selfLink(recordUrl(context.baseUrl, type.name, String(id))),
    id: String(id),
  }))
  const path = `${context.baseUrl}${RECORD_PATH}/${type.name}`
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=collection; charset=UTF-8' },
    body: envelope(items, page, { path, query: q === null ? '' : `&q=${encodeURIComponent(q)}` }),
  }
}
