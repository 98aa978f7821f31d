import { dayOf, addDays } from '#shared/clock.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import type { QuoteToCashInput } from '../quote-to-cash/input.ts'
import { allAnswered } from '../answers.ts'
import { startByEvent, type Trigger } from './trigger.ts'

const KIND = 'QUOTE_TO_CASH'
/** A deal that was won earlier and changes now is history that somebody tidies up. */
const NEWS_DAYS = 2

/**
 * CRMs tell that a deal changed, not that it was won: so it is read. It begins once for each day that it was won on, and only where
 * nothing but a draft contract came of it; everything else is for the preparation to find.
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
    const crm = tools.crm(source.connectionId)
    const sale = await crm.writes?.getSale(key, call)
    const closedOn = sale?.won ? sale.closedOn : undefined
    if (!sale || closedOn === undefined || closedOn < dayOf(addDays(clock.now(), -NEWS_DAYS))) return
    const contractIds = sale.contracts.map(({ nativeId }) => nativeId)
    const contracts = allAnswered(await crm.getContracts(contractIds, call))
    if (contracts.some(({ status }) => status !== 'DRAFT')) return
    const { connectionId: systemId, objectType, nativeId: externalId } = source
    const input: QuoteToCashInput = { opportunityRef: { systemId, objectType, externalId } }
    const wonKey = `won:${digestOfInput({ systemId, externalId, closedOn })}`
    await startByEvent(engine, event, { kind: KIND, input, key: wonKey })
  },
}
