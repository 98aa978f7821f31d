import { addDays, dayOf } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import { formatAmount } from '#shared/money.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NewContract, NewContractLine } from '#crm/writes.ts'
import type { MappingContext } from '../to-canonical/record.ts'
import { toMidnight } from '../to-canonical/values.ts'
import { insertOnce, PARTS_BESIDE } from './insert-once.ts'
import { toNativeNumber } from './to-native.ts'
import { MAX_PARTS, type WritePart } from './together.ts'
import type { Writing } from './writing.ts'

/** Beside the lines: the contract itself. */
const OTHER_PARTS = 1 + PARTS_BESIDE

/** A draft with its lines, in one call. */
export async function createContract(
  writing: Writing,
  contract: NewContract,
  call: WriteCall,
): Promise<Written> {
  assertWritable(contract, writing.context)
  const more = contract.lines.map((line, index) => toLinePart(contract, line, index))
  return insertOnce(writing, { object: 'Contract', body: toContractBody(writing, contract), more }, call)
}

/** What the org would not refuse, or not in words that say why. */
function assertWritable({ lines, currencyCode }: NewContract, { connection, fields }: MappingContext): void {
  const facts = { system: connection.id }
  if (lines.length > MAX_PARTS - OTHER_PARTS)
    throw new WeftError('REJECTED_BY_SYSTEM', 'the contract has more lines than one call takes', facts)
  // The org keeps no currency beside an amount of a line, and none at all where it has only one.
  const amounts = lines.flatMap(({ unitPrice, netAmount }) => [unitPrice, netAmount])
  const only = fields.singleCurrency ?? currencyCode
  const other = [{ currencyCode }, ...amounts].find((amount) => amount.currencyCode !== only)
  if (other)
    throw new WeftError(
      'REJECTED_BY_SYSTEM',
      `the contract would be in ${only}, not ${other.currencyCode}`,
      facts,
    )
}

function toContractBody({ context: { fields } }: Writing, contract: NewContract): WritePart['body'] {
  const { names } = fields
  return {
    AccountId: contract.customerNativeId,
    [names.contractName]: contract.name,
    Status: 'Draft',
    StartDate: contract.startDate,
    ContractTerm: contract.termMonths,
    ...(contract.opportunityNativeId && { [names.contractOpportunity]: contract.opportunityNativeId }),
    ...(contract.renewedFromNativeId && { [names.renewedFrom]: contract.renewedFromNativeId }),
    ...(fields.singleCurrency === undefined && { CurrencyIsoCode: contract.currencyCode }),
  }
}

function toLinePart(contract: NewContract, line: NewContractLine, index: number): WritePart {
  const body = {
    Contract__c: '@{contract.id}',
    Product__c: line.productNativeId,
    Quantity__c: toNativeNumber(line.quantity),
    Unit_Price__c: toNativeNumber(formatAmount(line.unitPrice)),
    Net_Amount__c: toNativeNumber(formatAmount(line.netAmount)),
    Start_Date__c: contract.startDate,
    End_Date__c: lastDayOf(contract),
    Renewable__c: line.renewable,
    Sort_Order__c: index + 1,
  }
  return { method: 'POST', path: '/sobjects/Contract_Line__c', referenceId: `line${index}`, body }
}

/** The day before the term's months have passed; a month without that day ends with its last. */
function lastDayOf({ startDate, termMonths }: NewContract): string {
  const start = toMidnight(startDate)
  const month = start.getUTCMonth() + termMonths
  const lastOfMonth = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const day = Math.min(start.getUTCDate(), lastOfMonth)
  return dayOf(addDays(new Date(Date.UTC(start.getUTCFullYear(), month, day)), -1))
}
