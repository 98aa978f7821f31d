import type { Queryable } from '#shared/store/store.ts'
import type { AuditEntry } from './entry.ts'

/**
 * Writes entries in one statement. An operation that many of them are about is sent once, and a line is a list without names: a
 * busy gateway writes thousands a second.
 */
export async function insertEntries(store: Queryable, entries: readonly AuditEntry[]): Promise<void> {
  const numbers = new Map(entries.map(({ operation }) => [operation, 0]))
  for (const [index, operation] of [...numbers.keys()].entries()) numbers.set(operation, index)
  const operations = [...numbers.keys()].map(({ hash, name, rootFields, personal }) => ({
    ...{ hash, name, personal },
    fields: rootFields,
  }))
  const lines = entries.map((entry) => [
    entry.at.getTime(),
    entry.action,
    entry.subject,
    entry.clientId,
    entry.correlationId,
    entry.transport,
    entry.outcome,
    entry.ids,
    numbers.get(entry.operation),
  ])
  await store.query(INSERT, [JSON.stringify(lines), JSON.stringify(operations)])
}

const INSERT = `
  insert into audit.entries (at, action, subject, client_id, correlation_id, transport, outcome, ids,
    operation_name, operation_hash, fields, personal)
  select to_timestamp((line->>0)::numeric / 1000), line->>1, line->>2, line->>3, line->>4, line->>5, line->>6,
    array(select jsonb_array_elements_text(line->7)), operation.name, operation.hash, operation.fields, operation.personal
  from jsonb_array_elements($1::jsonb) with ordinality as lines (line, place)
  join rows from (jsonb_to_recordset($2::jsonb) as (hash text, name text, fields text[], personal text[]))
    with ordinality as operation (hash, name, fields, personal, number) on operation.number = (line->>8)::int + 1
  order by place`
