import { z } from 'zod'
import type { Connection } from '#shared/connections/connection.ts'
import type { ChangeReading, WebhookRequest, WebhookSource } from '#shared/events/changes.ts'
import { readJson } from '#shared/events/read-json.ts'
import { assertRecent, isSigned, onlyHeader, unverified } from '#shared/events/signature.ts'
import { toInstant } from '../to-canonical/values.ts'

/** How long ago a hint may have been signed: its sender tries once, and a flow that repeats it signs anew. */
const TOLERANCE_MS = 5 * 60_000

/** What the business rule of our update set posts: never the record, which is read from its table. */
const Hint = z.object({
  event_id: z.string().min(1),
  table: z.string().min(1),
  sys_id: z.string().regex(/^\w{1,64}$/),
  operation: z.string(),
  sys_updated_on: z.string(),
})

/**
 * ServiceNow has no webhooks of its own. A business rule signs the time and the body as text with a secret of the connection
 * (`x-weft-timestamp`, `x-weft-signature: v1=<base64 HMAC-SHA256>`) and posts it: see README.
 */
export function createWebhookSource(
  { id, credentials }: Connection,
  followedTables: ReadonlySet<string>,
): WebhookSource {
  return {
    verify(request) {
      const { webhookSecret } = credentials
      if (!webhookSecret) throw unverified(`connection ${id} has no credential webhookSecret`)
      const timestamp = onlyHeader(request, 'x-weft-timestamp') ?? ''
      if (!isSigned(webhookSecret, [timestamp, '.', request.rawBody], signaturesOf(request)))
        throw unverified('another signature')
      assertRecent(new Date(Number(timestamp || Number.NaN) * 1000), request, TOLERANCE_MS)
    },
    parse: (rawBody) => parseHint(rawBody, followedTables),
  }
}

function signaturesOf(request: WebhookRequest): string[] {
  const header = onlyHeader(request, 'x-weft-signature') ?? ''
  return header.split(',').flatMap((part) => /^\s*v1=(.+)$/.exec(part)?.[1] ?? [])
}

function parseHint(rawBody: Buffer, followedTables: ReadonlySet<string>): ChangeReading {
  const hint = Hint.safeParse(readJson(rawBody))
  if (!hint.success) return { kind: 'unreadable', reason: 'the body is no hint of the update set' }
  const { event_id: sourceEventId, table, sys_id: nativeId, operation, sys_updated_on } = hint.data
  if (!followedTables.has(table))
    return { kind: 'ignored', sourceEventId, reason: `nothing follows ${table}` }
  const occurredAt = toInstant(sys_updated_on)
  if (!occurredAt) return { kind: 'unreadable', reason: 'sys_updated_on is no time' }
  const hints = [{ sourceEventId, objectType: table, nativeId, occurredAt, nativeEventType: operation }]
  return { kind: 'changes', hints }
}
