import type { Instance } from '../state.ts'
import { AFTER_CASE, BEFORE_CASE } from './case-rules.ts'
import type { AfterRule, BeforeRule, Change, FollowUp } from './change.ts'
import { BEFORE_CONTACT } from './contact-rules.ts'
import { AFTER_ESCALATION, BEFORE_ESCALATION } from './escalation-rules.ts'
import { AFTER_WEFT_WRITE } from './weft-write-rules.ts'

/** Business rules by table: `before` ones may change or refuse the record, `after` ones change others. */
const BEFORE: Readonly<Record<string, readonly BeforeRule[]>> = {
  sn_customerservice_case: BEFORE_CASE,
  sn_customerservice_escalation: BEFORE_ESCALATION,
  customer_contact: BEFORE_CONTACT,
}
const AFTER: Readonly<Record<string, readonly AfterRule[]>> = {
  sn_customerservice_case: AFTER_CASE,
  sn_customerservice_escalation: AFTER_ESCALATION,
  u_weft_write: AFTER_WEFT_WRITE,
}

export function runBeforeRules(instance: Instance, change: Change): void {
  for (const rule of BEFORE[change.table] ?? []) rule(change, instance)
}

export function runAfterRules(instance: Instance, change: Change): FollowUp[] {
  return (AFTER[change.table] ?? []).flatMap((rule) => rule(change, instance))
}
