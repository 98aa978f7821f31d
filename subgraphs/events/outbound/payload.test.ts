import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type BusinessEvent, EVENT_TYPES, type EventType } from '#shared/events/event.ts'
import type { EntityType } from '#shared/global-id.ts'
import { toPayload } from './payload.ts'

const idOf = (prefix: string): string => `${prefix}_01K8ZC4M2V7Q9T3B5N6R8W0XYE`

function example(
  type: EventType,
  entityType: EntityType,
  given: Partial<BusinessEvent> = {},
): BusinessEvent & { type: EventType } {
  return {
    sequence: 1042,
    eventId: 'evt_q0Zk3uJxN7mT5vB8cR2wLy1Aeg',
    occurredAt: new Date('2026-11-25T09:30:00Z'),
    detectedAt: new Date('2026-11-25T09:30:01.250Z'),
    correlationId: 'events-5f0f0a3e-3c1b-4c7b-9d53-0b7f8f6b2a11',
    causationId: 'vendor-event',
    cause: 'WEBHOOK',
    source: { connectionId: 'billing-stripe', objectType: 'invoice', nativeId: 'in_1' },
    entityId: undefined,
    customerId: idOf('cus'),
    customerNativeId: 'cus_native',
    businessUnitKey: 'emea',
    region: 'EMEA',
    severity: undefined,
    attributes: {},
    ...given,
    type,
    entityType,
  }
}

const payment = { entityId: idOf('pay') }
const attributes = { invoiceId: idOf('inv') }
const contract = { entityId: idOf('ctr'), attributes: { previousId: 'ctr_01K1A5F7D3Q9T3B5N6R8W0XYE2' } }
const escalated = { entityId: idOf('cas'), severity: 'SEV1' } as const

/** One event of each type. */
const EXAMPLES: readonly (BusinessEvent & { type: EventType })[] = [
  example('CUSTOMER_CREATED', 'Customer', { entityId: idOf('cus') }),
  example('CUSTOMER_UPDATED', 'Customer', {
    entityId: idOf('cus'),
    attributes: { changedPaths: ['billingAddress.city'] },
  }),
  example('INVOICE_POSTED', 'Invoice', { entityId: idOf('inv') }),
  example('INVOICE_PAID', 'Invoice', { entityId: idOf('inv') }),
  example('PAYMENT_FAILED', 'Payment', { ...payment, attributes: { ...attributes, willRetry: true } }),
  example('PAYMENT_SUCCEEDED', 'Payment', { ...payment, attributes }),
  example('CONTRACT_RENEWED', 'Contract', contract),
  example('SUBSCRIPTION_CHANGED', 'BillingSubscription', { entityId: idOf('bsb') }),
  example('ENTITLEMENT_CHANGED', 'SupportEntitlement', { entityId: idOf('sen') }),
  example('CASE_OPENED', 'Case', escalated),
  example('CASE_ESCALATED', 'Case', escalated),
  example('CASE_RESOLVED', 'Case', { ...escalated, severity: 'SEV3' }),
]

test('the page shows the payload of every type as it is', () => {
  const page = readFileSync(new URL('./payloads.md', import.meta.url), 'utf8')
  const shown = [...page.matchAll(/^### (\w+)\n[^#]*?```json\n([^`]+)```/gm)].map(([, type, json = '']) => [
    type,
    JSON.parse(json),
  ])
  assert.deepEqual(
    shown,
    EXAMPLES.map((event) => [event.type, toPayload(event).data]),
  )
  assert.deepEqual(
    shown.map(([type]) => type),
    [...EVENT_TYPES],
  )
  const [, whole = ''] = /```json\n([^`]+)```/.exec(page) ?? []
  assert.deepEqual(JSON.parse(whole), toPayload(EXAMPLES[4] ?? example('PAYMENT_FAILED', 'Payment')))
})

test('a payload holds no native id and nothing of the record', () => {
  for (const event of EXAMPLES) {
    const text = JSON.stringify(toPayload(event))
    for (const hidden of ['in_1', 'cus_native', 'vendor-event']) assert.ok(!text.includes(hidden), event.type)
  }
})

test('what has no id is null', () => {
  const event = example('INVOICE_PAID', 'Invoice', { customerId: undefined })
  assert.deepEqual(toPayload(event).data, { invoiceId: null, customerId: null })
})
