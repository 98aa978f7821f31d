import { WeftError } from '#shared/errors.ts'
import {
  addMoney,
  formatAmount,
  isSameMoney,
  type Money,
  money,
  multiplyMoney,
  subtractMoney,
} from '#shared/money.ts'
import { answered } from '../answers.ts'
import { moneyOf } from '../kept-money.ts'
import type { Step, StepContext } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { contractOf } from './customers-of.ts'
import { finalisedInvoiceOf } from './first-invoice.ts'

type SoldFacts = Pick<DealFacts, 'billing' | 'crm' | 'erp' | 'terms' | 'total'>

/**
 * What was sold is what the contract says, what billing bills and what the ledger has: read once more from each. A difference
 * is money that leaks, and an exception with its amount. Nothing is written, so there is nothing to take back.
 */
export const reconcile: Step<SoldFacts> = {
  key: 'reconcile',
  connectionOf: () => undefined,
  action: 'Compare deal, contract, invoice and ledger',
  objectType: 'Invoice',
  effect: () => 'VALIDATE',
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'EXACT',
  dependsOn: ['note-outcome', 'record-payment'],
  diff: () => [],
  calls: 3,

  async run(facts, step) {
    const sold = moneyOf(facts.total)
    assertSame('the contract', sold, await contractTotal(facts, step))
    // Billing makes the first invoice later.
    if (!step.outcomeOf('finalise-invoice')) return { record: undefined, output: {}, isUnchanged: true }
    const invoice = finalisedInvoiceOf(step)
    const [billed, booked] = await Promise.all([
      billedTotals(invoice.nativeId, facts, step),
      ledgerTotal(invoice.nativeId, facts, step),
    ])
    assertSame('the invoice', sold, billed.subtotal)
    assertSame('the ledger', billed.total, booked)
    return { record: undefined, output: { total: formatAmount(billed.total) }, isUnchanged: true }
  },
}

async function contractTotal(facts: SoldFacts, step: StepContext): Promise<Money | undefined> {
  const crm = step.tools.crm(facts.crm.connectionId)
  const [lines] = await crm.getContractLines([contractOf(facts, step)], step.call)
  const amounts = answered(lines)?.map(({ unitPrice, quantity }) => multiplyMoney(unitPrice, quantity))
  return amounts && addMoney(money(0n, facts.terms.currencyCode), ...amounts)
}

async function billedTotals(
  nativeId: string,
  { billing }: SoldFacts,
  { call, tools }: StepContext,
): Promise<{ subtotal: Money; total: Money }> {
  const [invoice] = await tools.billing(billing.connectionId).getInvoices([nativeId], call)
  const found = answered(invoice)
  if (!found) throw new WeftError('NOT_FOUND', 'the invoice is gone', { system: billing.connectionId })
  return found
}

async function ledgerTotal(
  nativeId: string,
  { erp }: SoldFacts,
  { call, tools }: StepContext,
): Promise<Money | undefined> {
  const [invoice] = await tools.erp(erp.connectionId).getInvoicesByBillingIds([nativeId], call)
  return answered(invoice)?.total
}

function assertSame(where: string, expected: Money, actual: Money | undefined): void {
  if (actual && isSameMoney(expected, actual)) return
  const difference =
    actual && actual.currencyCode === expected.currencyCode ? subtractMoney(actual, expected) : undefined
  throw new WeftError('AMOUNTS_DIFFER', `${where} does not say what was sold`, {
    expected: `${formatAmount(expected)} ${expected.currencyCode}`,
    actual: actual ? `${formatAmount(actual)} ${actual.currencyCode}` : null,
    difference: difference ? formatAmount(difference) : null,
  })
}
