import { formatAmount, type Money, parseMoney } from '#shared/money.ts'

/** Money as the journal keeps it: what a process knows is JSON, and JSON has no bigint. */
export interface KeptMoney {
  /** Base-10 text with exactly the currency's digits. */
  amount: string
  currencyCode: string
}

export function keepMoney(money: Money): KeptMoney {
  return { amount: formatAmount(money), currencyCode: money.currencyCode }
}

export function moneyOf({ amount, currencyCode }: KeptMoney): Money {
  return parseMoney(amount, currencyCode)
}
