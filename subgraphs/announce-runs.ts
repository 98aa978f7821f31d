import { appendEvents } from '#events/log/append.ts'
import type { Engine } from '#processes/engine/engine.ts'
import type { Clock } from '#shared/clock.ts'
import { WEFT_ITSELF } from '#shared/subgraph/value-types.ts'

/** Tells followers of a run's status through the event log, in the transaction that changes it: none is lost, none too early. */
export function announceRuns({
  clock,
  regionOf,
}: {
  clock: Clock
  regionOf(businessUnitKey: string): string | undefined
}): Engine['announce'] {
  return (transaction, runs) => {
    const now = clock.now()
    return appendEvents(
      transaction,
      runs.map((run) => {
        const unit = run.businessUnitKey ?? undefined
        return {
          eventId: [run.id, run.generation, run.turn, run.fence, run.status].join('/'),
          type: 'PROCESS_RUN_UPDATED',
          occurredAt: now,
          detectedAt: now,
          correlationId: run.correlationId,
          causationId: run.idempotencyKey,
          cause: 'ORCHESTRATION',
          source: { connectionId: WEFT_ITSELF.id, objectType: 'ProcessRun', nativeId: run.id },
          entityType: 'ProcessRun',
          entityId: run.id,
          customerId: run.customerId ?? undefined,
          customerNativeId: undefined,
          businessUnitKey: unit,
          region: unit === undefined ? undefined : regionOf(unit),
          severity: undefined,
          attributes: {},
        }
      }),
    )
  }
}
