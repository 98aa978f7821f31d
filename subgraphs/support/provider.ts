import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import type { ForeignRef, IdentitySource, NativeRef } from '#shared/crosswalk.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { CustomFieldRecord } from '#shared/custom-field.ts'
import type { Listed } from '#shared/listed.ts'
import type { Position } from '#shared/newest-first.ts'
import type { Page } from '#shared/page.ts'
import type { CanonicalRecord } from '#shared/provenance.ts'
import type {
  CaseChannel,
  CasePriority,
  CaseSeverity,
  CaseStatus,
  DecrementOn,
  EntitlementSource,
  EntitlementStatus,
  SupportUnit,
} from './values.ts'
import type { SupportWrites } from './writes.ts'

export * from './values.ts'

/** The customer as support knows it. */
export interface AccountRecord extends CanonicalRecord {
  nativeId: string
  name: string
  /** The vendor's own word, or the operator's: "Platinum". */
  supportTier: string | undefined
  customFields: readonly CustomFieldRecord[]
}

export interface CaseRecord extends CanonicalRecord {
  nativeId: string
  /** What people quote: "CS0001005". */
  caseNumber: string
  /** Empty text where the case has none. */
  subject: string
  description: string | undefined
  status: CaseStatus
  priority: CasePriority
  /** Undefined where the vendor's account keeps no severity, or the case has none. */
  severity: CaseSeverity | undefined
  /** True while somebody has asked for more attention and it has not been given back. */
  escalated: boolean
  escalatedAt: Date | undefined
  channel: CaseChannel | undefined
  account: NativeRef | undefined
  contact: ForeignRef | undefined
  product: NativeRef | undefined
  /** The entitlement that the case was booked on. */
  entitlement: NativeRef | undefined
  /** Support's own contract record that the case is handled under. */
  contract: NativeRef | undefined
  /** That contract in the CRM, where the vendor says so with the case; else `getContracts` knows. */
  crmContract: ForeignRef | undefined
  openedAt: Date
  resolvedAt: Date | undefined
  closedAt: Date | undefined
}

/** A promise with a clock: first response, resolution. */
export interface MilestoneRecord extends CanonicalRecord {
  name: string
  /** ISO 8601 duration. */
  target: string
  startedAt: Date | undefined
  dueAt: Date | undefined
  completedAt: Date | undefined
  violated: boolean
}

export interface SupportEntitlementRecord extends CanonicalRecord {
  nativeId: string
  name: string
  account: NativeRef | undefined
  /** As the vendor says, and EXHAUSTED where an active one has no units left. Dates are not folded into it. */
  status: EntitlementStatus
  /** Half-open: `start` is included, `end` is not. An undefined end is open. */
  start: Date | undefined
  end: Date | undefined
  contract: ForeignRef | undefined
  /** Why the customer has it. */
  grantedBy: EntitlementSource
  /** Undefined: it covers every product. */
  product: NativeRef | undefined
  assetSerial: string | undefined
  unit: SupportUnit
  /** Decimal text in `unit`; undefined: unlimited. */
  totalUnits: string | undefined
  /** Never below zero. */
  remainingUnits: string | undefined
  decrementOn: DecrementOn
  slaName: string | undefined
  /** The vendor's name of the schedule. */
  businessHours: string | undefined
  /** Empty: not limited to some channels. */
  channels: readonly CaseChannel[]
  /** Promises that hang on the entitlement itself; clocks that run hang on cases. */
  milestones: readonly MilestoneRecord[]
}

/** Support's copy of a contract, as far as it leads to the CRM's. */
export interface ServiceContractRecord {
  nativeId: string
  crmContract: ForeignRef | undefined
}

/** The cases of one customer. */
export interface CaseListRequest {
  /** The customer's accounts in this system; never empty. */
  accountIds: readonly string[]
  /** Undefined: any. */
  statuses: readonly CaseStatus[] | undefined
  first: number
  /** The case after which the page begins. */
  after: Position | undefined
}

/**
 * What the domain needs from a vendor of case management; `test/contract/support.ts` says the same as tests. Every lookup takes
 * many keys and answers in their order with the same length; a key that fails answers an error in its place, and a record of
 * a list that cannot be read stands unread in its own. A call as a whole rejects only where no key could be asked. What is
 * asked for in one turn of the event loop by the same `call` may travel together.
 */
export interface SupportProvider {
  readonly connection: Connection
  readonly identities: IdentitySource
  /** What the vendor tells of changes; absent: nothing. */
  readonly changes?: ChangeSource
  /** Circuit and budget of the connection, known without a call. */
  health(): SystemHealth
  /** What may be written; absent: nothing. */
  readonly writes?: SupportWrites
  /** Undefined for an account that is not there. */
  getAccounts(accountIds: readonly string[], call: CallContext): Promise<Answer<AccountRecord>[]>
  /** Newest first (`openedAt`, then native id, both descending); one customer's many cases delay no other's. */
  listCases(
    requests: readonly CaseListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<CaseRecord>>>[]>
  getCases(caseIds: readonly string[], call: CallContext): Promise<Answer<CaseRecord>[]>
  /** In the order in which their clocks started. */
  listMilestones(caseIds: readonly string[], call: CallContext): Promise<Answer<MilestoneRecord[]>[]>
  /** All entitlements of each account, in a stable order. */
  listEntitlements(
    accountIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<Listed<SupportEntitlementRecord>[]>[]>
  /** All entitlements that name a contract by the id it has in the CRM. */
  listEntitlementsOfContracts(
    crmContractIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<Listed<SupportEntitlementRecord>[]>[]>
  getEntitlements(
    entitlementIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<SupportEntitlementRecord>[]>
  getContracts(contractIds: readonly string[], call: CallContext): Promise<Answer<ServiceContractRecord>[]>
  close(): Promise<void>
}
