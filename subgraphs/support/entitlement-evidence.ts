import type { CaseChannel, SupportEntitlementRecord } from './provider.ts'

/** What an entitlement check asks of support. */
export interface EntitlementQuestion {
  productId: string | undefined
  featureKey: string | undefined
  channel: CaseChannel | undefined
}

export type Reason =
  | 'NO_CONTRACT'
  | 'NOT_COVERED'
  | 'CONTRACT_EXPIRED'
  | 'CHANNEL_NOT_ALLOWED'
  | 'UNITS_EXHAUSTED'

/** Support's say: `grants` undefined where it has none. Reasons speak against. */
export interface Evidence {
  grants: boolean | undefined
  inGrace: boolean
  reasons: Reason[]
}

/** An entitlement and the product that it covers; undefined: every product. */
export interface Candidate {
  entitlement: SupportEntitlementRecord
  productId: string | undefined
}

const NO_SAY: Evidence = { grants: undefined, inGrace: false, reasons: [] }

/**
 * Whether any of a customer's entitlements covers what is asked, now. The best candidate speaks for all: the one that
 * grants, else the one that least stands against. `candidates` undefined: support does not know the customer.
 */
export function weighEntitlements(
  candidates: readonly Candidate[] | undefined,
  question: EntitlementQuestion,
  now: Date,
): Evidence {
  // Whether a feature may be used is for billing to say.
  if (candidates === undefined || (question.featureKey !== undefined && question.productId === undefined))
    return NO_SAY
  const covering = candidates.filter(
    ({ productId, entitlement }) =>
      question.productId === undefined ||
      entitlement.product === undefined ||
      productId === question.productId,
  )
  const weighed = covering.map(({ entitlement }) => ({
    inGrace: entitlement.status === 'GRACE',
    reasons: reasonsAgainst(entitlement, question, now),
  }))
  const [best] = weighed.sort((one, other) => one.reasons.length - other.reasons.length)
  if (!best) return { grants: false, inGrace: false, reasons: ['NOT_COVERED'] }
  const grants = best.reasons.length === 0
  return { grants, inGrace: grants && best.inGrace, reasons: best.reasons }
}

function reasonsAgainst(
  entitlement: SupportEntitlementRecord,
  { channel }: EntitlementQuestion,
  now: Date,
): Reason[] {
  const { start, end, channels, remainingUnits } = entitlement
  const ended = (end !== undefined && now >= end) || entitlement.status === 'EXPIRED'
  const usable = ['ACTIVE', 'GRACE', 'EXHAUSTED', 'EXPIRED'].includes(entitlement.status)
  const notBegun = start !== undefined && now < start
  const refused = channel !== undefined && channels.length > 0 && !channels.includes(channel)
  return [
    ...(ended ? (['CONTRACT_EXPIRED'] as const) : []),
    ...(!usable || notBegun ? (['NOT_COVERED'] as const) : []),
    ...(refused ? (['CHANNEL_NOT_ALLOWED'] as const) : []),
    ...(remainingUnits === '0' ? (['UNITS_EXHAUSTED'] as const) : []),
  ]
}
