import { isWeftError } from '#shared/errors.ts'
import { formatAmount, isSameMoney } from '#shared/money.ts'
import { keepMoney, moneyOf } from '../kept-money.ts'
import type { LookContext, Problem } from '../process.ts'
import { problem } from '../problem.ts'
import type { DealFacts } from './facts.ts'
import { subscriptionOf } from './subscription.ts'

/** What billing itself would charge first. It has to be what was sold, to the last digit; tax comes on top. */
export async function previewDeal(
  facts: Pick<DealFacts, 'billing' | 'customer' | 'lines' | 'terms' | 'total'>,
  { call, tools }: LookContext,
): Promise<{ preview: DealFacts['preview'] } | { problem: Problem }> {
  const { writes } = tools.billing(facts.billing.connectionId)
  const { customerNativeId } = facts.billing
  const subscription = { ...subscriptionOf(facts), customerNativeId, address: facts.customer.address }
  try {
    const preview = await writes?.previewSubscription(subscription, call)
    if (!preview) throw new Error('billing can be written to, and cannot')
    const { subtotal, tax, total } = preview
    if (!isSameMoney(subtotal, moneyOf(facts.total)))
      return { problem: differing(facts.total.amount, formatAmount(subtotal)) }
    return { preview: { subtotal: keepMoney(subtotal), tax: keepMoney(tax), total: keepMoney(total) } }
  } catch (error) {
    if (!isWeftError(error) || error.retryable) throw error
    const fix = 'Correct the lines of the deal, or the products in billing'
    return { problem: problem('INVALID', 'lines', { message: `billing refuses: ${error.message}`, fix }) }
  }
}

const differing = (sold: string, billed: string): Problem =>
  problem('INVALID', 'total', {
    message: `billing would charge ${billed}, and ${sold} was sold`,
    fix: 'Correct prices or quantities of the deal',
  })
