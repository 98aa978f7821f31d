import type { ForeignRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import type { FieldSources } from '#shared/provenance.ts'
import {
  CASE_STATUSES,
  type CaseChannel,
  type CasePriority,
  type CaseRecord,
  type CaseSeverity,
  type CaseStatus,
} from '../../../provider.ts'
import type { RowOf, Tables } from '../native.ts'
import type { Condition } from '../query.ts'
import { type Origin, refTo, sourceOf, sourcesIn } from './origin.ts'
import { textOrNothing, toInstant } from './values.ts'

function caseSources({ case: table }: Pick<Tables, 'case'>): FieldSources {
  return sourcesIn(table, {
    caseNumber: 'number',
    subject: 'shortDescription',
    description: 'description',
    status: 'state',
    priority: 'priority',
    severity: 'severity',
    escalated: 'escalation',
    escalatedAt: 'escalatedAt',
    channel: 'channel',
    customer: 'account',
    contact: 'crmContactId',
    product: 'product',
    entitlement: 'entitlement',
    openedAt: 'openedAt',
    resolvedAt: 'resolvedAt',
    closedAt: 'closedAt',
  })
}

/** The five states that the vendor documents; an instance may add its own. */
const STATUS_OF_STATE: Readonly<Record<string, CaseStatus>> = {
  '1': 'NEW',
  '10': 'IN_PROGRESS',
  '18': 'WAITING_ON_CUSTOMER',
  '6': 'RESOLVED',
  '3': 'CLOSED',
}

const PRIORITIES: Readonly<Record<string, CasePriority>> = {
  '1': 'URGENT',
  '2': 'HIGH',
  '3': 'NORMAL',
  '4': 'LOW',
}

/** Values of the instance's own field: the digit alone or as people write it. */
const SEVERITIES: Readonly<Record<string, CaseSeverity>> = {
  '1': 'SEV1',
  '2': 'SEV2',
  '3': 'SEV3',
  '4': 'SEV4',
}

const CHANNELS: Readonly<Record<string, CaseChannel>> = {
  email: 'EMAIL',
  phone: 'PHONE',
  chat: 'CHAT',
  web: 'WEB',
}

/** Also the channels that an entitlement's characteristics name: "Email". */
export function toCanonicalChannel(contactType: string): CaseChannel {
  return CHANNELS[contactType.toLowerCase()] ?? 'UNKNOWN'
}

function toCanonicalStatus(state: string): CaseStatus {
  return STATUS_OF_STATE[state] ?? 'UNKNOWN'
}

export function toCanonicalSeverity(severity: string): CaseSeverity {
  return SEVERITIES[severity.replace(/^sev(erity)?[ -]?/i, '').slice(0, 1)] ?? 'UNKNOWN'
}

/** The states of some statuses, as the branches of a query; empty where no state reads as any of them. */
export function stateConditions(statuses: readonly CaseStatus[] | undefined): Condition<'state'>[][] {
  if (statuses === undefined || CASE_STATUSES.every((status) => statuses.includes(status))) return [[]]
  const known = Object.keys(STATUS_OF_STATE)
  const wanted = known.filter((state) => statuses.includes(toCanonicalStatus(state)))
  return [
    ...(wanted.length > 0 ? [[['state', 'IN', wanted] as const]] : []),
    ...(statuses.includes('UNKNOWN') ? [[['state', 'NOT IN', known] as const]] : []),
  ]
}

/**
 * A case names its contract as the base table, which knows no `u_crm_contract_id`; its entitlement names the service
 * contract. Almost always they are the same.
 */
function crmContractOf(row: RowOf<Tables['case']>, { names }: Origin): ForeignRef | undefined {
  const isSame = row.contract === '' || row.contract === row.entitlementContract
  if (!isSame || row.crmContractId === '') return undefined
  return { domain: 'CRM', objectType: names.crmContractType, nativeId: row.crmContractId }
}

/** INVALID_RESPONSE without a number or the time at which it was opened: the model promises both. */
export function toCanonicalCase(
  { case: table, contract, entitlement, productModel, account }: Tables,
  row: RowOf<Tables['case']>,
  origin: Origin,
): CaseRecord {
  const openedAt = toInstant(row.openedAt)
  if (row.sysId === '' || row.number === '' || !openedAt) {
    throw new WeftError('INVALID_RESPONSE', 'a case has no number or no opening time', {
      system: origin.connectionId,
    })
  }
  return {
    nativeId: row.sysId,
    caseNumber: row.number,
    subject: row.shortDescription,
    description: textOrNothing(row.description),
    status: toCanonicalStatus(row.state),
    priority: PRIORITIES[row.priority] ?? 'UNKNOWN',
    severity: row.severity === '' ? undefined : toCanonicalSeverity(row.severity),
    // Not `escalation`: the vendor's retired SLA engine still writes that one as it likes.
    escalated: row.escalation !== '',
    escalatedAt: toInstant(row.escalatedAt),
    channel: row.channel === '' ? undefined : toCanonicalChannel(row.channel),
    account: refTo(account.name, row.account, origin),
    contact:
      row.crmContactId === ''
        ? undefined
        : { domain: 'CRM', objectType: origin.names.crmContactType, nativeId: row.crmContactId },
    product: refTo(productModel.name, row.product, origin),
    entitlement: refTo(entitlement.name, row.entitlement, origin),
    contract: refTo(contract.name, row.contract || row.entitlementContract, origin),
    crmContract: crmContractOf(row, origin),
    openedAt,
    resolvedAt: toInstant(row.resolvedAt),
    closedAt: toInstant(row.closedAt),
    source: sourceOf(table, row, origin),
    fieldSources: caseSources({ case: table }),
  }
}
