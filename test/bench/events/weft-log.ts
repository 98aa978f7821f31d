import { randomUUID } from 'node:crypto'
import { appendEvents, type NewEvent } from '#events/log/append.ts'
import type { Store } from '#shared/store/store.ts'
import { startChild } from './child.ts'
import type { FromServer, ToServer } from './memory.ts'
import type { PushingServer } from './sockets.ts'

/** What is on an agent's desk: a field of every system. */
const QUERY = `subscription Desk {
  caseEscalated(filter: { minSeverity: SEV2 }) {
    eventId sequence occurredAt
    case { id subject severity customer {
      id displayName creditHold
      contracts(first: 1) { nodes { contractNumber status } }
      invoices(first: 2) { nodes { invoiceNumber amountDue { amount currencyCode } } } } } } }`

function escalation(): NewEvent {
  const customer = 'customer-1'
  const nativeId = `${customer}-Case-0`
  const now = new Date()
  return {
    eventId: `evt_${randomUUID()}`,
    type: 'CASE_ESCALATED',
    occurredAt: now,
    detectedAt: now,
    correlationId: 'bench',
    causationId: 'bench',
    cause: 'WEBHOOK',
    source: { connectionId: 'support-table', objectType: 'case', nativeId },
    entityType: 'Case',
    entityId: nativeId,
    customerId: customer,
    customerNativeId: customer,
    businessUnitKey: 'emea',
    region: 'EMEA',
    severity: 'SEV1',
    attributes: {},
  }
}

/** Weft over its event log: an event is appended by another process, as by another node. */
export async function startWeftLog(store: Store): Promise<PushingServer & { origin: string }> {
  const process_ = startChild<ToServer, FromServer>('event-gateway.ts', [store.databaseUrl])
  const first = await process_.next()
  const origin = 'ready' in first ? first.ready : ''
  return {
    name: 'weft, event log',
    origin,
    url: `${origin}/graphql`,
    process: process_,
    query: QUERY,
    async emit() {
      const startedAt = process.hrtime.bigint()
      await store.transaction((transaction) => appendEvents(transaction, [escalation()]))
      return startedAt
    },
  }
}
