import { WeftError } from '#shared/errors.ts'
import type { RecordRef } from '#shared/events/changes.ts'

/** The records that are read again; a change of anything else is a change of one of these. */
const OBJECT_TYPES = [
  'customer',
  'subscription',
  'invoice',
  'payment_intent',
  'product',
  'price',
  'active_entitlement_summary',
] as const
export type ObjectType = (typeof OBJECT_TYPES)[number]

/** Stripe's object → where it names the records that it belongs to. */
const NAMES: Readonly<Record<string, readonly (readonly [field: string, objectType: ObjectType])[]>> = {
  customer: [['id', 'customer']],
  tax_id: [['customer', 'customer']],
  subscription: [['id', 'subscription']],
  invoice: [['id', 'invoice']],
  payment_intent: [['id', 'payment_intent']],
  charge: [['payment_intent', 'payment_intent']],
  refund: [['payment_intent', 'payment_intent']],
  dispute: [['payment_intent', 'payment_intent']],
  invoice_payment: [['invoice', 'invoice']],
  credit_note: [['invoice', 'invoice']],
  product: [['id', 'product']],
  price: [['id', 'price']],
  'entitlements.active_entitlement_summary': [['customer', 'active_entitlement_summary']],
}

/**
 * The records that an event's object is, or belongs to; none where nothing follows it. INVALID_RESPONSE for an object that
 * does not say which.
 */
export function refsIn(object: Readonly<Record<string, unknown>>): RecordRef[] | WeftError {
  const names = NAMES[String(object.object)]
  if (!names) return []
  const refs: RecordRef[] = []
  for (const [field, objectType] of names) {
    const nativeId = idOf(object[field])
    // A charge or a refund of no intent, an upcoming invoice: nothing that we read.
    if (nativeId === undefined && object[field] != null)
      return new WeftError('INVALID_RESPONSE', `${object.object}.${field} names nothing`)
    if (nativeId !== undefined) refs.push({ objectType, nativeId })
  }
  return refs
}

/** An id, or the object where it was expanded. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : undefined
}
