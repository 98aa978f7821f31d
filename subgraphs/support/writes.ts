import type { ForeignRef } from '#shared/crosswalk.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { CaseChannel, CasePriority, CaseSeverity } from './values.ts'

/** What Weft writes into a system of case management. `WriteCall` says what every write promises. */
export interface SupportWrites {
  createAccount(account: NewAccount, call: WriteCall): Promise<Written>
  /** Deletes an account that nothing hangs on; one that something hangs on stays, and is FOUND. Already gone: FOUND. */
  removeAccount(nativeId: string, call: WriteCall): Promise<Written>
  /** NOT_FOUND with `facts.input` `contact` where the account has no such contact. */
  openCase(newCase: NewCase, call: WriteCall): Promise<Written>
  /** Already escalated: FOUND, and nothing changes. */
  escalateCase(escalation: CaseEscalation, call: WriteCall): Promise<Written>
  /** A note for agents, never for the customer; the same key writes it once. */
  annotateCase(note: { caseNativeId: string; text: string }, call: WriteCall): Promise<Written>
  /** Puts a case on hold until something outside support happens, or gives it back. */
  setCaseOnHold(
    hold: { caseNativeId: string; isOnHold: boolean; reason: string },
    call: WriteCall,
  ): Promise<Written>
  /** Hands a case to the vendor's group of that name; NOT_FOUND where there is none. */
  routeCase(
    route: { caseNativeId: string; groupName: string; reason: string },
    call: WriteCall,
  ): Promise<Written>
  createEntitlement(entitlement: NewEntitlement, call: WriteCall): Promise<Written>
  /** Ends it at `endsOn` (calendar day, exclusive); undefined: never. */
  setEntitlementEnd(
    entitlement: { nativeId: string; endsOn: string | undefined },
    call: WriteCall,
  ): Promise<Written>
  /** Not to be used until it is active again; its dates stay. */
  setEntitlementActive(
    entitlement: { nativeId: string; isActive: boolean },
    call: WriteCall,
  ): Promise<Written>
  /**
   * Takes units off, or gives them back where `units` is negative; base-10 text. Once for one key. FOUND where the entitlement
   * counts nothing.
   */
  consumeUnits(use: { entitlementNativeId: string; units: string }, call: WriteCall): Promise<Written>
}

export interface NewAccount {
  name: string
  /** How the CRM names the customer: kept on the record, so that matching finds it. */
  crmNativeId: string | undefined
}

export interface NewCase {
  accountNativeId: string
  /** The contact as the CRM or the support system names it. */
  contact: ForeignRef | undefined
  productNativeId: string | undefined
  subject: string
  description: string | undefined
  priority: CasePriority
  severity: CaseSeverity | undefined
  channel: CaseChannel | undefined
}

export interface CaseEscalation {
  caseNativeId: string
  reason: string
  /** Undefined: unchanged. */
  severity: CaseSeverity | undefined
}

export interface NewEntitlement {
  name: string
  accountNativeId: string
  /** Undefined: it covers every product. */
  productNativeId: string | undefined
  /** The CRM's contract that grants it. */
  crmContractId: string | undefined
  /** Calendar days; the end is the first day without it, undefined: open. */
  startsOn: string
  endsOn: string | undefined
  /** Base-10 text; undefined: unlimited. */
  units: string | undefined
}
