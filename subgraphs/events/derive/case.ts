import type { CaseFacts } from '#shared/events/facts.ts'
import { type DerivedEvent, isNews, type Transition } from './derived-event.ts'

const RESOLVED: ReadonlySet<string> = new Set(['RESOLVED', 'CLOSED'])

/**
 * Opened; escalated, by somebody or by its severity becoming the worst one; resolved. A case that is opened with severity 1
 * is escalated as it is opened.
 */
export function deriveCaseEvents(transition: Transition<CaseFacts>): DerivedEvent[] {
  const { previous, next, followedSince } = transition
  const isOpened = !previous && isNews(next.openedAt, followedSince)
  return [
    ...(isOpened ? [{ type: 'CASE_OPENED' as const, occurredAt: next.openedAt }] : []),
    ...escalation(transition),
    ...resolution(transition),
  ]
}

function escalation({ previous, next, followedSince }: Transition<CaseFacts>): DerivedEvent[] {
  const becameWorst =
    next.severity === 'SEV1' &&
    (previous ? previous.severity !== 'SEV1' : isNews(next.openedAt, followedSince))
  const wasEscalated =
    next.escalated &&
    (previous
      ? !previous.escalated || (next.escalatedAt ?? '') > (previous.escalatedAt ?? '')
      : isNews(next.escalatedAt, followedSince))
  if (!becameWorst && !wasEscalated) return []
  const opened = previous ? undefined : next.openedAt
  return [{ type: 'CASE_ESCALATED', occurredAt: (wasEscalated ? next.escalatedAt : undefined) ?? opened }]
}

function resolution({ previous, next, followedSince }: Transition<CaseFacts>): DerivedEvent[] {
  if (!RESOLVED.has(next.status)) return []
  const isNew = previous ? !RESOLVED.has(previous.status) : isNews(next.resolvedAt, followedSince)
  return isNew ? [{ type: 'CASE_RESOLVED', occurredAt: next.resolvedAt ?? undefined }] : []
}
