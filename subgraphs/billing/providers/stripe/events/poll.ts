import type { CallContext } from '#shared/connections/call-context.ts'
import type { ListedChange, PollSource } from '#shared/events/changes.ts'
import { WeftError } from '#shared/errors.ts'
import { LARGEST_PAGE } from '../reads/list.ts'
import type { Reading } from '../reads/reading.ts'
import type { ObjectType } from './refs-in.ts'

/** Groups of types, as the list of events filters; what lies under another group is left out by its object. */
const LISTED = {
  customer: { type: 'customer.*', object: 'customer' },
  subscription: { type: 'customer.subscription.*', object: 'subscription' },
  invoice: { type: 'invoice.*', object: 'invoice' },
  payment_intent: { type: 'payment_intent.*', object: 'payment_intent' },
} as const satisfies Partial<Record<ObjectType, { type: string; object: string }>>

/** Events are kept for thirty days. https://docs.stripe.com/api/events (read 2026-11-22) */
const MOST_PAGES = 200

/**
 * Stripe's objects do not say when they last changed; its list of events does, the newest first and by whole seconds. It is
 * read from its top down to the watermark, and each record counts once, at the end of the second of its last event.
 */
export function createPollSource(reading: Reading): PollSource {
  return {
    objectTypes: Object.keys(LISTED),
    async listChanges(objectType, after, call) {
      const wanted = LISTED[objectType as keyof typeof LISTED]
      const from = Math.floor(after.changedAt.getTime() / 1000)
      const latest = await readEvents(reading, { ...wanted, from }, call)
      const changes = [...latest]
        .map(
          ([nativeId, { changedAt, requestKeys }]): ListedChange => ({
            ...{ nativeId, changedAt, version: undefined },
            // Where one of its events has none, somebody else's hand may be in it.
            ...(requestKeys.every((key) => key !== undefined) ? { requestKeys } : {}),
          }),
        )
        .filter((change) => isAfter(change, after))
        .sort((one, other) => (isAfter(one, other) ? 1 : -1))
      return { changes, hasMore: false }
    },
  }
}

/** A record's last event, and the requests of all that were read, oldest first. */
interface Latest {
  changedAt: Date
  requestKeys: (string | undefined)[]
}

async function readEvents(
  { client, connectionId }: Reading,
  { type, object, from }: { type: string; object: string; from: number },
  call: CallContext,
): Promise<ReadonlyMap<string, Latest>> {
  const latest = new Map<string, Latest>()
  let position: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const after = position === undefined ? {} : { starting_after: position }
    const answer = await client.read(call, (stripe) =>
      stripe.events.list({ type, created: { gte: from }, limit: LARGEST_PAGE, ...after }),
    )
    for (const { created, data, request } of answer.data) {
      const record = data.object as { id?: unknown; object?: unknown }
      if (record.object !== object || typeof record.id !== 'string') continue
      const known = latest.get(record.id) ?? { changedAt: new Date(created * 1000 + 999), requestKeys: [] }
      known.requestKeys.unshift(request?.idempotency_key ?? undefined)
      latest.set(record.id, known)
    }
    const last = answer.data.at(-1)?.id
    if (!answer.has_more || last === undefined || last === position) return latest
    position = last
  }
  throw new WeftError('LIMIT_EXCEEDED', 'more events than one look can read', { system: connectionId })
}

function isAfter(
  one: Pick<ListedChange, 'changedAt' | 'nativeId'>,
  other: Pick<ListedChange, 'changedAt' | 'nativeId'>,
): boolean {
  const apart = one.changedAt.getTime() - other.changedAt.getTime()
  return apart > 0 || (apart === 0 && one.nativeId > other.nativeId)
}
