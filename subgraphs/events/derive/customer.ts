import type { CustomerFacts } from '#shared/events/facts.ts'
import type { DerivedEvent, Transition } from './derived-event.ts'

/** Updated: a field that one of its systems knows has another value. That it was created is matching's to say. */
export function deriveCustomerEvents({ previous, next }: Transition<CustomerFacts>): DerivedEvent[] {
  if (!previous) return []
  const paths = new Set([...Object.keys(previous.fields), ...Object.keys(next.fields)])
  const changedPaths = [...paths]
    .filter((path) => (previous.fields[path] ?? null) !== (next.fields[path] ?? null))
    .sort()
  return changedPaths.length > 0 ? [{ type: 'CUSTOMER_UPDATED', occurredAt: undefined, changedPaths }] : []
}
