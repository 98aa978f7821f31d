import type { SupportWrites } from '../../../writes.ts'
import { createAccount, removeAccount } from './accounts.ts'
import { annotateCase, routeCase, setCaseOnHold } from './change-case.ts'
import { consumeUnits } from './consume-units.ts'
import { createEntitlement, setEntitlementActive, setEntitlementEnd } from './entitlements.ts'
import { escalateCase } from './escalate-case.ts'
import { openCase } from './open-case.ts'
import type { Writing } from './writing.ts'

/** What Weft writes into an instance. How often a write may be asked for, and why once is enough, is in `create-once.ts`. */
export function createServicenowWrites(writing: Writing): SupportWrites {
  return {
    createAccount: (account, call) => createAccount(writing, account, call),
    removeAccount: (nativeId, call) => removeAccount(writing, nativeId, call),
    openCase: (newCase, call) => openCase(writing, newCase, call),
    escalateCase: (escalation, call) => escalateCase(writing, escalation, call),
    annotateCase: (note, call) => annotateCase(writing, note, call),
    setCaseOnHold: (hold, call) => setCaseOnHold(writing, hold, call),
    routeCase: (route, call) => routeCase(writing, route, call),
    createEntitlement: (entitlement, call) => createEntitlement(writing, entitlement, call),
    setEntitlementEnd: (entitlement, call) => setEntitlementEnd(writing, entitlement, call),
    setEntitlementActive: (entitlement, call) => setEntitlementActive(writing, entitlement, call),
    consumeUnits: (use, call) => consumeUnits(writing, use, call),
  }
}
