import { addDays, dayOf } from '#shared/clock.ts'

/** Billing's say in an entitlement check: `grants` undefined where it has none. */
export interface Evidence {
  grants: boolean | undefined
  inGrace: boolean
  reasons: ('NOT_COVERED' | 'ACCOUNT_OVERDUE')[]
}

/** How long an unpaid invoice is waited for before it costs the customer what it pays for. */
const OVERDUE_GRACE_DAYS = 30

/**
 * An account that is overdue beyond the days of grace is granted nothing; within them it is granted what it has, with a
 * reason. `hasFeature` undefined: no feature is asked about. `oldestDueDate`: of what is overdue, undefined when nothing is.
 */
export function weighEvidence(
  { hasFeature, oldestDueDate }: { hasFeature: boolean | undefined; oldestDueDate: string | undefined },
  now: Date,
): Evidence {
  const isOverdue = oldestDueDate !== undefined
  const beyondGrace = isOverdue && oldestDueDate < dayOf(addDays(now, -OVERDUE_GRACE_DAYS))
  return {
    grants: beyondGrace ? false : hasFeature,
    inGrace: isOverdue && !beyondGrace,
    reasons: [
      ...(hasFeature === false ? (['NOT_COVERED'] as const) : []),
      ...(isOverdue ? (['ACCOUNT_OVERDUE'] as const) : []),
    ],
  }
}
