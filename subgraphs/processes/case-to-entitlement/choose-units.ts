import { isUnreadable } from '#shared/listed.ts'
import type { CaseRecord, DecrementOn, SupportEntitlementRecord } from '#support/provider.ts'
import { answered } from '../answers.ts'
import type { LookContext } from '../process.ts'
import type { CaseFacts } from './facts.ts'

/** Which systems take a unit when this has happened. The event of a resolution is the only one that a closing has. */
const COUNTED_AT: Readonly<Record<'OPENED' | 'RESOLVED', readonly DecrementOn[]>> = {
  OPENED: ['CASE_CREATION'],
  RESOLVED: ['CASE_RESOLUTION', 'CASE_CLOSE'],
}

/**
 * What a unit is to be taken off. A case that names its entitlement is counted by its system; one that names none is counted by
 * nobody, and Weft does it when the system would.
 */
export async function chooseUnits(
  found: CaseRecord,
  moment: keyof typeof COUNTED_AT,
  { call, tools, now }: LookContext,
): Promise<CaseFacts['units']> {
  if (found.entitlement || !found.account) return undefined
  const { connectionId, nativeId } = found.account
  const support = tools.support(connectionId)
  if (!support.writes) return undefined
  const [list] = await support.listEntitlements([nativeId], call)
  const usable = (answered(list) ?? []).flatMap((item) =>
    !isUnreadable(item) && covers(item, found, now) && COUNTED_AT[moment].includes(item.decrementOn)
      ? [item]
      : [],
  )
  const [best] = usable.toSorted((one, other) => rankOf(one, found).localeCompare(rankOf(other, found)))
  return best && { entitlementNativeId: best.nativeId, name: best.name, remaining: best.remainingUnits ?? '' }
}

function covers(
  { status, start, end, unit, remainingUnits, product, channels }: SupportEntitlementRecord,
  { product: asked, channel }: CaseRecord,
  now: Date,
): boolean {
  const isCounted = unit === 'CASES' && remainingUnits !== undefined && remainingUnits !== '0'
  const isValid = (start === undefined || start <= now) && (end === undefined || now < end)
  const isUsable = (status === 'ACTIVE' || status === 'GRACE') && isValid && isCounted
  const isOfProduct = product === undefined || asked === undefined || product.nativeId === asked.nativeId
  return (
    isUsable && isOfProduct && (channel === undefined || channels.length === 0 || channels.includes(channel))
  )
}

/** What is meant for the case's product first, then what covers every product; and of them what ends first. */
function rankOf(
  { product, end, nativeId }: SupportEntitlementRecord,
  { product: asked }: CaseRecord,
): string {
  const fit = product === undefined ? '1' : asked === undefined ? '2' : '0'
  return [fit, end?.toISOString() ?? '9999', nativeId].join(' ')
}
