import type { FieldNames } from '../field-names.ts'
import type { Table } from '../native.ts'

/** A table whose records carry the key of the write that made them. */
export type KeyedTable<Field extends string = never> = Table<Field | 'sysId' | 'key'>

const table = <Field extends string>(name: string, fields: Record<Field, string>): Table<Field> => ({
  name,
  fields,
})

/** What every record says of its own state. */
const STATE = { sysId: 'sys_id', modCount: 'sys_mod_count', updatedAt: 'sys_updated_on' }

/** The tables that we write, and of each only what a write sets or has to see; links to the pages stand in `../native.ts`. */
export function createWrittenTables(names: FieldNames) {
  return {
    account: table('customer_account', {
      ...STATE,
      key: names.recordKey,
      name: 'name',
      customer: 'customer',
      crmAccountId: names.crmAccountId,
    }),
    contact: table('customer_contact', {
      sysId: 'sys_id',
      account: 'account',
      crmContactId: names.crmContactId,
    }),
    case: table('sn_customerservice_case', {
      ...STATE,
      key: names.caseKey,
      keyOwner: 'correlation_display',
      number: 'number',
      state: 'state',
      shortDescription: 'short_description',
      description: 'description',
      priority: 'priority',
      impact: 'impact',
      urgency: 'urgency',
      severity: names.severity,
      channel: 'contact_type',
      account: 'account',
      contact: 'contact',
      product: 'product',
      escalation: 'active_escalation',
      group: 'assignment_group',
      workNotes: 'work_notes',
    }),
    // https://www.servicenow.com/docs/r/customer-service-management/case-escalation-form.html
    escalation: table('sn_customerservice_escalation', {
      ...STATE,
      key: names.recordKey,
      /** Of our update set: the case and how many escalations it had before; no two are alike. */
      turn: 'u_turn',
      sourceRecord: 'source_record',
      state: 'state',
      workNotes: 'work_notes',
    }),
    group: table('sys_user_group', { sysId: 'sys_id', name: 'name', active: 'active' }),
    contract: table('sn_pss_core_service_contract', {
      ...STATE,
      crmContractId: names.crmContractId,
      title: 'short_description',
      account: 'account',
      state: 'state',
      starts: 'starts',
      ends: 'ends',
    }),
    entitlement: table('service_entitlement', {
      ...STATE,
      key: names.recordKey,
      name: 'entitlement_name',
      account: 'account',
      contract: 'contract',
      product: 'product',
      state: 'state',
      startDate: 'start_date',
      endDate: 'end_date',
    }),
    /** What can be counted or covered at all, as the company names it. */
    kindOfCharacteristic: table('sn_prd_pm_characteristic', { sysId: 'sys_id', name: 'name' }),
    characteristic: table('sn_pss_core_entitlement_characteristic', {
      sysId: 'sys_id',
      entitlement: 'entitlement',
      kind: 'characteristic',
      value: 'value',
      type: 'type',
    }),
    usage: table('sn_pss_core_entitlement_usage', {
      sysId: 'sys_id',
      entitlement: 'entitlement',
      characteristic: 'entitlement_characteristic',
      periodStart: 'period_start',
      periodEnd: 'period_end',
      totalUnits: 'total_units',
      usedUnits: 'used_units',
    }),
    /** Of our update set: a row is inserted once for its key, and a rule of the instance does what it says. */
    weftWrite: table('u_weft_write', {
      sysId: 'sys_id',
      key: names.recordKey,
      case: 'u_case',
      workNote: 'u_work_note',
      usage: 'u_usage',
      units: 'u_units',
      applied: 'u_applied',
    }),
  }
}

export type WrittenTables = ReturnType<typeof createWrittenTables>
