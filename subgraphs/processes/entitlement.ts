import type { SystemDomain } from '#shared/connections/connection.ts'
import type { CaseChannel } from '#support/provider.ts'

/** What is asked: whether a customer is to be served. All ids are canonical. */
export interface EntitlementQuestion {
  customerId: string
  /** Undefined: whatever the product. */
  productId?: string | undefined
  channel?: CaseChannel | undefined
}

/** As the schema's EntitlementOutcome. INDETERMINATE: a system could not say; whoever asks lets the customer in. */
export type EntitlementOutcome = 'ENTITLED' | 'ENTITLED_IN_GRACE' | 'NOT_ENTITLED' | 'INDETERMINATE'

/** What all systems together say. JSON. */
export interface EntitlementVerdict {
  outcome: EntitlementOutcome
  /** As the schema's EntitlementReason. */
  reasons: string[]
  /** What each said; a domain that does not know the customer is left out. */
  evidence: DomainSaying[]
  /** ISO 8601. */
  checkedAt: string
}

export interface DomainSaying {
  domain: SystemDomain
  /** SILENT: it knows the customer, and has no say. FAILED: it could not be asked. */
  says: 'YES' | 'YES_IN_GRACE' | 'NO' | 'SILENT' | 'FAILED'
  reasons: string[]
}
