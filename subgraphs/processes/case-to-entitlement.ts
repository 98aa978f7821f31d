import { CASE_INPUT, type CaseEntitlementInput, type CaseFacts } from './case-to-entitlement/facts.ts'
import { prepareCaseEntitlement, UNKNOWN_CASE } from './case-to-entitlement/prepare.ts'
import type { Process } from './process.ts'
import { annotateCase } from './steps/annotate-case.ts'
import { bookUnits } from './steps/book-units.ts'
import { holdCase } from './steps/hold-case.ts'
import { releaseCase } from './steps/release-case.ts'
import { routeCase } from './steps/route-case.ts'

/**
 * A case that is opened or escalated: is its customer to be served? Agents are told what every system says, a unit is booked
 * once, and a customer that is not entitled waits, or goes to billing, where the company wants it so. A doubt is always the
 * customer's. Whoever waits for a payment, a contract or an entitlement is looked at again when there is one.
 */
export const caseToEntitlement: Process<CaseEntitlementInput, CaseFacts> = {
  kind: 'CASE_TO_ENTITLEMENT',
  input: CASE_INPUT,
  prepare: prepareCaseEntitlement,
  missing: () => UNKNOWN_CASE,
  steps: [bookUnits, annotateCase, holdCase, routeCase, releaseCase],
  resultStep: 'annotate-case',
}
