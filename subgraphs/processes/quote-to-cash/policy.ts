/** What the company allows a deal without asking a person, and what it assumes where a system says nothing. */
export const DEAL_POLICY = {
  /** Percent off billing's list prices, over the whole deal. */
  discountWithoutApproval: 20,
  paymentTermsCode: 'NET_30',
  /** Days that a deal's first day may lie before or after today. */
  longestBackdate: 90,
  longestDelay: 366,
  longestTermMonths: 120,
} as const
