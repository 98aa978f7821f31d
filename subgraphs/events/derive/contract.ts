import type { ContractFacts } from '#shared/events/facts.ts'
import { type DerivedEvent, isNews, type Transition } from './derived-event.ts'

/** Renewed: its term became longer while it holds, or a contract that continues another one came into force. */
export function deriveContractEvents({
  previous,
  next,
  followedSince,
}: Transition<ContractFacts>): DerivedEvent[] {
  if (next.status !== 'ACTIVATED') return []
  const isExtended =
    previous?.status === 'ACTIVATED' && (next.endDate ?? '9999') > (previous.endDate ?? '9999')
  const began = previous ? previous.status !== 'ACTIVATED' : isNews(next.activatedAt, followedSince)
  if (isExtended) return [{ type: 'CONTRACT_RENEWED', occurredAt: undefined }]
  const isContinued = next.isContinuation && began
  const occurredAt = previous ? undefined : (next.activatedAt ?? undefined)
  return isContinued ? [{ type: 'CONTRACT_RENEWED', occurredAt }] : []
}
