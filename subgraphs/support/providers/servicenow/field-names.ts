import type { Connection } from '#shared/connections/connection.ts'
import { readRenamedFields } from '#shared/connections/renamed-fields.ts'

/**
 * What an instance may call differently. Fields that begin with `u_` are the instance's own: ServiceNow has no field for
 * them. The characteristics are rows of Product Catalog Management, which every company names for itself.
 */
const DEFAULTS = {
  /** On customer_account. */
  supportTier: 'u_support_tier',
  crmAccountId: 'u_crm_account_id',
  taxId: 'u_tax_id',
  /** On customer_contact. */
  crmContactId: 'u_crm_contact_id',
  /** On sn_pss_core_service_contract. */
  crmContractId: 'u_crm_contract_id',
  /** On sn_customerservice_case, which the vendor ships without a severity. */
  severity: 'u_severity',
  /** Where a case carries the key of the write that made it: the field of every task. */
  caseKey: 'correlation_id',
  /** The same on accounts, escalations, entitlements and Weft's own table, which come with our update set. */
  recordKey: 'u_correlation_id',
  /** On cmdb_model. */
  sku: 'model_number',
  /** Characteristics whose usage is counted. */
  casesCharacteristic: 'Cases',
  hoursCharacteristic: 'Hours',
  /** Characteristics that say what is covered. */
  channelCharacteristic: 'Channel',
  slaCharacteristic: 'SLA',
  businessHoursCharacteristic: 'Support hours',
} as const

/** What another system's records are called where `u_crm_…` names one. */
const CRM_OBJECT_TYPES = {
  crmAccountType: 'Account',
  crmContactType: 'Contact',
  crmContractType: 'Contract',
} as const

export type FieldName = keyof typeof DEFAULTS | keyof typeof CRM_OBJECT_TYPES

export interface FieldNames extends Readonly<Record<FieldName, string>> {
  /** Account fields passed on as custom fields: key → field. */
  custom: Readonly<Record<string, string>>
}

const DEFAULT_CUSTOM_FIELDS = { accountNumber: 'number', rankTier: 'rank_tier' }

/** The connection's names over the defaults; throws INVALID_CONNECTION for one that can be none. */
export function readFieldNames(connection: Connection): FieldNames {
  const { names, custom } = readRenamedFields(connection, { ...DEFAULTS, ...CRM_OBJECT_TYPES }, isAcceptable)
  const named = custom.map(({ key, field }) => [key, field])
  return { ...names, custom: { ...DEFAULT_CUSTOM_FIELDS, ...Object.fromEntries(named) } }
}

function isAcceptable(value: string, name: string): boolean {
  if (name.endsWith('Characteristic') || name.endsWith('Type')) return value.trim() !== ''
  return /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(value)
}
