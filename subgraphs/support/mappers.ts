import type { UserErrorRecord } from '#shared/user-errors.ts'
import type { CaseChannel, CaseRecord, MilestoneRecord, SupportEntitlementRecord } from './provider.ts'

/** What a resolver of a schema type gets as its parent. */
export interface CustomerMapper {
  id: string
}

export interface ContractMapper {
  id: string
}

export interface ContactMapper {
  id: string
}

export interface ProductMapper {
  id: string
}

/** A system is named; the rest of it is configuration. */
export interface SystemInstanceMapper {
  id: string
}

export interface CaseMapper {
  id: string
  record: CaseRecord
}

/** What a mutation came to: a case, or why there is none. */
export interface CasePayloadMapper {
  caseId: string | undefined
  userErrors: UserErrorRecord[]
  replayed: boolean
}

export interface CaseCommercialContextMapper {
  caseId: string
  customerId: string
}

export type SlaMilestoneMapper = MilestoneRecord

export interface SupportEntitlementMapper {
  id: string
  record: SupportEntitlementRecord
}

export interface EntitlementCheckMapper {
  customerId: string
  productId?: string | null | undefined
  featureKey?: string | null | undefined
  channel?: CaseChannel | null | undefined
}
