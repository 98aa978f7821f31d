import { Decimal } from 'decimal.js'
import type { CustomerRecord } from '#erp/provider.ts'
import { addMoney, formatAmount, type Money, money, multiplyMoney } from '#shared/money.ts'
import type { Prepared } from '../process.ts'
import type { ProcessRules } from '../rules.ts'
import type { MappedLine } from './map-lines.ts'

type Approval = NonNullable<Prepared<unknown>['approval']>

/** Why a person has to say yes; the graver reason gives the code. */
export function approvalFor(given: {
  customer: CustomerRecord | undefined
  receivable: Money | undefined
  total: Money
  lines: readonly MappedLine[]
  rules: Pick<ProcessRules, 'discountWithoutApprovalPercent'>
}): Approval | undefined {
  const [first, ...others] = [creditReason(given), discountReason(given)].flatMap((reason) => reason ?? [])
  return first && { code: first.code, reason: [first, ...others].map(({ reason }) => reason).join('; ') }
}

/**
 * Who may read a plan need not be one who may read limits and balances: no figure of them is in the reason.
 *
 * NetSuite looks at the limit of customers with payment terms alone, and blocks nothing unless told to; so it is looked at
 * here, for everyone who has one. Documents in another currency than the limit's are not part of it.
 */
export function creditReason({
  customer,
  receivable,
  total,
}: {
  customer: CustomerRecord | undefined
  receivable: Money | undefined
  total: Money
}): Approval | undefined {
  if (customer?.creditHold === true)
    return { code: 'CREDIT_HOLD', reason: 'the ERP takes no order of the customer now' }
  const limit = customer?.creditLimit
  if (!limit || !receivable || total.currencyCode !== limit.currencyCode) return undefined
  const exposure = addMoney(receivable, total)
  if (exposure.minorUnits <= limit.minorUnits) return undefined
  return { code: 'CREDIT_HOLD', reason: 'with this deal the customer owes more than its credit limit' }
}

function discountReason({
  total,
  lines,
  rules,
}: {
  total: Money
  lines: readonly MappedLine[]
  rules: Pick<ProcessRules, 'discountWithoutApprovalPercent'>
}): Approval | undefined {
  const listed = addMoney(
    money(0n, total.currencyCode),
    ...lines.map(({ listPrice, quantity }) => multiplyMoney(listPrice, quantity)),
  )
  const taken = listed.minorUnits - total.minorUnits
  const allowed = new Decimal(rules.discountWithoutApprovalPercent).times(listed.minorUnits.toString())
  if (allowed.gte((taken * 100n).toString())) return undefined
  return {
    code: 'DISCOUNT',
    reason: `the price list says ${formatAmount(listed)} ${total.currencyCode}, and the deal ${formatAmount(total)}`,
  }
}
