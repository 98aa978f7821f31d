import { randomUUID } from 'node:crypto'
import { createTimedLanes } from './timed-lanes.ts'
import { type ActiveWebhookFault, createWebhookFaults, type WebhookFault } from './webhook-faults.ts'
import { createWebhookPoster, type WebhookMessage } from './webhook-poster.ts'
import {
  createWebhookTargets,
  type TargetScheme,
  type WebhookTarget,
  type WebhookTargets,
} from './webhook-targets.ts'

export interface WebhookEvent {
  id: string
  type: string
  /** What the vendor makes the bytes of; must not change after it was sent. */
  payload: unknown
}

/** How one vendor sends. */
export interface WebhookScheme extends TargetScheme {
  /** Bytes and headers of one attempt at `at`, the signature with `target.secret` among them. */
  toMessage(event: WebhookEvent, target: WebhookTarget, at: Date): WebhookMessage
  /** From each failed attempt to the next; there is one attempt more than numbers. */
  retryDelaysSeconds: readonly number[]
}

/** Vendors that sign nothing and try once. */
export const PLAIN_SCHEME: WebhookScheme = {
  toMessage: ({ payload }) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  }),
  retryDelaysSeconds: [],
}

/** One event on its way to one target. */
export interface WebhookDelivery {
  eventId: string
  eventType: string
  targetId: string
  /** Cancelled: the target was removed before it had the event. */
  status: 'waiting' | 'delivered' | 'failed' | 'dropped' | 'cancelled'
  /** By the emulator's clock; `status` is the target's answer, `error` why there was none. */
  attempts: { at: Date; status?: number; error?: string }[]
}

interface Delivery extends WebhookDelivery {
  event: WebhookEvent
  isForged: boolean
  dueAt: Date
}

/** Sends events to targets beside the emulator's answers: no answer waits for a delivery. */
export interface Webhooks extends WebhookTargets {
  send(event: WebhookEvent): void
  /** The latest events last; of one event where its id is given. */
  deliveries(eventId?: string): WebhookDelivery[]
  addFault(fault: WebhookFault): void
  /** To be called after the clock was moved: what became due is sent. */
  wake(): void
  reset(): void
  /** Cuts what is under way; leaves no timer and no socket. */
  close(): void
}

/** Attempts under way to one target. */
const WIDTH = 16
/** Events whose deliveries are remembered after they ended. */
const MAX_REMEMBERED = 10_000
/** How long a window of reordered events waits for the rest of it. */
const REORDER_PATIENCE_MS = 2000

export function createWebhooks(scheme: WebhookScheme, now: () => Date): Webhooks {
  const targets = createWebhookTargets(scheme, now)
  const faults = createWebhookFaults<Delivery>()
  const remembered = new Map<string, Delivery[]>()
  const poster = createWebhookPoster()
  const lanes = createTimedLanes({ now, width: WIDTH, run: attempt })
  const enqueue = (delivery: Delivery): void => lanes.add(delivery.targetId, delivery, delivery.dueAt)

  async function attempt(delivery: Delivery): Promise<void> {
    const target = targets.findTarget(delivery.targetId)
    if (!target) delivery.status = 'cancelled'
    if (!target || delivery.status !== 'waiting') return
    const at = now()
    const signer = delivery.isForged ? { ...target, secret: randomUUID() } : target
    const result = await poster.post(target.url, scheme.toMessage(delivery.event, signer, at))
    delivery.attempts.push({ at, ...result })
    const isTaken = 'status' in result && result.status >= 200 && result.status < 300
    const delaySeconds = scheme.retryDelaysSeconds[delivery.attempts.length - 1]
    if (isTaken || delaySeconds === undefined) delivery.status = isTaken ? 'delivered' : 'failed'
    else enqueue(Object.assign(delivery, { dueAt: secondsAfter(now(), delaySeconds) }))
  }

  return {
    ...targets,
    send(event) {
      const fault = faults.take(event.type)
      const deliveries = targets
        .targetsOf(event.type)
        .flatMap((target) => deliveriesOf(event, target, fault, now()))
      remember(remembered, event.id, deliveries)
      if (fault?.drop) return
      const due = fault?.reorder === undefined ? deliveries : reordered(fault, deliveries, now())
      due.forEach(enqueue)
    },
    deliveries: (eventId) =>
      (eventId === undefined ? [...remembered.values()].flat() : (remembered.get(eventId) ?? [])).map(
        ({ event: _event, isForged: _isForged, dueAt: _dueAt, ...delivery }) => delivery,
      ),
    addFault: faults.add,
    wake: lanes.wake,
    reset() {
      targets.clearTargets()
      faults.clear()
      remembered.clear()
      lanes.clear()
    },
    close() {
      lanes.close()
      poster.close()
    },
  }
}

function deliveriesOf(
  event: WebhookEvent,
  target: WebhookTarget,
  fault: WebhookFault | undefined,
  now: Date,
): Delivery[] {
  return Array.from({ length: 1 + (fault?.duplicate ?? 0) }, () => ({
    event,
    eventId: event.id,
    eventType: event.type,
    targetId: target.id,
    status: fault?.drop ? 'dropped' : 'waiting',
    attempts: [],
    dueAt: secondsAfter(now, fault?.delaySeconds ?? 0),
    isForged: fault?.badSignature === true,
  }))
}

/** Deliveries wait until the window is full, and go the other way round then; some time later they go anyway. */
function reordered(fault: ActiveWebhookFault<Delivery>, deliveries: Delivery[], now: Date): Delivery[] {
  const { held, reorder = 0 } = fault
  held.push(deliveries)
  const isFull = held.length >= reorder
  for (const delivery of deliveries) delivery.dueAt = new Date(delivery.dueAt.getTime() + REORDER_PATIENCE_MS)
  if (!isFull) return deliveries
  const all = held.splice(0).reverse().flat()
  for (const delivery of all) delivery.dueAt = secondsAfter(now, fault.delaySeconds ?? 0)
  return all
}

function remember(remembered: Map<string, Delivery[]>, eventId: string, deliveries: Delivery[]): void {
  if (deliveries.length > 0) remembered.set(eventId, [...(remembered.get(eventId) ?? []), ...deliveries])
  for (const [id, oldest] of remembered) {
    if (remembered.size <= MAX_REMEMBERED || oldest.some(({ status }) => status === 'waiting')) return
    remembered.delete(id)
  }
}

const secondsAfter = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000)
