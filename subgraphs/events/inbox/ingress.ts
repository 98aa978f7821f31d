import { createHash } from 'node:crypto'
import type { ChangeHint, ChangeReading, ChangeSource, WebhookSource } from '#shared/events/changes.ts'
import type { EventCause } from '#shared/events/event.ts'
import type { WebhookInbox } from '#shared/events/inbox.ts'
import { WeftError } from '#shared/errors.ts'
import type { NewItem } from './inbox-rows.ts'

/** The longest id that a vendor has, several times over. */
const MAX_TEXT = 512

/** Takes requests of vendors: verified on the bytes that came, kept before anybody is told so. */
export function createIngress({
  sources,
  keep,
  wake,
}: {
  sources: readonly ChangeSource[]
  /** Keeps what a request said: resolves once it is durable. */
  keep(items: readonly NewItem[]): Promise<void>
  /** Tells whoever applies that there is work. */
  wake(connectionId: string): void
}): WebhookInbox {
  const webhooks = new Map<string, WebhookSource>(
    sources.flatMap(({ connectionId, webhook }) => (webhook ? [[connectionId, webhook] as const] : [])),
  )
  return {
    isOpen: (connectionId) => webhooks.has(connectionId),
    async receive(connectionId, request, correlationId) {
      const webhook = webhooks.get(connectionId)
      if (!webhook) throw new WeftError('NOT_CONFIGURED', `there are no webhooks of ${connectionId}`)
      const text = webhook.answerChallenge?.(request)
      if (text !== undefined) return { kind: 'challenge', text }
      webhook.verify(request)
      const { rawBody, receivedAt } = request
      const origin = { connectionId, cause: 'WEBHOOK' as const, receivedAt, correlationId }
      await keep(toItems(webhook.parse(rawBody), rawBody, origin))
      wake(connectionId)
      return { kind: 'accepted' }
    },
  }
}

export interface ItemOrigin {
  connectionId: string
  cause: EventCause
  receivedAt: Date
  correlationId: string
}

/** What is kept of a reading: its hints, or that there were none, and why. */
export function toItems(reading: ChangeReading, rawBody: Buffer, origin: ItemOrigin): NewItem[] {
  const nothing = { ...origin, hint: undefined, payload: undefined, reason: undefined }
  const quarantined = (reason: string): NewItem[] => [
    { ...nothing, sourceEventId: digestOf(rawBody), payload: rawBody, state: 'QUARANTINED', reason },
  ]
  switch (reading.kind) {
    case 'changes':
      if (!reading.hints.every(isStorable)) return quarantined('an id is too long or not text')
      return reading.hints.map((hint) => toItem(hint, origin))
    case 'ignored':
      return [{ ...nothing, sourceEventId: reading.sourceEventId, state: 'IGNORED', reason: reading.reason }]
    case 'unreadable':
      return quarantined(reading.reason)
  }
}

export function toItem({ sourceEventId, ...hint }: ChangeHint, origin: ItemOrigin): NewItem {
  return { ...origin, sourceEventId, hint, payload: undefined, state: 'PENDING', reason: undefined }
}

/** PostgreSQL's text holds no NUL, and an instant must be one. */
function isStorable({
  sourceEventId,
  objectType,
  nativeId,
  nativeEventType,
  occurredAt,
}: ChangeHint): boolean {
  const texts = [sourceEventId, objectType, nativeId, nativeEventType]
  return (
    !Number.isNaN(occurredAt.getTime()) &&
    texts.every((text) => text !== '' && text.length <= MAX_TEXT && !text.includes('\0'))
  )
}

/** A body that cannot be read has no id; the same bytes are the same event. */
const digestOf = (rawBody: Buffer): string =>
  `sha256:${createHash('sha256').update(rawBody).digest('base64url')}`
