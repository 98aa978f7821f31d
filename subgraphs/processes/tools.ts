import type { BillingProvider } from '#billing/provider.ts'
import type { CrmProvider } from '#crm/provider.ts'
import type { ErpProvider } from '#erp/provider.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { BusinessUnit } from '#shared/connections/configuration.ts'
import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import type { Crosswalk, Identity, NativeRef } from '#shared/crosswalk.ts'
import type { EventType } from '#shared/events/event.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { WrittenState } from '#shared/writes.ts'
import type { SupportProvider } from '#support/provider.ts'
import type { Claims } from './claims.ts'
import type { EntitlementQuestion, EntitlementVerdict } from './entitlement.ts'
import type { RulesOf } from './rules.ts'

/** What systems told, by when it was received; all given parts must hold. */
export interface EventChoice {
  connectionId: string | undefined
  from: Date
  to: Date
  types: readonly EventType[] | undefined
}

/** A customer that may be the one that is about to be made, and by what. */
export interface AlikeCustomer {
  /** Canonical. */
  id: string
  by: 'TAX_ID' | 'DOMAIN_AND_NAME' | 'NAME'
}

/** What steps reach the world with. Made once for a process of the operating system. */
export interface ProcessTools {
  crosswalk: Crosswalk
  connections: ReadonlyMap<string, Connection>
  businessUnits: readonly BusinessUnit[]
  /** Key of the business unit that a customer belongs to. */
  businessUnitKeyOf(customerId: string): Promise<string | undefined>
  /** By connection; throws NOT_CONFIGURED for one that is not there. */
  crm(connectionId: string): CrmProvider
  billing(connectionId: string): BillingProvider
  support(connectionId: string): SupportProvider
  erp(connectionId: string): ErpProvider
  /** Which system's word counts for a field (`Customer.legalName`) in a business unit, and who answers when it has nothing. */
  recordOrderOf(field: string, businessUnitKey: string | undefined): readonly SystemDomain[]
  /**
   * Remembers a write of ours, so that the vendor's event of it is told with this run's correlation and causation id, and drops
   * what was remembered of the record and of the lists of the customer (canonical id): the next read is of now.
   */
  noteOwnWrite(
    written: WrittenState,
    cause: { correlationId: string; causationId: string; customerId?: string | undefined },
  ): Promise<void>
  /** A write of ours has changed a customer: what Weft itself keeps of it is of now. Without a name, it has the same one. */
  noteCustomer(id: string, change: { displayName: string | undefined }): Promise<void>
  /** A record that Weft has made is the thing that a canonical id names. */
  link(id: string, ref: NativeRef): Promise<void>
  /** Customers that one of this description may be, by the rules of matching and by the name alone; the records may be gone. */
  findAlike(customer: Pick<Identity, 'name' | 'legalName' | 'domain' | 'taxIds'>): Promise<AlikeCustomer[]>
  /** What two descriptions that `findAlike` would hold for one customer's have in common at least one of. */
  marksOf(customer: Pick<Identity, 'name' | 'legalName' | 'taxIds'>): string[]
  /** A customer that we have made gets its canonical id, as matching gives it. */
  learnCustomer(identity: Identity): Promise<void>
  /** A customer's record that we have made and taken back. */
  forgetCustomer(ref: NativeRef): Promise<void>
  /** Asks every system, now, whether a customer is entitled. One that cannot be asked is no no: it says FAILED. */
  checkEntitlement(question: EntitlementQuestion, call: CallContext): Promise<EntitlementVerdict>
  /** What systems told, applied again, or only counted; answers how much it is. */
  replayEvents(choice: EventChoice, how: { isDry: boolean }): Promise<number>
  claims: Claims
  rulesOf: RulesOf
  logger: Logger
}
