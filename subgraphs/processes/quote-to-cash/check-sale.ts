import type { SaleRecord } from '#crm/writes.ts'
import { addMoney, formatAmount, isSameMoney, money, multiplyMoney, subtractMoney } from '#shared/money.ts'
import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import type { ProcessRules } from '../rules.ts'
import { addDays } from './dates.ts'
import type { ReadContract, ReadSale } from './read-sale.ts'

type DayRules = Pick<ProcessRules, 'longestBackdateDays' | 'longestDelayDays' | 'longestTermMonths'>

/** What is wrong with a deal by its own record: not won, done already, sums that do not add up, days that cannot be. */
export function checkSale(
  { sale, contracts }: ReadSale,
  { today, rules }: { today: string; rules: DayRules },
): Problem[] {
  return [
    ...checkWon(sale),
    ...checkContracts(sale, contracts),
    ...checkTotals(sale),
    ...checkDates({ sale, contracts }, today, rules),
  ]
}

function checkWon({ won, lines }: SaleRecord): Problem[] {
  const found: Problem[] = []
  if (!won)
    found.push(
      problem('CONFLICT', 'opportunity.stage', {
        message: 'the deal is not won, or was opened again',
        fix: 'Close the deal as won',
      }),
    )
  if (lines.length === 0)
    found.push(
      problem('REQUIRED', 'lines', {
        message: 'the deal has no products',
        fix: 'Add what was sold to the deal',
      }),
    )
  return found
}

/** Contracts that ended without having begun to bill are left from an attempt that was taken back. */
const ENDED: readonly ReadContract['status'][] = ['EXPIRED', 'TERMINATED', 'SUPERSEDED']

/** The draft that the deal's contract begins as, where sales have made one. */
export function draftOf(contracts: readonly ReadContract[]): ReadContract | undefined {
  return contracts.find(({ status }) => status === 'DRAFT')
}

function checkContracts(sale: SaleRecord, contracts: readonly ReadContract[]): Problem[] {
  const standing = contracts.filter(({ status }) => !ENDED.includes(status))
  const [contract, ...others] = standing
  if (!contract) return []
  if (others.length > 0 || contract.status !== 'DRAFT')
    return [
      problem('CONFLICT', 'opportunity.contract', {
        message: `the deal has contracts already: ${standing.map((one) => `${one.contractNumber} (${one.status})`).join(', ')}`,
        fix: 'Leave at most one contract at the deal, as a draft',
      }),
    ]
  if (saysTheSame(sale, contract)) return []
  return [
    problem('CONFLICT', 'opportunity.contract', {
      message: `the draft contract ${contract.contractNumber} says something else than the deal`,
      fix: 'Bring customer, first day, term and lines of the draft in line with the deal, or delete the draft',
    }),
  ]
}

function saysTheSame(sale: SaleRecord, contract: ReadContract): boolean {
  const termsOf = (product: string | undefined, quantity: string, amount: string): string =>
    [product, Number(quantity), amount].join(' ')
  const sold = sale.lines.map(({ product, quantity, total }) =>
    termsOf(product?.nativeId, quantity, formatAmount(total)),
  )
  const agreed = contract.lines.map(({ product, quantity, unitPrice }) =>
    termsOf(product?.nativeId, quantity, formatAmount(multiplyMoney(unitPrice, quantity))),
  )
  return (
    contract.customer?.nativeId === sale.customer?.nativeId &&
    [contract.startDate, undefined].includes(sale.startDate) &&
    [contract.termMonths, undefined].includes(sale.termMonths) &&
    sold.sort().join('\n') === agreed.sort().join('\n')
  )
}

function checkTotals({ lines, total, currencyCode }: SaleRecord): Problem[] {
  const found = lines.flatMap((line, index) => {
    const gross = multiplyMoney(line.unitPrice, line.quantity)
    const net = line.discount ? subtractMoney(gross, line.discount) : gross
    return isSameMoney(net, line.total)
      ? []
      : [differing(`lines[${index}].total`, formatAmount(line.total), formatAmount(net))]
  })
  const sum = addMoney(money(0n, currencyCode), ...lines.map((line) => line.total))
  if (!isSameMoney(sum, total)) found.push(differing('total', formatAmount(total), formatAmount(sum)))
  return found
}

const differing = (path: string, said: string, added: string): Problem =>
  problem('INVALID', path, {
    message: `the CRM says ${said}, and its parts add up to ${added}`,
    fix: 'Correct quantity, price or discount in the CRM',
  })

/** First day and length of the service, by the deal or by its draft; undefined where neither says. */
export function datesOf(
  { sale, contracts }: Pick<ReadSale, 'sale' | 'contracts'>,
  today: string,
): { startDate: string; termMonths: number | undefined } {
  const draft = draftOf(contracts)
  return {
    startDate: sale.startDate ?? draft?.startDate ?? today,
    termMonths: sale.termMonths ?? draft?.termMonths,
  }
}

function checkDates(
  deal: Pick<ReadSale, 'sale' | 'contracts'>,
  today: string,
  { longestBackdateDays, longestDelayDays, longestTermMonths }: DayRules,
): Problem[] {
  const { startDate, termMonths } = datesOf(deal, today)
  const found: Problem[] = []
  const earliest = addDays(today, -longestBackdateDays)
  const latest = addDays(today, longestDelayDays)
  if (startDate < earliest || startDate > latest)
    found.push(
      problem('INVALID', 'startDate', {
        message: `the service would begin on ${startDate}, which does not lie between ${earliest} and ${latest}`,
        fix: 'Correct the first day of the service in the CRM',
      }),
    )
  if (termMonths === undefined)
    found.push(
      problem('REQUIRED', 'termMonths', {
        message: 'nobody says how long the service runs',
        fix: 'Give the deal, or its draft contract, a term',
      }),
    )
  else if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > longestTermMonths)
    found.push(
      problem('INVALID', 'termMonths', {
        message: `${termMonths} months is no term`,
        fix: `Choose a term of 1 to ${longestTermMonths} months`,
      }),
    )
  return found
}
