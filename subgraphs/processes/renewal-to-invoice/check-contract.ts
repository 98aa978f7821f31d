import { Decimal } from 'decimal.js'
import type { ContractRecord } from '#crm/provider.ts'
import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import type { ProcessRules } from '../rules.ts'
import { addDays } from '../quote-to-cash/dates.ts'
import { WINDOW_FIELD } from './policy.ts'
import type { EndingContract } from './read-contract.ts'
import type { NewTerm } from './term.ts'

/** What is wrong with a renewal by the contract's own record. */
export function checkContract(
  ending: EndingContract,
  term: NewTerm,
  { today, rules }: { today: string; rules: ProcessRules },
): Problem[] {
  return [
    ...checkRenewable(ending),
    ...checkWindow(ending.contract, today, rules),
    ...checkTerm(term, rules),
    ...checkUplift(term, rules),
  ]
}

function checkRenewable({ contract, customer, lines, renewalId }: EndingContract): Problem[] {
  const found: Problem[] = []
  const conflict = (path: string, message: string, fix: string): void =>
    void found.push(problem('CONFLICT', path, { message, fix }))
  if (renewalId !== undefined)
    conflict('contract.renewedBy', `it is renewed already: ${renewalId}`, 'Nothing is left to be done')
  if (contract.status !== 'ACTIVATED')
    conflict('contract.status', `it is ${contract.status}`, 'Renew a contract that is in force')
  if (contract.amends)
    conflict('contract.amends', 'it amends another contract', 'Renew the contract that it amends')
  if (customer?.status === 'CHURNED' || customer?.status === 'SUSPENDED')
    conflict('customer.status', `the customer is ${customer.status}`, 'Win the customer back first')
  if (!lines.some(({ renewable }) => renewable))
    found.push(
      problem('REQUIRED', 'lines', {
        message: 'it has no line that is renewed',
        fix: 'Mark what is renewed at the contract',
      }),
    )
  return found
}

/** Before the window nobody has been asked; after its end the term is over, and the next one would leave a gap. */
function checkWindow(contract: ContractRecord, today: string, rules: ProcessRules): Problem[] {
  const { endDate } = contract
  if (endDate === undefined)
    return [
      problem('INVALID', 'contract.endDate', {
        message: 'it runs without an end',
        fix: 'Nothing is left to be done',
      }),
    ]
  const opensOn = addDays(endDate, -windowDaysOf(contract, rules))
  if (today < opensOn)
    return [
      problem('INVALID', 'contract.endDate', {
        message: `it ends on ${endDate}, and may be renewed from ${opensOn} on`,
        fix: `Renew it from ${opensOn} on, or give the contract a longer window`,
      }),
    ]
  if (today <= endDate) return []
  return [
    problem('INVALID', 'contract.endDate', {
      message: `it ended on ${endDate}`,
      fix: 'Sell it anew: a renewal now would leave a gap, or begin in the past',
    }),
  ]
}

/** From how many days before its end on a contract may be renewed: by its own word, else by the rules. */
export function windowDaysOf(
  { customFields }: Pick<ContractRecord, 'customFields'>,
  { renewalWindowDays }: Pick<ProcessRules, 'renewalWindowDays'>,
): number {
  const said = customFields.find(({ key }) => key === WINDOW_FIELD)?.value
  const days = said == null || said === '' ? Number.NaN : Number(said)
  return Number.isInteger(days) && days >= 0 ? days : renewalWindowDays
}

function checkTerm({ termMonths }: NewTerm, { longestTermMonths }: ProcessRules): Problem[] {
  if (termMonths === undefined)
    return [
      problem('REQUIRED', 'termMonths', {
        message: 'nobody says how long the new term runs',
        fix: 'Give the contract a term',
      }),
    ]
  if (Number.isInteger(termMonths) && termMonths >= 1 && termMonths <= longestTermMonths) return []
  return [
    problem('INVALID', 'termMonths', {
      message: `${termMonths} months is no term`,
      fix: `Choose a term of 1 to ${longestTermMonths} months`,
    }),
  ]
}

const PERCENT = /^-?\d{1,3}(\.\d{1,6})?$/

export const isUplift = (
  text: string,
  { largestUpliftPercent }: Pick<ProcessRules, 'largestUpliftPercent'>,
): boolean => PERCENT.test(text) && new Decimal(text).gt(-100) && new Decimal(text).lte(largestUpliftPercent)

function checkUplift({ upliftPercent }: NewTerm, rules: ProcessRules): Problem[] {
  if (isUplift(upliftPercent, rules)) return []
  return [
    problem('INVALID', 'upliftPercent', {
      message: `${upliftPercent} percent is no uplift`,
      fix: `Choose more than -100 and at most ${rules.largestUpliftPercent}`,
    }),
  ]
}
