import { z } from 'zod'
import type { EntitlementVerdict } from '../entitlement.ts'
import type { ProcessRules } from '../rules.ts'

export type NotEntitledAction = ProcessRules['onNotEntitled']

export interface CaseEntitlementInput {
  /** Canonical. */
  caseId: string
  /** What becomes of a case whose customer is not entitled; undefined: what the company's rules say. */
  onNotEntitled?: NotEntitledAction | null | undefined
  /** OPENED, also where it is escalated or somebody asks. */
  moment?: 'OPENED' | 'RESOLVED'
}

export const CASE_INPUT = z.strictObject({
  caseId: z.string(),
  onNotEntitled: z.enum(['ANNOTATE', 'HOLD', 'ROUTE_TO_BILLING']).nullish(),
  moment: z.enum(['OPENED', 'RESOLVED']).optional(),
})

/** All that the steps need, read before the first write. JSON. */
export interface CaseFacts {
  case: { id: string; connectionId: string; nativeId: string; number: string }
  /** Undefined: the case names no customer that Weft knows. */
  customerId?: string | undefined
  /** Undefined where the case is over: nobody is kept waiting any more. */
  verdict?: EntitlementVerdict | undefined
  /** What happens to the case because of it. */
  action: 'NONE' | 'HOLD' | 'ROUTE_TO_BILLING'
  /** It would wait, were it not of the worst severity. */
  isSpared: boolean
  /** What a unit is taken off, here and now; undefined: of nothing, or its system counts by itself. */
  units?: { entitlementNativeId: string; name: string; remaining: string } | undefined
  billingGroup: string
  /** What was asked, to ask again. */
  question?:
    | { customerId: string; productId?: string | undefined; channel?: ChannelName | undefined }
    | undefined
}

type ChannelName = 'EMAIL' | 'PHONE' | 'CHAT' | 'WEB' | 'API'
