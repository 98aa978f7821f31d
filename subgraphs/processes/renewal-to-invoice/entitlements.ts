import type { SupportEntitlementRecord } from '#support/provider.ts'
import { toDay } from '../quote-to-cash/dates.ts'
import type { DealLine } from '../quote-to-cash/facts.ts'
import type { RenewedEntitlement } from './facts.ts'

/** What may be used, or was used up: it goes on. What was suspended, revoked or is over does not come back by a renewal. */
const GOES_ON: readonly SupportEntitlementRecord['status'][] = ['ACTIVE', 'GRACE', 'EXHAUSTED', 'PENDING']

/** What the new term goes on to grant: nothing of a product that it has no more of. */
export function renewEntitlements(
  entitlements: readonly SupportEntitlementRecord[],
  { lines, startDate, endDate }: { lines: readonly DealLine[]; startDate: string; endDate: string },
): RenewedEntitlement[] {
  return entitlements.flatMap((entitlement) => {
    const { nativeId, name, account, product, status, end } = entitlement
    const isSold =
      product === undefined ||
      lines.some(
        ({ supportProductId, quantity }) => supportProductId === product.nativeId && Number(quantity) > 0,
      )
    if (!end || !account || !isSold || !GOES_ON.includes(status) || toDay(end) >= endDate) return []
    return [
      {
        nativeId,
        name,
        accountNativeId: account.nativeId,
        productNativeId: product?.nativeId,
        endsOn: toDay(end),
        startsOn: toDay(end) > startDate ? toDay(end) : startDate,
        units: unitsOf(entitlement),
      },
    ]
  })
}

/** Cases are counted anew; what support cannot count again is extended as it stands. */
const unitsOf = ({ unit, totalUnits }: SupportEntitlementRecord): string | undefined =>
  unit === 'CASES' ? totalUnits : undefined
