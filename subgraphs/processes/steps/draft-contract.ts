import type { NewContractLine } from '#crm/writes.ts'
import { multiplyMoney } from '#shared/money.ts'
import { moneyOf } from '../kept-money.ts'
import type { Step } from '../process.ts'
import type { DealFacts, DealLine, DealTerms } from '../quote-to-cash/facts.ts'
import { timesIn } from '../quote-to-cash/intervals.ts'
import { difference, keepWritten, noteWritten, writesOf } from './written.ts'

interface DraftFacts extends Pick<DealFacts, 'crm' | 'terms' | 'lines'> {
  /** Without an opportunity: no deal led to it. */
  sale: { opportunityNativeId?: string | undefined; name: string }
  /** The contract that it continues. */
  renewedFrom?: { nativeId: string }
}

/** The contract, not in force yet: order and subscription name it. A draft that sales have made is taken as it is. */
export const draftContract: Step<DraftFacts> = {
  key: 'draft-contract',
  connectionOf: ({ crm }) => crm.connectionId,
  action: 'Draft the contract',
  objectType: 'Contract',
  effect: ({ crm }) => (crm.draftContractNativeId === undefined ? 'CREATE' : 'NO_OP'),
  compensation: { kind: 'REVERSIBLE', action: 'Delete the draft' },
  confidence: 'SIMULATED',
  dependsOn: ['preview-invoice'],
  diff: ({ terms, sale }) =>
    difference({ name: sale.name, startDate: terms.startDate, termMonths: String(terms.termMonths) }),
  calls: 1,

  async run({ crm, sale, renewedFrom, terms, lines }, step) {
    const written = await writesOf(step.tools.crm(crm.connectionId)).createContract(
      {
        customerNativeId: crm.customerNativeId,
        opportunityNativeId: sale.opportunityNativeId,
        renewedFromNativeId: renewedFrom?.nativeId,
        name: sale.name,
        startDate: terms.startDate,
        termMonths: terms.termMonths,
        currencyCode: terms.currencyCode,
        lines: lines.map((line) => toContractLine(line, terms)),
      },
      step.call,
    )
    return keepWritten(written, 'Contract', { step })
  },

  async compensate({ crm }, { record }, step) {
    // What was in force has been ended by the step that put it into force.
    if (!record || step.outcomeOf('activate-contract')?.record) return
    const { ref, version } = record
    const writes = writesOf(step.tools.crm(crm.connectionId))
    await noteWritten(await writes.withdrawContract({ nativeId: ref.nativeId, version }, step.call), step)
  },
}

function toContractLine(line: DealLine, { interval, termMonths }: DealTerms): NewContractLine {
  const { crmProductId, quantity, unitPrice, amount, isRecurring } = line
  const times = isRecurring ? (timesIn(termMonths, interval) ?? 1) : 1
  return {
    productNativeId: crmProductId,
    quantity,
    unitPrice: moneyOf(unitPrice),
    netAmount: multiplyMoney(moneyOf(amount), String(times)),
    renewable: isRecurring,
  }
}
