import { Stripe } from 'stripe'
import { z } from 'zod'
import type { Connection } from '#shared/connections/connection.ts'
import type { ChangeHint, ChangeReading, WebhookSource } from '#shared/events/changes.ts'
import { readJson } from '#shared/events/read-json.ts'
import { onlyHeader, unverified } from '#shared/events/signature.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { refsIn } from './refs-in.ts'

/** Seconds between signature and arrival, the client's default. Every attempt is signed anew. */
const TOLERANCE_SECONDS = 300

/** https://docs.stripe.com/api/events/object#event_object-request: whatever the request led to carries its key. */
const EventRequest = z.object({ idempotency_key: z.string().nullish() })

/** https://docs.stripe.com/api/events/object: of the record only what names it; what it says is read from Stripe. */
const Event = z.object({
  id: z.string().min(1),
  object: z.literal('event'),
  type: z.string().min(1),
  created: z.number().int(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
  /** Null for what Stripe does by itself. */
  request: EventRequest.nullish(),
})

/** Stripe's snapshot events, verified by the official client. Credential `webhookSecret`: the endpoint's (`whsec_…`). */
export function createWebhookSource({ id, credentials }: Connection): WebhookSource {
  return {
    verify(request) {
      const { webhookSecret } = credentials
      if (!webhookSecret) throw unverified(`connection ${id} has no credential webhookSecret`)
      const header = onlyHeader(request, 'stripe-signature') ?? ''
      const { rawBody, receivedAt } = request
      try {
        Stripe.webhooks.signature?.verifyHeader(
          rawBody,
          header,
          webhookSecret,
          TOLERANCE_SECONDS,
          undefined,
          receivedAt.getTime(),
        )
      } catch (error) {
        throw toRefusal(error)
      }
      assertNotAhead(header, receivedAt)
    },
    parse: parseEvent,
  }
}

function toRefusal(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return error
  const isOld = error.message.startsWith('Timestamp outside')
  return isOld ? stale() : unverified(error.message.split('\n', 1)[0] ?? '')
}

/** The client looks at the age alone. */
function assertNotAhead(header: string, receivedAt: Date): void {
  const signedAt = Number(/(?:^|,)t=(\d+)/.exec(header)?.[1])
  if (signedAt - receivedAt.getTime() / 1000 > TOLERANCE_SECONDS) throw stale()
}

const stale = (): WeftError =>
  new WeftError('WEBHOOK_STALE', 'The request was signed outside of the replay window.')

function parseEvent(rawBody: Buffer): ChangeReading {
  const event = Event.safeParse(readJson(rawBody))
  if (!event.success) return { kind: 'unreadable', reason: 'the body is no event of Stripe' }
  const { id, type, created, data, request } = event.data
  const refs = refsIn(data.object)
  if (isWeftError(refs)) return { kind: 'unreadable', reason: refs.message }
  if (refs.length === 0) return { kind: 'ignored', sourceEventId: id, reason: `nothing follows ${type}` }
  const hints = refs.map(
    (ref, index): ChangeHint => ({
      sourceEventId: index === 0 ? id : `${id}/${index}`,
      occurredAt: new Date(created * 1000),
      nativeEventType: type,
      ...(request?.idempotency_key ? { requestKeys: [request.idempotency_key] } : {}),
      ...ref,
    }),
  )
  return { kind: 'changes', hints }
}
