import type { CaseRecord } from '#support/provider.ts'
import type { EntitlementOutcome } from '../entitlement.ts'
import type { CaseFacts, NotEntitledAction } from './facts.ts'

/**
 * What becomes of a case. Only a clear no keeps anybody waiting: a system that could not be asked never does, nor does any answer
 * where the case is of the worst severity, or may be.
 */
export function actionFor(
  outcome: EntitlementOutcome,
  found: Pick<CaseRecord, 'severity' | 'priority'>,
  onNotEntitled: NotEntitledAction,
): Pick<CaseFacts, 'action' | 'isSpared'> {
  if (outcome !== 'NOT_ENTITLED' || onNotEntitled === 'ANNOTATE') return { action: 'NONE', isSpared: false }
  if (mayBeWorst(found)) return { action: 'NONE', isSpared: true }
  return { action: onNotEntitled, isSpared: false }
}

/** Where support keeps no severity, an urgent case may be of the worst one. */
export function mayBeWorst({ severity, priority }: Pick<CaseRecord, 'severity' | 'priority'>): boolean {
  if (severity === undefined) return priority === 'URGENT' || priority === 'UNKNOWN'
  return severity === 'SEV1' || severity === 'UNKNOWN'
}
