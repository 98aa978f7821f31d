import { dayOf, addDays } from '#shared/clock.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import type { QuoteToCashInput } from '../quote-to-cash/input.ts'
import { startByEvent, type Trigger } from './trigger.ts'

const KIND = 'QUOTE_TO_CASH'
/** A deal that was won earlier and changes now is history that somebody tidies up. */
const NEWS_DAYS = 2

/**
 * CRMs tell that a deal changed, not that it was won: so it is read. It begins once for each time that it was won, and only where no
 * contract came of it; everything else is for the preparation to find.
 */
export const opportunityWon: Trigger = {
  name: 'opportunity-won',
  types: ['RECORD_CHANGED'],
  async answer(event, engine) {
    const { source, cause, correlationId } = event
    if (cause === 'ORCHESTRATION' || source.objectType !== 'Opportunity') return
    const { tools, policy, clock } = engine
    if (tools.connections.get(source.connectionId)?.domain !== 'CRM') return
    const call = { correlationId, signal: AbortSignal.timeout(policy.attemptMs) }
    const key = { opportunityNativeId: source.nativeId }
    const sale = await tools.crm(source.connectionId).writes?.getSale(key, call)
    if (!sale?.won || sale.contracts.length > 0) return
    const { closedOn } = sale
    if (closedOn === undefined || closedOn < dayOf(addDays(clock.now(), -NEWS_DAYS))) return
    const { connectionId: systemId, objectType, nativeId: externalId } = source
    const input: QuoteToCashInput = { opportunityRef: { systemId, objectType, externalId } }
    const wonKey = `won:${digestOfInput({ systemId, externalId, closedOn })}`
    await startByEvent(engine, event, { kind: KIND, input, key: wonKey })
  },
}
