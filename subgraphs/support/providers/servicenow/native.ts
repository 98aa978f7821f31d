import { z } from 'zod'
import { WeftError } from '#shared/errors.ts'
import type { FieldNames } from './field-names.ts'

/**
 * The tables that we read, and of each only the fields that we read: our word → the vendor's field, dots walking through
 * references. The Table API answers text for everything and empty text for nothing.
 */
export interface Table<Field extends string = string> {
  name: string
  fields: Readonly<Record<Field, string>>
}

/** A row by our words. */
export type Row<Field extends string = string> = Readonly<Record<Field, string>>
export type RowOf<T> = T extends Table<infer Field> ? Row<Field> : never

const table = <Field extends string>(name: string, fields: Record<Field, string>): Table<Field> => ({
  name,
  fields,
})

/** The custom fields of accounts that a connection passes on, as fields of the table. */
const CUSTOM = 'custom.'

export function createTables(names: FieldNames) {
  return {
    // https://www.servicenow.com/docs/r/api-reference/rest-apis/account-api.html
    account: table('customer_account', {
      sysId: 'sys_id',
      name: 'name',
      website: 'website',
      parent: 'account_parent',
      updatedAt: 'sys_updated_on',
      supportTier: names.supportTier,
      crmAccountId: names.crmAccountId,
      taxId: names.taxId,
      ...Object.fromEntries(Object.entries(names.custom).map(([key, field]) => [CUSTOM + key, field])),
    }),
    // https://www.servicenow.com/docs/r/api-reference/rest-apis/case-api.html
    case: table('sn_customerservice_case', {
      sysId: 'sys_id',
      number: 'number',
      shortDescription: 'short_description',
      description: 'description',
      state: 'state',
      priority: 'priority',
      severity: names.severity,
      escalation: 'active_escalation',
      escalatedAt: 'active_escalation.sys_created_on',
      channel: 'contact_type',
      account: 'account',
      crmContactId: `contact.${names.crmContactId}`,
      product: 'product',
      entitlement: 'entitlement',
      contract: 'contract',
      entitlementContract: 'entitlement.contract',
      crmContractId: `entitlement.contract.${names.crmContractId}`,
      openedAt: 'opened_at',
      resolvedAt: 'resolved_at',
      closedAt: 'closed_at',
      updatedAt: 'sys_updated_on',
    }),
    // https://www.servicenow.com/docs/r/it-service-management/service-level-management/r_TaskSLATable.html
    taskSla: table('task_sla', {
      sysId: 'sys_id',
      task: 'task',
      name: 'sla.name',
      duration: 'sla.duration',
      stage: 'stage',
      startedAt: 'start_time',
      breachesAt: 'planned_end_time',
      stoppedAt: 'end_time',
      breached: 'has_breached',
      updatedAt: 'sys_updated_on',
    }),
    // https://www.servicenow.com/docs/r/api-reference/rest-apis/entitlement-api.html (the next three)
    entitlement: table('service_entitlement', {
      sysId: 'sys_id',
      name: 'entitlement_name',
      account: 'account',
      contract: 'contract',
      crmContractId: `contract.${names.crmContractId}`,
      soldProduct: 'sold_entitlement',
      product: 'product',
      state: 'state',
      startDate: 'start_date',
      endDate: 'end_date',
      updatedAt: 'sys_updated_on',
    }),
    characteristic: table('sn_pss_core_entitlement_characteristic', {
      sysId: 'sys_id',
      entitlement: 'entitlement',
      account: 'entitlement.account',
      crmContractId: `entitlement.contract.${names.crmContractId}`,
      name: 'characteristic.name',
      option: 'characteristic_option.name',
      value: 'value',
      type: 'type',
    }),
    usage: table('sn_pss_core_entitlement_usage', {
      sysId: 'sys_id',
      entitlement: 'entitlement',
      account: 'entitlement.account',
      crmContractId: `entitlement.contract.${names.crmContractId}`,
      characteristic: 'entitlement_characteristic',
      periodStart: 'period_start',
      totalUnits: 'total_units',
      usedUnits: 'used_units',
    }),
    // https://www.servicenow.com/docs/r/api-reference/rest-apis/service-contract-api.html
    contract: table('sn_pss_core_service_contract', {
      sysId: 'sys_id',
      crmContractId: names.crmContractId,
    }),
    // The product model that cases and entitlements name.
    productModel: table('cmdb_model', {
      sysId: 'sys_id',
      name: 'name',
      sku: names.sku,
      updatedAt: 'sys_updated_on',
    }),
  }
}

export type Tables = ReturnType<typeof createTables>

/** The custom fields that the account table carries: their key, the vendor's field, and our word for it in a row. */
export function customFieldsOf(account: Table): { key: string; field: string; word: string }[] {
  return Object.entries(account.fields)
    .filter(([word]) => word.startsWith(CUSTOM))
    .map(([word, field]) => ({ key: word.slice(CUSTOM.length), field, word }))
}

/** A cell: text; a reference where an instance ignores `sysparm_exclude_reference_link`; nothing reads as empty text. */
const Cell = z
  .union([
    z.string(),
    z.number().transform(String),
    z.boolean().transform(String),
    z.null().transform(() => ''),
    z.object({ value: z.string() }).transform(({ value }) => value),
  ])
  .optional()
  .default('')

/**
 * Reads a row by our words. A cell of a shape that the interface does not promise makes this row INVALID_RESPONSE; a
 * field that the row lacks reads as empty.
 */
export function parseRow<Field extends string>(
  { name, fields }: Table<Field>,
  row: Readonly<Record<string, unknown>>,
  system: string,
): Row<Field> {
  const cells = Object.entries<string>(fields).map(([word, field]) => {
    const cell = Cell.safeParse(row[field])
    if (!cell.success)
      throw new WeftError('INVALID_RESPONSE', `a row of ${name} has no text at ${field}`, { system })
    return [word, cell.data]
  })
  return Object.fromEntries(cells) as Row<Field>
}
