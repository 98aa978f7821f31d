import { WEFT_ITSELF } from '#shared/subgraph/value-types.ts'
import type { Resolvers } from '../__generated__/resolvers.ts'
import { idempotencyKeyOf } from '../engine/calls.ts'
import { classOf } from '../engine/error-class.ts'
import { PREPARATION } from '../engine/run-rows.ts'

/** What a run and its plan consist of. */
export const runTypes = {
  Plan: {
    planHash: ({ plan }) => plan.planHash,
    steps: ({ plan }) => [...plan.steps],
    warnings: ({ plan }) =>
      plan.warnings.map(({ code, message, path }) => ({ code, message, path: path ?? null })),
    pinned: ({ plan }) => plan.pinned,
    estimatedCalls: ({ plan }) =>
      Object.entries(plan.calls).map(([connectionId, calls]) => ({ connectionId, calls })),
  },
  PlannedStep: {
    system: ({ connectionId }) => ({ id: connectionId ?? WEFT_ITSELF.id }),
    diff: ({ diff }) => [...diff],
    dependsOn: ({ dependsOn }) => [...dependsOn],
  },
  CallEstimate: {
    system: ({ connectionId }) => ({ id: connectionId }),
    budgetRemaining: ({ connectionId }, _, { systemState }) =>
      systemState(connectionId)?.budget?.remaining ?? null,
  },
  ProcessStep: {
    key: ({ row }) => row.key,
    status: ({ row }) => row.status,
    attempts: ({ row }) => row.attempts,
    record: ({ row: { outcome } }) =>
      outcome?.record ? { ...outcome.record.ref, url: outcome.record.url } : null,
    startedAt: ({ row }) => row.startedAt,
    finishedAt: ({ row }) => row.finishedAt,
    lastError: ({ row }) => row.lastError,
    lineage: async ({ row: { runId, key } }, _, { loaders }) =>
      (await loaders.attempts.load(runId)).filter(({ stepKey }) => stepKey === key),
  },
  StepAttempt: {
    idempotencyKey: ({ runId: id, generation, stepKey, direction }) =>
      stepKey === PREPARATION ? null : idempotencyKeyOf({ id, generation }, stepKey, direction),
  },
  SourceError: {
    class: ({ code }) => classOf(code),
    httpStatus: ({ facts }) => (typeof facts.status === 'number' ? facts.status : null),
    sourceMessage: ({ sourceMessage }) => sourceMessage ?? null,
  },
  ExternalRef: {
    system: ({ connectionId }) => ({ id: connectionId }),
    externalId: ({ nativeId }) => nativeId,
    // Links are the crosswalk's: here a record is only named.
    linkState: () => null,
    linkedBy: () => null,
    linkedAt: () => null,
    supersededBy: () => null,
  },
} satisfies Partial<Resolvers>
