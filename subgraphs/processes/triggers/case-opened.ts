import { type BusinessEvent, EVENT_TYPES } from '#shared/events/event.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import type { CaseEntitlementInput } from '../case-to-entitlement/facts.ts'
import { wakeRuns } from '../engine/wake.ts'
import { startByEvent, type Trigger } from './trigger.ts'

const KIND = 'CASE_TO_ENTITLEMENT'

/** Cases are checked when they are opened or escalated, and counted when they are resolved; whoever waits looks again. */
export const caseOpened: Trigger = {
  name: 'case-opened',
  types: [...EVENT_TYPES, 'RECORD_CHANGED'],
  async answer(event, engine) {
    const { type, entityId: caseId, customerId, causationId } = event
    if (customerId !== undefined && mayEntitle(event)) await wakeRuns(engine, { kind: KIND, customerId })
    if (!type.startsWith('CASE_') || caseId === undefined) return
    const moment = type === 'CASE_RESOLVED' ? 'RESOLVED' : 'OPENED'
    const input: CaseEntitlementInput = { caseId, moment }
    // What the vendor tells of one change is one check, though a severe case is opened and escalated by it.
    const key = `event:${digestOfInput({ caseId, moment, causationId })}`
    await startByEvent(engine, event, { kind: KIND, input, key })
  },
}

/** Any record of a customer may be what it waits for: an invoice, a contract, a hold that finance lifts. A case is none. */
function mayEntitle({ type, entityType, cause }: BusinessEvent): boolean {
  if (entityType === 'Case') return type === 'CASE_ESCALATED'
  return type !== 'RECORD_CHANGED' || cause !== 'ORCHESTRATION'
}
