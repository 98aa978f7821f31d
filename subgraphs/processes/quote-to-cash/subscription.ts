import type { NewItem, NewSubscription } from '#billing/writes.ts'
import { moneyOf } from '../kept-money.ts'
import type { DealFacts } from './facts.ts'

/** What a deal is subscribed to, whoever is there already: the same for a preview and for the subscription itself. */
export function subscriptionOf({
  terms,
  lines,
}: Pick<DealFacts, 'terms' | 'lines'>): Omit<NewSubscription, 'customerNativeId'> {
  const items = (isRecurring: boolean): NewItem[] =>
    lines
      .filter((line) => line.isRecurring === isRecurring)
      .map(({ billingProductId, quantity, unitPrice, name }) => ({
        productNativeId: billingProductId,
        quantity,
        unitPrice: moneyOf(unitPrice),
        description: name,
      }))
  return {
    currencyCode: terms.currencyCode,
    items: items(true),
    oneTimeItems: items(false),
    interval: terms.interval,
    startsAt: new Date(`${terms.startDate}T00:00:00Z`),
    collectionMethod: terms.isChargedAutomatically ? 'CHARGE_AUTOMATICALLY' : 'SEND_INVOICE',
    netDays: terms.isChargedAutomatically ? undefined : terms.netDays,
    purchaseOrderNumber: terms.purchaseOrderNumber,
    crmContractId: undefined,
    erpOrderId: undefined,
  }
}
