/** What the company lets Weft do by itself, where a process asks. */
export interface ProcessRules {
  /** What becomes of a case whose customer is not entitled, where an event asks: as the schema's NotEntitledAction. */
  onNotEntitled: 'ANNOTATE' | 'HOLD' | 'ROUTE_TO_BILLING'
  /** Days after a failed payment until what the customer is entitled to is suspended. */
  paymentGraceDays: number
  /** The group of support that cases are routed to when money is what they wait for; as support names it. */
  billingGroup: string
}

export const DEFAULT_RULES: ProcessRules = {
  onNotEntitled: 'ANNOTATE',
  paymentGraceDays: 14,
  billingGroup: 'Billing Support',
}
