/**
 * What the company lets Weft do by itself, where a process asks: finance's own numbers. `rules.md` says what each means, and
 * `rules-file.ts` reads them; each business unit may differ.
 */
export interface ProcessRules {
  /** What becomes of a case whose customer is not entitled, where an event asks: as the schema's NotEntitledAction. */
  onNotEntitled: 'ANNOTATE' | 'HOLD' | 'ROUTE_TO_BILLING'
  /** Days after a failed payment until what the customer is entitled to is suspended. */
  paymentGraceDays: number
  /** The group of support that cases are routed to when money is what they wait for; as support names it. */
  billingGroup: string
  /** Percent off billing's list prices, over a whole deal, that nobody needs to say yes to. */
  discountWithoutApprovalPercent: number
  /** Terms of a customer for whom neither the ERP nor the deal names any: `NET_30`. */
  paymentTermsCode: string
  /** Days that a deal's first day may lie before or after today. */
  longestBackdateDays: number
  longestDelayDays: number
  /** Of a deal and of a renewal. */
  longestTermMonths: number
  /** Days before its end from which on a contract may be renewed, unless the contract itself says otherwise. */
  renewalWindowDays: number
  largestUpliftPercent: number
  /** Days after billing should have made the first invoice of a new term until a person has to look. */
  renewalInvoicePatienceDays: number
}

export const DEFAULT_RULES: ProcessRules = {
  onNotEntitled: 'ANNOTATE',
  paymentGraceDays: 14,
  billingGroup: 'Billing Support',
  discountWithoutApprovalPercent: 20,
  paymentTermsCode: 'NET_30',
  longestBackdateDays: 90,
  longestDelayDays: 366,
  longestTermMonths: 120,
  renewalWindowDays: 90,
  largestUpliftPercent: 100,
  renewalInvoicePatienceDays: 7,
}

/** The longest window that is looked for: a contract that says more is found so many days before its end. */
export const LONGEST_WINDOW_DAYS = 730

/** The rules of a business unit, by its key; undefined: the company's. */
export type RulesOf = (businessUnitKey: string | undefined) => ProcessRules
