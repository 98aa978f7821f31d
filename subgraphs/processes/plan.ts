import { digestOfInput } from '#shared/idempotency/digests.ts'
import type {
  AnyProcess,
  CompensationKind,
  Json,
  Prepared,
  PreviewConfidence,
  Step,
  StepEffect,
} from './process.ts'

/** What a run would do: made of facts that were read, and of nothing that was written. JSON. */
export interface Plan {
  /** Digest of steps, diffs and all that is pinned. */
  planHash: string
  steps: readonly PlannedStep[]
  warnings: readonly { code: string; message: string; path?: string | undefined }[]
  pinned: Json
  /** Calls to vendors, by connection. */
  calls: Readonly<Record<string, number>>
}

export interface PlannedStep {
  key: string
  /** Undefined: Weft itself. */
  connectionId?: string | undefined
  action: string
  objectType: string
  effect: StepEffect
  diff: readonly { path: string; before: string | null; after: string | null }[]
  dependsOn: readonly string[]
  compensation: PlannedCompensation
  confidence: PreviewConfidence
}

export interface PlannedCompensation {
  kind: CompensationKind
  action?: string | undefined
  notes?: string | undefined
}

export function makePlan({ kind, steps }: AnyProcess, prepared: Prepared<unknown>): Plan {
  const planned = prepared.facts === undefined ? [] : steps.map((step) => planStep(step, prepared.facts))
  const said = planned.map(({ key, connectionId, effect, diff }) => ({ key, connectionId, effect, diff }))
  const calls: Record<string, number> = {}
  for (const { key, connectionId, effect } of planned) {
    const cost = steps.find((step) => step.key === key)?.calls ?? 0
    if (connectionId !== undefined && effect !== 'NO_OP')
      calls[connectionId] = (calls[connectionId] ?? 0) + cost
  }
  return {
    planHash: digestOfInput({ kind, steps: said, pinned: prepared.pinned }),
    steps: planned,
    warnings: [...approvalNeeded(prepared), ...prepared.warnings],
    pinned: prepared.pinned,
    calls,
  }
}

/** Whoever is asked for a yes reads what for. */
function approvalNeeded({ approval }: Prepared<unknown>): Plan['warnings'] {
  return approval ? [{ code: approval.code, message: `needs another person's yes: ${approval.reason}` }] : []
}

function planStep(step: Step<unknown>, facts: unknown): PlannedStep {
  const effect = step.effect(facts)
  return {
    key: step.key,
    connectionId: step.connectionOf(facts),
    action: step.action,
    objectType: step.objectType,
    effect,
    diff: effect === 'NO_OP' ? [] : step.diff(facts),
    dependsOn: step.dependsOn,
    compensation: step.compensation,
    confidence: step.confidence,
  }
}
