import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'

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

const CUSTOM_PREFIX = 'custom.'
const DEFAULT_CUSTOM_FIELDS = { accountNumber: 'number', rankTier: 'rank_tier' }

/**
 * The connection's names over the defaults. A misspelt one is refused here, because the vendor would drop it in silence
 * and answer too much: INVALID_CONNECTION.
 */
export function readFieldNames({ id, fields }: Connection): FieldNames {
  const names: Record<string, string> = { ...DEFAULTS, ...CRM_OBJECT_TYPES }
  const custom: Record<string, string> = { ...DEFAULT_CUSTOM_FIELDS }
  for (const [key, value] of Object.entries(fields)) {
    const isCustom = key.startsWith(CUSTOM_PREFIX)
    if (!isCustom && !(key in names)) throw refusal(id, `there is no field ${key} to rename`)
    if (!isAcceptable(key, value)) throw refusal(id, `${key} cannot be called ${JSON.stringify(value)}`)
    if (isCustom) custom[key.slice(CUSTOM_PREFIX.length)] = value
    else names[key] = value
  }
  return { ...(names as Record<FieldName, string>), custom }
}

function isAcceptable(key: string, value: string): boolean {
  if (key.endsWith('Characteristic') || key.endsWith('Type')) return value.trim() !== ''
  return /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(value)
}

const refusal = (connectionId: string, reason: string): WeftError =>
  new WeftError('INVALID_CONNECTION', `connection ${connectionId}: ${reason}`, { system: connectionId })
