import type { Queryable } from '#shared/store/store.ts'

/** Which entries are wanted; what is left out decides nothing. */
export interface AuditQuestion {
  subject?: string | undefined
  client?: string | undefined
  correlation?: string | undefined
  /** A global id that the operation named. */
  id?: string | undefined
  since?: Date | undefined
  /** Only what changed something, or began to. */
  changesOnly: boolean
  limit: number
}

/** An entry as it is printed. */
export interface AuditLine {
  at: Date
  action: string
  subject: string
  client_id: string
  operation_name: string | null
  fields: string[]
  ids: string[]
  personal: string[]
  outcome: string | null
  correlation_id: string
}

/** The newest entries that answer a question, newest first. */
export function readTrail(store: Queryable, question: AuditQuestion): Promise<AuditLine[]> {
  const { subject, client, correlation, id, since, changesOnly, limit } = question
  return store.query<AuditLine>(SELECT, [
    subject ?? null,
    client ?? null,
    correlation ?? null,
    id ?? null,
    since ?? null,
    changesOnly,
    limit,
  ])
}

const SELECT = `
  select at, action, subject, client_id, operation_name, fields, ids, personal, outcome, correlation_id
  from audit.entries
  where ($1::text is null or subject = $1) and ($2::text is null or client_id = $2)
    and ($3::text is null or correlation_id = $3) and ($4::text is null or ids @> array[$4::text])
    and ($5::timestamptz is null or at >= $5) and (not $6::boolean or action <> 'READ')
  order by at desc, id desc limit $7`
