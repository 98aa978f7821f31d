import type { NativeRef } from '#shared/crosswalk.ts'
import type { AttemptRow } from './engine/attempt-rows.ts'
import type { ExceptionRow } from './engine/exception-rows.ts'
import type { EntitlementQuestion } from './entitlement.ts'
import type { KeptError, Run, StepRow } from './engine/run-rows.ts'
import type { Plan, PlannedCompensation, PlannedStep } from './plan.ts'
import type { UserErrorRecord } from '#shared/user-errors.ts'

export type ProcessRunMapper = Run
export type ExceptionItemMapper = ExceptionRow
export interface PlanMapper {
  plan: Plan
  expiresAt: Date
}
export type PlannedStepMapper = PlannedStep
export type CompensationMapper = PlannedCompensation
export interface CallEstimateMapper {
  connectionId: string
  calls: number
}
export interface ProcessStepMapper {
  row: StepRow
  compensation: PlannedCompensation
}
export type StepAttemptMapper = AttemptRow
export type SourceErrorMapper = KeptError
export type UserErrorMapper = UserErrorRecord

export interface SystemInstanceMapper {
  id: string
}

/** A record that a step made or found. */
export interface ExternalRefMapper extends NativeRef {
  url: string | undefined
}

/** What is only named: its owner knows the rest. */
export interface Named {
  id: string
}
export interface EntitlementCheckMapper extends EntitlementQuestion {
  featureKey?: string
}
export type BusinessUnitMapper = Named
export type CustomerMapper = Named
export type ContractMapper = Named
export type OpportunityMapper = Named
export type OrderMapper = Named
export type InvoiceMapper = Named
export type PaymentMapper = Named
export type CaseMapper = Named
export type BillingSubscriptionMapper = Named
