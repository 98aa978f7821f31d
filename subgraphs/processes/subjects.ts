import type { EntityType } from '#shared/global-id.ts'

const SUBJECTS = [
  ...(['Customer', 'Contract', 'Opportunity', 'Order'] as const),
  ...(['Invoice', 'Payment', 'Case', 'BillingSubscription'] as const),
] as const

/** What a run is about, as the graph's ProcessSubject; null where it is nothing that the graph can name. */
export function toSubject(type: EntityType | null, id: string | null) {
  const __typename = SUBJECTS.find((subject) => subject === type)
  return __typename && id !== null ? { __typename, id } : null
}
