import type { CrmWrites, CustomerChange, SaleOutcome } from '#crm/writes.ts'
import type { SalesforceFields } from '../fields.ts'
import { getSale } from './get-sale.ts'
import { activateContract } from './activate-contract.ts'
import { changeRecord, type NativeValues } from './change-record.ts'
import { createContract } from './create-contract.ts'
import { createCustomer, removeCustomer } from './customers.ts'
import { linkRenewal } from './link-renewal.ts'
import { toBillingFields } from './to-native.ts'
import { withdrawContract } from './withdraw-contract.ts'
import type { Writing } from './writing.ts'

/** Writes of one org. A change is two calls, a creation one; what was done already is found by one. */
export function createSalesforceWrites(writing: Writing): CrmWrites {
  const { fields } = writing.context
  return {
    getSale: (sale, call) => getSale(writing, sale, call),
    createContract: (contract, call) => createContract(writing, contract, call),
    activateContract: (nativeId, call) => activateContract(writing, nativeId, call),
    withdrawContract: (contract, call) => withdrawContract(writing, contract, call),
    linkRenewal: (renewal, call) => linkRenewal(writing, renewal, call),
    noteOutcome: (nativeId, outcome, call) =>
      changeRecord(
        writing,
        { object: 'Opportunity', nativeId, values: toOutcomeFields(outcome, fields) },
        call,
      ),
    createCustomer: (customer, call) => createCustomer(writing, customer, call),
    removeCustomer: (customer, call) => removeCustomer(writing, customer, call),
    updateCustomer({ nativeId, expectedVersion, ...change }, call) {
      const values = toAccountFields(change, fields)
      return changeRecord(writing, { object: 'Account', nativeId, values, expectedVersion }, call)
    },
  }
}

function toOutcomeFields(outcome: SaleOutcome, { names }: SalesforceFields): NativeValues {
  return {
    [names.outcomeErpCustomerId]: outcome.erpCustomerId ?? null,
    [names.outcomeErpOrderId]: outcome.erpOrderId ?? null,
    [names.outcomeBillingCustomerId]: outcome.billingCustomerId ?? null,
    [names.outcomeBillingSubscriptionId]: outcome.billingSubscriptionId ?? null,
    ContractId: outcome.contractNativeId ?? null,
  }
}

function toAccountFields(
  { name, legalName, billingAddress }: Omit<CustomerChange, 'nativeId'>,
  fields: SalesforceFields,
): NativeValues {
  return {
    ...(name !== undefined && { Name: name }),
    ...(legalName !== undefined && { [fields.names.legalName]: legalName }),
    ...(billingAddress && toBillingFields(billingAddress, fields)),
  }
}
