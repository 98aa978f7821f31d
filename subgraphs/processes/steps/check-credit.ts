import { WeftError } from '#shared/errors.ts'
import { answered } from '../answers.ts'
import { moneyOf } from '../kept-money.ts'
import type { Step } from '../process.ts'
import { creditReason } from '../quote-to-cash/approval.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'

/**
 * Looks at limit and hold once more: days may have passed since somebody looked. Who approved a customer over its limit has
 * answered the question already. Nothing is written, so there is nothing to take back.
 */
export const checkCredit: Step<Pick<DealFacts, 'erp' | 'total' | 'today'>> = {
  key: 'check-credit',
  connectionOf: ({ erp }) => erp.connectionId,
  action: 'Check credit limit and hold',
  objectType: 'Customer',
  effect: ({ erp }) => (erp.customerNativeId === undefined || erp.isOverCredit ? 'NO_OP' : 'VALIDATE'),
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'EXACT',
  dependsOn: [],
  diff: () => [],
  calls: 2,
  async run({ erp: { connectionId, customerNativeId = '' }, total, today }, { call, tools }) {
    const erp = tools.erp(connectionId)
    const [customers, balances] = await Promise.all([
      erp.getCustomers([customerNativeId], call),
      erp.getBalances([customerNativeId], today, call),
    ])
    const receivable = answered(balances[0])?.receivable
    const credit = { customer: answered(customers[0]), receivable, total: moneyOf(total) }
    const refusal = creditReason(credit)
    if (refusal) throw new WeftError('CREDIT_HOLD', refusal.reason, { system: connectionId })
    return { record: undefined, output: {}, isUnchanged: true }
  },
}
