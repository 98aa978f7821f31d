/** What goes wrong on an event's way to its targets. Read from `POST /__emulator/webhook-faults`. */
export interface WebhookFault {
  /** Strikes events whose type contains this; any event when absent. */
  eventTypeContains?: string
  /** Let this many matching events through first. */
  skip?: number
  /** Strike this many events; for ever when absent. */
  times?: number
  /** Sent so many times more, with the same id. */
  duplicate?: number
  /** The first attempt comes so much later, by the emulator's clock. */
  delaySeconds?: number
  /** Never sent; the vendor's own list of events has it all the same. */
  drop?: boolean
  /** So many events are kept until the last of them, then sent the other way round. */
  reorder?: number
  /** Signed with somebody else's secret. */
  badSignature?: boolean
}

export interface ActiveWebhookFault<Held> extends WebhookFault {
  seen: number
  /** What `reorder` keeps back: the deliveries of each event. */
  held: Held[][]
}

export interface WebhookFaults<Held> {
  add(fault: WebhookFault): void
  clear(): void
  /** The fault that an event of this type meets, counted down. */
  take(eventType: string): ActiveWebhookFault<Held> | undefined
}

export function createWebhookFaults<Held>(): WebhookFaults<Held> {
  const active: ActiveWebhookFault<Held>[] = []
  return {
    add: (fault) => active.push({ ...fault, seen: 0, held: [] }),
    clear: () => active.splice(0),
    take: (eventType) =>
      active.find(
        (fault) =>
          (fault.eventTypeContains === undefined || eventType.includes(fault.eventTypeContains)) &&
          isDue(fault),
      ),
  }
}

/** Counts the event, and says whether the fault strikes it. */
function isDue<Held>(fault: ActiveWebhookFault<Held>): boolean {
  const skip = fault.skip ?? 0
  if (fault.times !== undefined && fault.seen >= skip + fault.times) return false
  fault.seen += 1
  return fault.seen > skip
}
