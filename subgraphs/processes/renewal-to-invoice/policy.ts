/** What the company allows a renewal without asking a person, and how long it waits for billing. */
export const RENEWAL_POLICY = {
  /** Days before its end from which on a contract may be renewed. */
  windowDays: 90,
  /** The contract's custom field that says otherwise. */
  windowField: 'renewalWindowDays',
  longestTermMonths: 120,
  largestUpliftPercent: 100,
  /** How often billing is asked for the first invoice of the new term, from its day on, and when a person has to look. */
  askAgainMs: 3_600_000,
  patienceDays: 7,
} as const
