import type { ContractLineRecord, ContractRecord, ContractStatus, RenewalRecord } from '#crm/provider.ts'
import { addDays, dayOf } from '#shared/clock.ts'
import type { FieldSources } from '#shared/provenance.ts'
import type { SalesforceFields } from '../fields.ts'
import type { SalesforceContract, SalesforceContractLine } from '../native.ts'
import { currencyOf, type MappingContext, toCustomFields, toRef, toSource } from './record.ts'
import {
  fromTable,
  toCondition,
  toDecimalText,
  toMidnight,
  toMoney,
  toOptionalMoney,
  toText,
  type ValueTable,
} from './values.ts'

/**
 * The status category behind whatever labels an org gives its statuses.
 * https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-contractstatus.html
 */
const CONTRACT_STATUSES: ValueTable<ContractStatus> = {
  Draft: 'DRAFT',
  InApproval: 'IN_APPROVAL',
  Activated: 'ACTIVATED',
  Terminated: 'TERMINATED',
  Expired: 'EXPIRED',
}

/** The SOQL condition of contracts that read as one of `statuses`. */
export function toContractCondition(statuses: readonly string[], { names }: SalesforceFields): string {
  const byStatus = `${toCondition('StatusCode', CONTRACT_STATUSES, statuses)} AND ${names.endedOn} = null`
  return statuses.includes('TERMINATED') ? `((${byStatus}) OR ${names.endedOn} != null)` : `(${byStatus})`
}

export function toCanonicalContract(contract: SalesforceContract, context: MappingContext): ContractRecord {
  const { fields } = context
  const value = (amount: number | null | undefined) =>
    amount == null ? undefined : toOptionalMoney(amount, currencyOf(contract, context))
  return {
    source: toSource('Contract', contract, context),
    fieldSources: contractFieldSources(fields),
    createdAt: new Date(contract.CreatedDate),
    customer: toRef('Account', contract.AccountId, context),
    contractNumber: contract.ContractNumber,
    name: toText(contract.contractName),
    status: contract.endedOn == null ? fromTable(CONTRACT_STATUSES, contract.StatusCode) : 'TERMINATED',
    startDate: contract.StartDate ?? contract.CreatedDate.slice(0, 10),
    endDate: contract.endedOn ?? contract.EndDate ?? undefined,
    termMonths: contract.ContractTerm ?? undefined,
    totalContractValue: value(contract.totalContractValue),
    annualContractValue: value(contract.annualContractValue),
    amends: toRef('Contract', contract.amends, context),
    renewedFrom: toRef('Contract', contract.renewedFrom, context),
    renewal: toRenewal(contract),
    customFields: toCustomFields('Contract', contract, fields.contractCustom),
  }
}

const contractFieldSources = ({ names }: SalesforceFields): FieldSources => ({
  contractNumber: 'Contract.ContractNumber',
  name: `Contract.${names.contractName}`,
  status: 'Contract.StatusCode',
  customer: 'Contract.AccountId',
  startDate: 'Contract.StartDate',
  endDate: 'Contract.EndDate',
  termMonths: 'Contract.ContractTerm',
  totalContractValue: `Contract.${names.totalContractValue}`,
  annualContractValue: `Contract.${names.annualContractValue}`,
  amends: `Contract.${names.amends}`,
  renewedFrom: `Contract.${names.renewedFrom}`,
  renewal: `Contract.${names.autoRenew}`,
})

function toRenewal(contract: SalesforceContract): RenewalRecord | undefined {
  if (contract.autoRenew == null || contract.endedOn != null) return undefined
  return {
    autoRenew: contract.autoRenew,
    noticeDays: contract.noticeDays ?? undefined,
    renewalDate: contract.EndDate == null ? undefined : dayOf(addDays(toMidnight(contract.EndDate), 1)),
    upliftPercent: contract.upliftPercent == null ? undefined : toDecimalText(contract.upliftPercent),
    termMonths: contract.ContractTerm ?? undefined,
  }
}

export function toCanonicalContractLine(
  line: SalesforceContractLine,
  context: MappingContext,
): ContractLineRecord {
  const currency = currencyOf(line, context)
  return {
    nativeId: line.Id,
    product: toRef('Product2', line.Product__c, context),
    quantity: toDecimalText(line.Quantity__c),
    unitPrice: toMoney(line.Unit_Price__c, currency),
    term: {
      start: line.Start_Date__c == null ? undefined : toMidnight(line.Start_Date__c),
      end: line.End_Date__c == null ? undefined : addDays(toMidnight(line.End_Date__c), 1),
    },
    netAmount: toMoney(line.Net_Amount__c, currency),
    renewable: line.Renewable__c ?? false,
  }
}
