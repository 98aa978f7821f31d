// The words that support's records choose from. What a vendor says beyond them reads as UNKNOWN, never as an error.

export type { EntitlementStatus } from '#shared/entitlement-status.ts'

export const CASE_STATUSES = [
  'NEW',
  'IN_PROGRESS',
  'WAITING_ON_CUSTOMER',
  'ON_HOLD',
  'RESOLVED',
  'CLOSED',
  'CANCELLED',
  'UNKNOWN',
] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]
export type CasePriority = 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT' | 'UNKNOWN'
/** SEV1 is the worst. */
export type CaseSeverity = 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4' | 'UNKNOWN'
export type CaseChannel = 'EMAIL' | 'PHONE' | 'CHAT' | 'WEB' | 'API' | 'UNKNOWN'
export type EntitlementSource = 'CONTRACT' | 'SUBSCRIPTION' | 'MANUAL_GRANT' | 'TRIAL' | 'UNKNOWN'
export type SupportUnit = 'UNLIMITED' | 'CASES' | 'HOURS' | 'UNKNOWN'
export type DecrementOn = 'CASE_CREATION' | 'CASE_RESOLUTION' | 'CASE_CLOSE' | 'NEVER' | 'UNKNOWN'
