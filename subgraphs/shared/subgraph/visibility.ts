import type { Caller } from './context.ts'

/**
 * Whether a caller may see a customer and what hangs on it. A record without a customer is hidden from a caller who is
 * limited to some.
 */
export function maySeeCustomer(caller: Pick<Caller, 'customerIds'>, customerId: string | undefined): boolean {
  if (caller.customerIds === undefined) return true
  return customerId !== undefined && caller.customerIds.includes(customerId)
}

/** Whether a caller may see what belongs to a business unit, or to none. */
export function maySeeUnit(caller: Pick<Caller, 'businessUnits'>, key: string | null | undefined): boolean {
  if (caller.businessUnits === undefined) return true
  return typeof key === 'string' && caller.businessUnits.includes(key)
}

/** Whether a caller may see every row: nobody need be asked whose one is. */
export const isUnlimited = ({
  customerIds,
  businessUnits,
}: Pick<Caller, 'customerIds' | 'businessUnits'>): boolean =>
  customerIds === undefined && businessUnits === undefined
