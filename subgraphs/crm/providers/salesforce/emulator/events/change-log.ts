/** The event bus of the org: 72 hours of changes, by the emulator's clock, and those who listen. */
export interface ChangeLog {
  events: LoggedEvent[]
  lastReplayId: number
  lastCommitNumber: number
  /** Object → how many of its next changes are published without detail. */
  gaps: Map<string, number>
  /** CometD sessions by client id. */
  listeners: Map<string, Listener>
  delivered: number
}

export interface LoggedEvent {
  replayId: number
  /** `Account`, `Contract_Line__c` */
  entity: string
  committedAt: number
  payload: Record<string, unknown>
}

/** A CometD session. Messages wait here until its next `/meta/connect`. */
export interface Listener {
  clientId: string
  channels: Set<string>
  waiting: Record<string, unknown>[]
  /** Ends the connect that is held open, if one is. */
  wake: (() => void) | undefined
  isNew: boolean
  lastSeen: number
}

const RETENTION_MS = 72 * 60 * 60 * 1000
const ALL_CHANGES = '/data/ChangeEvents'

export function createChangeLog(): ChangeLog {
  return {
    events: [],
    lastReplayId: 1000,
    lastCommitNumber: 10_000,
    gaps: new Map(),
    listeners: new Map(),
    delivered: 0,
  }
}

/** `/data/AccountChangeEvent`, `/data/Contract_Line__ChangeEvent` */
export const channelOf = (entity: string): string => `/data/${entity.replace(/__c$/, '__')}ChangeEvent`

/** Adds an event and passes it on. Replay ids increase, but not by one. */
export function append(log: ChangeLog, entity: string, at: Date, payload: LoggedEvent['payload']): void {
  log.lastReplayId += 1 + (log.events.length % 3)
  const event = { replayId: log.lastReplayId, entity, committedAt: at.getTime(), payload }
  log.events.push(event)
  expire(log, at)
  for (const listener of log.listeners.values()) {
    for (const channel of listener.channels) if (isOn(channel, event)) deliver(log, listener, channel, event)
    if (listener.waiting.length > 0) listener.wake?.()
  }
}

function expire(log: ChangeLog, now: Date): void {
  const oldest = now.getTime() - RETENTION_MS
  log.events = log.events.filter(({ committedAt }) => committedAt >= oldest)
}

const isOn = (channel: string, { entity }: LoggedEvent): boolean =>
  channel === ALL_CHANGES || channel === channelOf(entity)

function deliver(log: ChangeLog, listener: Listener, channel: string, event: LoggedEvent): void {
  log.delivered += 1
  listener.waiting.push({
    channel,
    data: { schema: `${event.entity}-1`, payload: event.payload, event: { replayId: event.replayId } },
  })
}

/**
 * Subscribes a session: -1 sends what comes, -2 all that is retained, another number what followed it. False when that
 * number is not one that the log still holds.
 */
export function subscribe(
  log: ChangeLog,
  listener: Listener,
  { channel, replayFrom, now }: { channel: string; replayFrom: number; now: Date },
): boolean {
  expire(log, now)
  const isKnown =
    replayFrom < 0 ||
    replayFrom === log.lastReplayId ||
    log.events.some(({ replayId }) => replayId === replayFrom)
  if (!isKnown) return false
  listener.channels.add(channel)
  if (replayFrom === -1) return true
  const missed = log.events.filter((event) => event.replayId > replayFrom && isOn(channel, event))
  for (const event of missed) deliver(log, listener, channel, event)
  if (listener.waiting.length > 0) listener.wake?.()
  return true
}
