import type { Field, InstanceTable } from '../state.ts'

/** How the rows of one staging table become records of another. */
export interface TransformMap {
  name: string
  stagingTable: string
  targetTable: string
  fields: readonly FieldMap[]
}

export interface FieldMap {
  /** Of the staging table. `insertMultiple` names columns by their labels. */
  column: string
  label: string
  target: string
  /** Whether a record with the same value is this row's; letters count the same in either case, nothing is no value. */
  coalesce: boolean
}

/** `external id` of the table that each map feeds; the other columns are the target's own fields. */
function toMap(name: string, targetTable: string, key: string, others: readonly string[]): TransformMap {
  return {
    name,
    stagingTable: `u_${name.toLowerCase().replaceAll(' ', '_')}`,
    targetTable,
    fields: [key, ...others].map((target) => {
      const words = target.replace(/^u_/, '')
      const label = words.slice(0, 1).toUpperCase() + words.slice(1).replaceAll('_', ' ')
      return { column: `u_${words}`, label, target, coalesce: target === key }
    }),
  }
}

/** What the demo company created for us, as `update-set.md` describes it. */
export const TRANSFORM_MAPS: readonly TransformMap[] = [
  toMap('Weft account', 'customer_account', 'u_crm_account_id', [
    'name',
    'website',
    'phone',
    'street',
    'city',
    'state',
    'zip',
    'country',
    'u_support_tier',
    'u_tax_id',
  ]),
  toMap('Weft contact', 'customer_contact', 'u_crm_contact_id', [
    'first_name',
    'last_name',
    'email',
    'phone',
    'account',
  ]),
  toMap('Weft contract', 'sn_pss_core_service_contract', 'u_crm_contract_id', [
    'short_description',
    'vendor_contract',
    'account',
    'state',
    'starts',
    'ends',
  ]),
  toMap('Weft entitlement', 'service_entitlement', 'u_correlation_id', [
    'entitlement_name',
    'account',
    'contract',
    'product',
    'state',
    'start_date',
    'end_date',
  ]),
  toMap('Weft case', 'sn_customerservice_case', 'correlation_id', [
    'correlation_display',
    'short_description',
    'description',
    'contact_type',
    'impact',
    'urgency',
    'priority',
    'state',
    'account',
    'contact',
    'contract',
    'entitlement',
    'product',
    'resolution_code',
    'close_notes',
    'work_notes',
    'u_severity',
  ]),
]

const text: Field = { type: 'string' }
const STATES = {
  pending: 'Pending',
  inserted: 'Inserted',
  updated: 'Updated',
  ignored: 'Ignored',
  error: 'Error',
}

/** A staging table: its columns and what the platform notes of each row. */
export function toStagingTable({ name, stagingTable, fields }: TransformMap): InstanceTable {
  const columns = fields.map(({ column }): [string, Field] => [column, text])
  return {
    name: stagingTable,
    label: name,
    extends: undefined,
    numberPrefix: undefined,
    rows: new Map(),
    fields: new Map<string, Field>([
      ['sys_id', text],
      ['sys_created_on', { type: 'glide_date_time' }],
      ['sys_import_set', { type: 'reference', reference: 'sys_import_set' }],
      ['sys_import_state', { type: 'choice', choices: STATES }],
      ['sys_import_state_comment', text],
      ['sys_target_sys_id', text],
      ...columns,
    ]),
  }
}
