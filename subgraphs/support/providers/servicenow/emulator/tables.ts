import type { Field, InstanceTable } from './state.ts'

const text: Field = { type: 'string' }
const integer: Field = { type: 'integer' }
const bool: Field = { type: 'boolean' }
const time: Field = { type: 'glide_date_time' }
const day: Field = { type: 'glide_date' }
const journal: Field = { type: 'journal_input' }
const span: Field = { type: 'glide_duration' }
const choice = (choices: Readonly<Record<string, string>>): Field => ({ type: 'choice', choices })
const to = (reference: string): Field => ({ type: 'reference', reference })

const SYSTEM_FIELDS: Record<string, Field> = {
  sys_id: text,
  sys_class_name: text,
  sys_created_by: text,
  sys_created_on: time,
  sys_updated_by: text,
  sys_updated_on: time,
  sys_mod_count: integer,
}

interface TableDefinition {
  label: string
  extends?: string
  numberPrefix?: string
  fields: Record<string, Field>
}

/**
 * Tables and fields as the vendor's pages list them (Account, Contact, Case, Entitlement, Service Contract APIs and the
 * Task SLA table of release Australia); `u_` marks what the demo company added.
 */
const DEFINITIONS: Record<string, TableDefinition> = {
  core_company: {
    label: 'Company',
    fields: {
      name: text,
      website: text,
      phone: text,
      street: text,
      city: text,
      state: text,
      zip: text,
      country: text,
      parent: to('core_company'),
      customer: bool,
      rank_tier: choice({ strategic: 'Strategic', tactical: 'Tactical', valued: 'Valued', other: 'Other' }),
    },
  },
  customer_account: {
    label: 'Account',
    extends: 'core_company',
    numberPrefix: 'ACCT',
    fields: {
      number: text,
      account_code: text,
      account_path: text,
      account_parent: to('customer_account'),
      primary_contact: to('customer_contact'),
      active_escalation: to('sn_customerservice_escalation'),
      partner: bool,
      registration_code: text,
      u_support_tier: text,
      u_crm_account_id: text,
      u_tax_id: text,
      u_correlation_id: text,
    },
  },
  sys_user_group: { label: 'Group', fields: { name: text, active: bool } },
  sys_user: {
    label: 'User',
    fields: {
      first_name: text,
      last_name: text,
      name: text,
      email: text,
      phone: text,
      title: text,
      active: bool,
      user_name: text,
    },
  },
  customer_contact: {
    label: 'Contact',
    extends: 'sys_user',
    fields: { account: to('customer_account'), u_crm_contact_id: text },
  },
  cmdb_model: {
    label: 'Product Model',
    fields: { name: text, display_name: text, model_number: text, short_description: text },
  },
  ast_contract: {
    label: 'Contract',
    numberPrefix: 'CNTR',
    fields: {
      number: text,
      short_description: text,
      vendor_contract: text,
      account: to('customer_account'),
      state: choice({ draft: 'Draft', active: 'Active', expired: 'Expired', cancelled: 'Cancelled' }),
      starts: day,
      ends: day,
    },
  },
  sn_pss_core_service_contract: {
    label: 'Service Contract',
    extends: 'ast_contract',
    fields: { u_crm_contract_id: text },
  },
  service_entitlement: {
    label: 'Entitlement',
    fields: {
      entitlement_name: text,
      account: to('customer_account'),
      consumer: text,
      household: text,
      contract: to('sn_pss_core_service_contract'),
      service_contract_line: text,
      state: choice({
        draft: 'Draft',
        active: 'Active',
        cancelled: 'Cancelled',
        expired: 'Expired',
        suspended: 'Suspended',
      }),
      product: to('cmdb_model'),
      product_offering: text,
      sold_entitlement: text,
      start_date: day,
      end_date: day,
      u_correlation_id: text,
    },
  },
  sn_prd_pm_characteristic: { label: 'Characteristic', fields: { name: text, input_type: text } },
  sn_prd_pm_characteristic_option: {
    label: 'Characteristic Option',
    fields: { name: text, characteristic: to('sn_prd_pm_characteristic') },
  },
  sn_pss_core_entitlement_characteristic: {
    label: 'Characteristic',
    fields: {
      entitlement: to('service_entitlement'),
      service_contract_line: text,
      characteristic: to('sn_prd_pm_characteristic'),
      characteristic_option: to('sn_prd_pm_characteristic_option'),
      value: text,
      type: choice({ coverage: 'Coverage', coverage_and_usage: 'Coverage and Usage' }),
    },
  },
  sn_pss_core_entitlement_usage: {
    label: 'Entitlement Usage',
    fields: {
      entitlement: to('service_entitlement'),
      entitlement_characteristic: to('sn_pss_core_entitlement_characteristic'),
      service_contract_line: text,
      period_start: day,
      period_end: day,
      total_units: text,
      used_units: text,
    },
  },
  task: {
    label: 'Task',
    fields: {
      number: text,
      short_description: text,
      description: text,
      active: bool,
      priority: choice({ '1': '1 - Critical', '2': '2 - High', '3': '3 - Moderate', '4': '4 - Low' }),
      impact: choice({ '1': '1 - High', '2': '2 - Medium', '3': '3 - Low' }),
      urgency: choice({ '1': '1 - High', '2': '2 - Medium', '3': '3 - Low' }),
      escalation: choice({ '0': 'Normal', '1': 'Moderate', '2': 'High', '3': 'Overdue' }),
      contact_type: choice({ chat: 'Chat', email: 'Email', phone: 'Phone', social: 'Social', web: 'Web' }),
      opened_at: time,
      closed_at: time,
      made_sla: bool,
      correlation_id: text,
      correlation_display: text,
      sla_due: time,
      parent: to('task'),
      comments: journal,
      work_notes: journal,
      opened_by: to('sys_user'),
      closed_by: to('sys_user'),
      assigned_to: to('sys_user'),
      assignment_group: to('sys_user_group'),
    },
  },
  sn_customerservice_case: {
    label: 'Case',
    extends: 'task',
    numberPrefix: 'CS',
    fields: {
      state: choice({ '1': 'New', '3': 'Closed', '6': 'Resolved', '10': 'Open', '18': 'Awaiting Info' }),
      account: to('customer_account'),
      contact: to('customer_contact'),
      product: to('cmdb_model'),
      contract: to('ast_contract'),
      entitlement: to('service_entitlement'),
      active_escalation: to('sn_customerservice_escalation'),
      resolved_at: time,
      resolved_by: to('sys_user'),
      first_response_time: time,
      category: text,
      cause: text,
      resolution_code: text,
      close_notes: text,
      u_severity: choice({ '1': 'Severity 1', '2': 'Severity 2', '3': 'Severity 3', '4': 'Severity 4' }),
    },
  },
  sn_customerservice_escalation: {
    label: 'Escalation',
    numberPrefix: 'ESC',
    fields: {
      number: text,
      source_record: text,
      state: choice({
        requested: 'Requested',
        escalated: 'Escalated',
        declined: 'Declined',
        closed: 'Closed',
      }),
      work_notes: journal,
      u_correlation_id: text,
      u_turn: text,
    },
  },
  /** Of the update set: what is done once for one key where no record of its own could carry that. */
  u_weft_write: {
    label: 'Weft write',
    fields: {
      u_correlation_id: text,
      u_case: to('sn_customerservice_case'),
      u_work_note: text,
      u_usage: to('sn_pss_core_entitlement_usage'),
      u_units: text,
      u_applied: bool,
    },
  },
  cmn_schedule: { label: 'Schedule', fields: { name: text } },
  contract_sla: {
    label: 'SLA Definition',
    fields: { name: text, type: text, target: text, duration: span, schedule: to('cmn_schedule') },
  },
  task_sla: {
    label: 'Task SLA',
    fields: {
      task: to('task'),
      sla: to('contract_sla'),
      stage: choice({
        in_progress: 'In progress',
        cancelled: 'Cancelled',
        paused: 'Paused',
        completed: 'Completed',
      }),
      start_time: time,
      end_time: time,
      planned_end_time: time,
      has_breached: bool,
      business_percentage: text,
    },
  },
}

/** What import sets and deletions are recorded in. */
const PLATFORM_TABLES: Record<string, TableDefinition> = {
  sys_import_set: {
    label: 'Import Set',
    numberPrefix: 'ISET',
    fields: {
      number: text,
      table_name: text,
      state: choice({ loading: 'Loading', loaded: 'Loaded', processed: 'Processed' }),
      multi_import_set: text,
    },
  },
  /** What was written into journal fields, which are empty themselves. */
  sys_journal_field: {
    label: 'Journal Entry',
    fields: { name: text, element: text, element_id: text, value: text },
  },
  // Only of audited tables, and only for who may read it; the demo instance audits all.
  sys_audit_delete: {
    label: 'Audit Deleted Record',
    fields: { tablename: text, documentkey: text, display_value: text, user: text },
  },
}

/** The instance's tables, empty. */
export function createTables(): Map<string, InstanceTable> {
  return new Map(
    Object.entries({ ...DEFINITIONS, ...PLATFORM_TABLES }).map(([name, { label, fields, ...rest }]) => [
      name,
      {
        name,
        label,
        extends: rest.extends,
        numberPrefix: rest.numberPrefix,
        fields: new Map(
          Object.entries(rest.extends === undefined ? { ...SYSTEM_FIELDS, ...fields } : fields),
        ),
        rows: new Map(),
      },
    ]),
  )
}
