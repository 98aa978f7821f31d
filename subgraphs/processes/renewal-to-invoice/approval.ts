import type { SubscriptionRecord } from '#billing/provider.ts'
import type { ContractRecord } from '#crm/provider.ts'
import type { BalanceRecord, CustomerRecord } from '#erp/provider.ts'
import type { Money } from '#shared/money.ts'
import type { Prepared } from '../process.ts'
import { creditReason } from '../quote-to-cash/approval.ts'

type Approval = NonNullable<Prepared<unknown>['approval']>

export interface RenewalRisks {
  contract: ContractRecord
  customer: CustomerRecord | undefined
  balance: BalanceRecord | undefined
  subscription: SubscriptionRecord | undefined
  isDisputed: boolean
  total: Money
}

/** Why a person has to say yes; the gravest reason gives the code. */
export function approvalForRenewal(risks: RenewalRisks): Approval | undefined {
  const { contract, customer, balance, total } = risks
  const credit = creditReason({ customer, receivable: balance?.receivable, total })
  const [first, ...others] = [
    ...(credit ? [credit] : []),
    ...moneyReasons(risks),
    ...(contract.renewal?.autoRenew === false
      ? [{ code: 'NO_AUTO_RENEWAL', reason: 'the contract does not renew itself: the customer has to agree' }]
      : []),
  ]
  return first && { code: first.code, reason: [first, ...others].map(({ reason }) => reason).join('; ') }
}

function moneyReasons({ balance, subscription, isDisputed }: RenewalRisks): Approval[] {
  const found: Approval[] = []
  if (isDisputed) found.push({ code: 'DISPUTED', reason: 'the customer disputes a payment' })
  if (balance && balance.overdue.minorUnits > 0n)
    found.push({ code: 'OVERDUE', reason: 'the customer is overdue' })
  else if (subscription?.status === 'PAST_DUE')
    found.push({ code: 'OVERDUE', reason: 'the subscription is past due' })
  return found
}
