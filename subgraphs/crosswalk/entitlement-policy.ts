import type { SystemDomain } from '#shared/connections/connection.ts'
import type { DomainEvidence, EntitlementCheckMapper } from './mappers.ts'

type Reason = DomainEvidence['reasons'][number]
type Outcome = 'ENTITLED' | 'ENTITLED_IN_GRACE' | 'NOT_ENTITLED' | 'INDETERMINATE'

/** What each domain said. Null: it was asked and could not answer. Absent: the customer has no record there. */
export type Evidence = Partial<Record<SystemDomain, DomainEvidence | null>>

const REASON_ORDER: readonly Reason[] = [
  'NO_CONTRACT',
  'CONTRACT_EXPIRED',
  'NOT_COVERED',
  'UNITS_EXHAUSTED',
  'CHANNEL_NOT_ALLOWED',
  'OUTSIDE_BUSINESS_HOURS',
  'ACCOUNT_OVERDUE',
  'CREDIT_HOLD',
  'SOURCE_UNAVAILABLE',
]

/**
 * The policy, in this order:
 * 1. One domain that says no is enough: NOT_ENTITLED, whoever else is silent or down. A wrong yes is not repaired by asking
 *    more systems.
 * 2. A domain that should have been heard could not answer: INDETERMINATE. Callers let the customer in and flag it; a system
 *    that is down must not become a false no.
 * 3. Nobody says yes: NOT_ENTITLED, for NOT_COVERED when nobody gave a reason.
 * 4. Yes: ENTITLED_IN_GRACE as soon as one domain is only waiting (an overdue invoice within its days of grace).
 */
export function weighEvidence(evidence: Evidence): { outcome: Outcome; reasons: Reason[] } {
  const all = Object.values(evidence)
  const heard = all.filter((one) => one !== null)
  const failed = heard.length < all.length
  const given = new Set<Reason>([
    ...heard.flatMap(({ reasons }) => reasons),
    ...(failed ? (['SOURCE_UNAVAILABLE'] as const) : []),
  ])
  const outcome = outcomeOf(heard, failed)
  if (outcome === 'NOT_ENTITLED' && given.size === 0) given.add('NOT_COVERED')
  return { outcome, reasons: REASON_ORDER.filter((reason) => given.has(reason)) }
}

function outcomeOf(heard: readonly DomainEvidence[], failed: boolean): Outcome {
  if (heard.some(({ grants }) => grants === false)) return 'NOT_ENTITLED'
  if (failed) return 'INDETERMINATE'
  if (!heard.some(({ grants }) => grants === true)) return 'NOT_ENTITLED'
  return heard.some(({ inGrace }) => inGrace) ? 'ENTITLED_IN_GRACE' : 'ENTITLED'
}

/** The evidence that came with the representation, without the domains in which the customer has no record. */
export function collectEvidence(
  check: EntitlementCheckMapper,
  linkedDomains: ReadonlySet<SystemDomain>,
): Evidence {
  const given = {
    CRM: check.crmEvidence,
    BILLING: check.billingEvidence,
    SUPPORT: check.supportEvidence,
    ERP: check.erpEvidence,
  }
  const evidence: Evidence = {}
  for (const domain of ['CRM', 'BILLING', 'SUPPORT', 'ERP'] as const) {
    const said = given[domain]
    if (said != null) evidence[domain] = said
    else if (linkedDomains.has(domain)) evidence[domain] = null
  }
  return evidence
}
