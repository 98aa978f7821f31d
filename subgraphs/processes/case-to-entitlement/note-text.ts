import type { DomainSaying } from '../entitlement.ts'
import type { CaseFacts } from './facts.ts'

const WORDS: Readonly<Record<DomainSaying['says'], string>> = {
  YES: 'yes',
  YES_IN_GRACE: 'within its days of grace',
  NO: 'no',
  SILENT: 'no say',
  FAILED: 'could not be asked',
}

/** What agents read at the case. */
export function noteText(facts: CaseFacts): string {
  const { verdict, customerId } = facts
  const reasons = verdict?.reasons.length ? ` (${verdict.reasons.join(', ')})` : ''
  const sayings = (verdict?.evidence ?? []).map((saying) => `${saying.domain}: ${sentenceOf(saying)}`)
  return [
    `Entitlement: ${verdict?.outcome ?? 'INDETERMINATE'}${reasons}`,
    ...(customerId === undefined ? ['Nobody knows whose case it is.'] : sayings),
    consequenceOf(facts),
    `Checked by Weft at ${verdict?.checkedAt}`,
  ].join('\n')
}

const sentenceOf = ({ says, reasons }: DomainSaying): string =>
  reasons.length > 0 ? `${WORDS[says]}, ${reasons.join(', ')}` : WORDS[says]

function consequenceOf({ verdict, action, isSpared, billingGroup }: CaseFacts): string {
  if (isSpared) return 'It is worked on all the same: nobody waits with the worst severity.'
  if (action === 'HOLD') return 'It waits until that has changed, and goes on by itself then.'
  if (action === 'ROUTE_TO_BILLING') return `It goes to ${billingGroup}.`
  if (verdict?.outcome === 'INDETERMINATE')
    return 'Not everybody could be asked: serve the customer as one that is entitled.'
  return verdict?.outcome === 'NOT_ENTITLED' ? 'Nothing else was done.' : 'Serve the customer.'
}
