import { addDays, dayOf } from '#shared/clock.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { formatAmount } from '#shared/money.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NewContract, NewContractLine } from '#crm/writes.ts'
import { quote } from '../soql.ts'
import type { MappingContext } from '../to-canonical/record.ts'
import { toMidnight } from '../to-canonical/values.ts'
import { toNativeNumber } from './to-native.ts'
import { MAX_PARTS, type WritePart } from './together.ts'
import { findStates, readBack, toState, toWritten, type Writing } from './writing.ts'

/** Beside the lines: the contract, and its reading back. */
const OTHER_PARTS = 2

/**
 * A draft with its lines, in one call. The key stands in a field that the org keeps unique, and the call only inserts: a
 * second one is refused, for whatever reason comes first, and finds what the first has made without touching what people did
 * with it since.
 */
export async function createContract(
  writing: Writing,
  contract: NewContract,
  call: WriteCall,
): Promise<Written> {
  const { client, context } = writing
  assertWritable(contract, context)
  const parts = [
    toContractPart(writing, contract, call),
    ...contract.lines.map((line, index) => toLinePart(contract, line, index)),
    readBack('Contract', '@{contract.id}'),
  ]
  try {
    const bodies = await client.writeTogether(parts, call)
    return toWritten('Contract', toState(bodies.at(-1), context), { effect: 'CREATED', context })
  } catch (error) {
    const isRefused = isWeftError(error) && !error.retryable
    const made = isRefused ? await findByKey(writing, call) : undefined
    if (!made) throw error
    return made
  }
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

async function findByKey(writing: Writing, call: WriteCall): Promise<Written | undefined> {
  const { context } = writing
  const where = `${context.fields.names.writeKey} = ${quote(call.idempotencyKey)}`
  const [made] = await findStates(writing, { object: 'Contract', fields: [], where }, call)
  return made && toWritten('Contract', made, { effect: 'FOUND', context })
}

function toContractPart(
  { context: { fields } }: Writing,
  contract: NewContract,
  { idempotencyKey }: WriteCall,
): WritePart {
  const { names } = fields
  const body = {
    [names.writeKey]: idempotencyKey,
    AccountId: contract.customerNativeId,
    [names.contractName]: contract.name,
    Status: 'Draft',
    StartDate: contract.startDate,
    ContractTerm: contract.termMonths,
    ...(contract.opportunityNativeId && { [names.contractOpportunity]: contract.opportunityNativeId }),
    ...(contract.renewedFromNativeId && { [names.renewedFrom]: contract.renewedFromNativeId }),
    ...(fields.singleCurrency === undefined && { CurrencyIsoCode: contract.currencyCode }),
  }
  return { method: 'POST', path: '/sobjects/Contract', referenceId: 'contract', body }
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
